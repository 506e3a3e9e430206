import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChannelBody, ReasonBody } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { Draft } from "../draft/Draft";
import { PhoneDraft } from "../draft/PhoneDraft";
import { contactsAsked } from "./asked";
import { VerdictWords } from "./ContactStrip";
import styles from "./ReachPanel.module.css";
import { Reason } from "./Reason";
import { wayText } from "./way";

interface ReachProps {
  readonly personId: string;
  readonly name: string;
  readonly of: ChannelBody;
  readonly onClose: () => void;
}

/** What the guard says of one channel: each contact, each rule in the way, in words and with its source. */
export function ReachPanel({ personId, name, of, onClose }: ReachProps) {
  const { t } = useTranslation("borrower");
  const shell = useTranslation();
  const label = useLabel();
  const writer = useWriter();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={t("reach.panel", { channel: label("Channel", of.channel), name })}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <div className={styles.panel}>
        <Written personId={personId} of={of} />
        <section className={styles.judged} aria-label={t("reach.collections")}>
          <h3>{t("reach.collections")}</h3>
          <p className={styles.verdict} data-outcome={of.outcome}>
            <VerdictWords of={of} />
          </p>
          {of.nextAllowedAt && (
            <p className={styles.when}>
              {writer.distance(of.nextAllowedAt)} · {writer.exact(of.nextAllowedAt)}
            </p>
          )}
          {of.precondition && <p>{of.precondition.message}</p>}
        </section>
        <Reasons title={t("reach.reasons")} reasons={of.reasons} />
        <Reasons title={t("reach.warnings")} reasons={of.warnings} />
        <Ways personId={personId} of={of} />
        <p className={styles.book}>
          {t("reach.judged", { when: writer.moment(of.evaluatedAt), book: of.rulebookVersion })}
        </p>
      </div>
    </Drawer>
  );
}

function Reasons({ title, reasons }: { title: string; reasons: readonly ReasonBody[] }) {
  if (reasons.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {reasons.map((reason) => (
          <Reason key={`${reason.ruleId}-${reason.message}`} reason={reason} />
        ))}
      </ul>
    </section>
  );
}

/** What can be done on the channel: write, choose a letter, or note down a call. */
function Written({ personId, of }: { personId: string; of: ChannelBody }) {
  const { data } = useQuery(contactsAsked(personId));
  const wayOf = (contactId: string) => wayText(data?.data.find(({ id }) => id === contactId)) ?? contactId;
  switch (of.channel) {
    case "email":
    case "text":
    case "mail":
      return <Draft personId={personId} channel={of.channel} of={of} wayOf={wayOf} />;
    case "voice":
      return <PhoneDraft personId={personId} of={of} wayOf={wayOf} />;
    default:
      return null;
  }
}

/** Each contact of the channel with its own answer. */
function Ways({ personId, of }: { personId: string; of: ChannelBody }) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const { data } = useQuery(contactsAsked(personId));
  if (of.contacts.length === 0) return null;
  return (
    <section>
      <h3>{t("reach.ways")}</h3>
      <ul className={styles.list}>
        {of.contacts.map((way) => (
          <li key={way.id} className={styles.way}>
            <span>{wayText(data?.data.find(({ id }) => id === way.id)) ?? way.id}</span>
            <span className={styles.kind}>
              {[way.label && label("ContactLabel", way.label), label("ContactStatus", way.status)]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <span className={styles.verdict} data-outcome={way.outcome}>
              <VerdictWords of={way} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
