import { Button, Select, TagsInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelBody } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { VerdictWords } from "../borrower/ContactStrip";
import styles from "./Draft.module.css";
import type { Change, DraftChannel, DraftWords } from "./kept";
import { isAddress } from "./message";

interface RecipientsProps {
  readonly personId: string;
  readonly channel: DraftChannel;
  readonly of: ChannelBody;
  readonly wayOf: (contactId: string) => string;
  readonly draft: DraftWords;
  readonly onChange: Change;
}

/** Whom it goes to: a contact on record, and of emails whoever shall read it too. */
export function Recipients({ channel, of, wayOf, draft, onChange }: RecipientsProps) {
  const { t } = useTranslation("draft");
  const [copies, setCopies] = useState(draft.cc.length + draft.bcc.length > 0);
  // A template has no words of its own for copies.
  const mayCopy = channel === "email" && !draft.templateId;
  return (
    <div className={styles.recipients}>
      <ContactChoice channel={channel} of={of} wayOf={wayOf} draft={draft} onChange={onChange} />
      {mayCopy && !copies && (
        <Button
          variant="subtle"
          size="compact-xs"
          className={styles.copies ?? ""}
          onClick={() => setCopies(true)}
        >
          {t("addCopies")}
        </Button>
      )}
      {mayCopy && copies && (
        <>
          <Copies name="cc" draft={draft} onChange={onChange} />
          <Copies name="bcc" draft={draft} onChange={onChange} />
        </>
      )}
    </div>
  );
}

type ChoiceProps = Omit<RecipientsProps, "personId">;

/** The contacts of the channel, each with what the guard says of it. */
export function ContactChoice({ of, wayOf, draft, onChange }: ChoiceProps) {
  const { t } = useTranslation("draft");
  const label = useLabel();
  const choices = of.contacts.map((way) => ({ value: way.id, label: wayOf(way.id), way }));
  return (
    <Select
      label={t("to")}
      placeholder={of.contactId ? t("usual", { way: wayOf(of.contactId) }) : t("noContact")}
      clearable
      clearButtonProps={{ "aria-label": t("clearContact") }}
      data={choices}
      value={draft.contactId}
      onChange={(contactId) => onChange({ contactId })}
      renderOption={({ option }) => {
        const way = of.contacts.find(({ id }) => id === option.value);
        if (!way) return option.label;
        const kind = [way.label && label("ContactLabel", way.label), label("ContactStatus", way.status)];
        return (
          <span className={styles.way}>
            <span>{option.label}</span>
            <span className={styles.kind}>{kind.filter(Boolean).join(" · ")}</span>
            <span className={styles.verdict} data-outcome={way.outcome}>
              <VerdictWords of={way} />
            </span>
          </span>
        );
      }}
    />
  );
}

function Copies({ name, draft, onChange }: { name: "cc" | "bcc"; draft: DraftWords; onChange: Change }) {
  const { t } = useTranslation("draft");
  const odd = draft[name].filter((address) => !isAddress(address));
  return (
    <TagsInput
      size="xs"
      label={t(name)}
      placeholder={draft[name].length === 0 ? t("address") : ""}
      splitChars={[",", ";", " "]}
      acceptValueOnBlur
      value={[...draft[name]]}
      error={odd.length > 0 && t("notAnAddress", { text: odd.join(", ") })}
      onChange={(addresses) => onChange({ [name]: addresses })}
    />
  );
}
