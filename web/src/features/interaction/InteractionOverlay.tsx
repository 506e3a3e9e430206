import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { Interaction } from "../../api/schema";
import type { Overlay } from "../../router";
import { CopyId } from "../../shell/CopyId";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { AboutTabs } from "./AboutTabs";
import { interactionAsked } from "./asked";
import { ChannelMark } from "./ChannelMark";
import { Content } from "./Content";
import styles from "./InteractionOverlay.module.css";
import { LinkedCases } from "./LinkedCases";
import { PreviousChain } from "./PreviousChain";
import { Sensitive } from "./Sensitive";
import { StatusTag } from "./StatusTag";

/** One interaction, over the page it was opened from. */
export function InteractionOverlay({ personId, overlay }: { personId: string; overlay: Overlay }) {
  const { t } = useTranslation();
  const { interactionId } = overlay;
  const { data, error, refetch } = useQuery(interactionAsked(personId, interactionId));
  const close = useClose(overlay);
  return (
    <Drawer.Root
      opened
      onClose={close}
      position="right"
      size={660}
      // The page itself never scrolls, and to lock it would have every element looked at anew.
      lockScroll={false}
      classNames={{ content: styles.drawer ?? "" }}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        <Drawer.Header className={styles.header}>
          <Drawer.Title className={styles.title}>
            {data ? <Heading interaction={data} /> : <span>{t("states.loading")}</span>}
          </Drawer.Title>
          <Drawer.CloseButton aria-label={t("close")} />
        </Drawer.Header>
        <Drawer.Body className={styles.body}>
          {error && <Missing error={error} overlay={overlay} again={() => void refetch()} />}
          {!error && !data && <Loading lines={7} />}
          {data && <Whole key={data.id} personId={personId} interaction={data} overlay={overlay} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** Back to where it was opened from; what came by its address goes back to the borrower. */
function useClose({ from }: Overlay): () => void {
  const navigate = useNavigate();
  const { history } = useRouter();
  return () => {
    if (from === "card") history.back();
    else void navigate({ to: ".", search: (before) => before, state: {}, replace: true, resetScroll: false });
  };
}

function Heading({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  return (
    <>
      <ChannelMark channel={interaction.channel} direction={interaction.direction} />
      <span className={styles.name}>
        {label("Channel", interaction.channel)}
        <span className={styles.direction}>{label("Direction", interaction.direction)}</span>
        {interaction.sensitive && <Lock size={14} role="img" aria-label={t("sensitive")} />}
      </span>
      <span className={styles.sub}>
        <StatusTag status={interaction.status} />
        <time dateTime={interaction.startedAt} title={writer.exact(interaction.startedAt)}>
          {writer.moment(interaction.startedAt)}
        </time>
      </span>
    </>
  );
}

interface WholeProps {
  readonly personId: string;
  readonly interaction: Interaction;
  readonly overlay: Overlay;
}

function Whole({ personId, interaction, overlay }: WholeProps) {
  const { t } = useTranslation("interaction");
  const { id } = interaction;
  const link = `${location.origin}/crm/borrowers/${personId}/interactions/${id}`;
  return (
    <>
      <Content interaction={interaction} />
      <Sensitive personId={personId} interaction={interaction} />
      <LinkedCases personId={personId} interactionId={id} />
      <PreviousChain personId={personId} interaction={interaction} overlay={overlay} />
      <AboutTabs personId={personId} interaction={interaction} />
      <p className={styles.ids}>
        <CopyId id={id} />
        <CopyId id={link} text={t("copyLink")} />
      </p>
    </>
  );
}

/**
 * A 404 says the same of what was deleted, what never was, and account credentials: whoever followed a link
 * reads the document's sentence, and learns nothing of this row.
 */
function Missing({ error, overlay, again }: { error: unknown; overlay: Overlay; again: () => void }) {
  const { t } = useTranslation("interaction");
  const isDeadLink = overlay.from === "link" && asRefusal(error).status === 404;
  if (!isDeadLink) return <Trouble error={error} again={again} />;
  return (
    <Empty title={t("deadLink")}>
      <p>{t("credentials")}</p>
    </Empty>
  );
}
