import { Skeleton } from "@mantine/core";
import { AudioLines, Lock, Voicemail } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { label } from "../../words/vocabulary";
import { ChannelMark } from "../interaction/ChannelMark";
import { StatusTag } from "../interaction/StatusTag";
import styles from "./InteractionCard.module.css";

interface CardProps {
  readonly personId: string;
  /** Not there yet while its page is loading. */
  readonly row: Interaction | undefined;
  /** Whether the one above is of another day. */
  readonly beginsDay: boolean;
  readonly onOpen: (interactionId: string) => void;
  /** It is pressed, and not yet let go. */
  readonly onAim: (interactionId: string) => void;
}

/** Channel, direction, status, and how it begins. Drawn by the hundred: it does no work of its own. */
export const InteractionCard = memo(function InteractionCard({
  personId,
  row,
  beginsDay,
  onOpen,
  onAim,
}: CardProps) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  if (!row) return <Skeleton height={56} m="12px 20px" w="auto" />;
  const theme = label("Theme", row.theme);
  return (
    <a
      href={`/crm/borrowers/${personId}/interactions/${row.id}`}
      className={styles.card}
      onPointerDown={() => onAim(row.id)}
      onClick={(event) => {
        // With a modifier it is a link like any other, to a tab of its own.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(row.id);
      }}
    >
      <ChannelMark channel={row.channel} direction={row.direction} />
      <span className={styles.head}>
        <span className={styles.what}>
          {label("Channel", row.channel)}
          <span className={styles.direction}>{label("Direction", row.direction)}</span>
        </span>
        <Marks row={row} />
        <time dateTime={row.startedAt} data-day={beginsDay || undefined}>
          {writer.moment(row.startedAt)}
        </time>
      </span>
      <span className={styles.preview} data-locked={row.locked || undefined}>
        {row.locked ? t("lockedShort") : row.preview || theme}
      </span>
      <span className={styles.foot}>
        <StatusTag status={row.status} />
        <span className={styles.detail}>
          {row.statusDetails ? label("StatusDetail", row.statusDetails) : row.preview && theme}
        </span>
      </span>
    </a>
  );
});

function Marks({ row }: { row: Interaction }) {
  const { t } = useTranslation("interaction");
  return (
    <span className={styles.marks}>
      {row.hasRecording && <AudioLines size={14} aria-label={t("recorded")} role="img" />}
      {row.hasVoicemail && <Voicemail size={14} aria-label={t("hasVoicemail")} role="img" />}
      {row.sensitive && <Lock size={13} aria-label={t("sensitive")} role="img" />}
    </span>
  );
}
