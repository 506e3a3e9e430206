import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { ChannelBody, Contact, ReasonBody } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { contactsAsked } from "./asked";
import { VerdictWords } from "./ContactStrip";
import { phoneText } from "./name";
import styles from "./ReachPanel.module.css";

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
      size="md"
      title={t("reach.panel", { channel: label("Channel", of.channel), name })}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <div className={styles.panel}>
        <p className={styles.verdict} data-outcome={of.outcome}>
          <VerdictWords of={of} />
        </p>
        {of.nextAllowedAt && (
          <p className={styles.when}>
            {writer.distance(of.nextAllowedAt)} · {writer.exact(of.nextAllowedAt)}
          </p>
        )}
        {of.precondition && <p>{of.precondition.message}</p>}
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

export function Reason({ reason }: { reason: ReasonBody }) {
  const { t } = useTranslation("borrower");
  const writer = useWriter();
  const [explained, setExplained] = useState(false);
  return (
    <li className={styles.reason}>
      <p>{reason.message}</p>
      <p className={styles.source}>
        <code>{reason.ruleId}</code> · {reason.citation}
        {reason.until && <> · {t("reach.until", { when: writer.moment(reason.until) })}</>}
      </p>
      {explained ? (
        <Explanation ruleId={reason.ruleId} />
      ) : (
        <button type="button" className={styles.explain} onClick={() => setExplained(true)}>
          {t("reach.explain")}
        </button>
      )}
    </li>
  );
}

function Explanation({ ruleId }: { ruleId: string }) {
  const { data, error } = useQuery({
    queryKey: ["rules", ruleId],
    queryFn: async ({ signal }) => {
      const call = api.GET("/api/guard/rules/{ruleId}", { params: { path: { ruleId } }, signal });
      return (await answered(call)).data;
    },
  });
  if (error) return <Trouble error={error} />;
  if (!data) return <Loading lines={2} />;
  return (
    <div className={styles.explanation}>
      <strong>{data.title}</strong>
      <p>{data.explanation}</p>
    </div>
  );
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

/** A contact as one reads it aloud. */
export function wayText(contact: Contact | undefined): string | null {
  if (!contact) return null;
  if (contact.contactType === "phone" && contact.value) return phoneText(contact.value);
  if (contact.value) return contact.value;
  const { addressLine1, addressLine2, city, state, postalCode, country } = contact.address ?? {};
  const place = [city, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [addressLine1, addressLine2, place, country].filter(Boolean).join(", ") || null;
}
