import { Button, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { AgentOutcome, ChannelBody, Theme } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { OUTCOMES } from "../record/details";
import { logCall, settleCall } from "../record/record";
import { RecordChoices, THEMES } from "./AboutFields";
import { Answer, useAnswer } from "./Answer";
import styles from "./Draft.module.css";
import { type DraftWords, EMPTY, keepDraft, keptDraft } from "./kept";
import { ContactChoice } from "./Recipients";
import { newOnceKey } from "./send";

interface PhoneProps {
  readonly personId: string;
  readonly of: ChannelBody;
  readonly wayOf: (contactId: string) => string;
}

/** A call made with any telephone: what will be dialed goes on record as attempted, then what came of it. */
export function PhoneDraft({ personId, of, wayOf }: PhoneProps) {
  const { t } = useTranslation("draft");
  const label = useLabel();
  const [draft, setDraft] = useState(() => keptDraft(personId, "voice"));
  const change = (next: Partial<DraftWords>) => setDraft((before) => ({ ...before, ...next }));
  useEffect(() => keepDraft(personId, "voice", draft), [personId, draft]);
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const answer = useAnswer(personId, "voice", {
    theme: draft.theme,
    contactId: draft.contactId,
    loanId: draft.loanId,
  });
  const answerId = useId();
  const contactId = draft.contactId ?? of.contactId ?? null;
  const calling = useMutation({
    mutationFn: () => {
      const to = contactId ? wayOf(contactId) : null;
      const { theme, loanId, caseId } = draft;
      return logCall({ personId, contactId, to, theme, loanId, caseId, onceKey });
    },
    onSuccess: (loggedId) => {
      setOnceKey(newOnceKey());
      change({ loggedId });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (answer.data?.result && !calling.isPending) calling.mutate();
  }
  if (draft.loggedId) {
    const done = () => setDraft({ ...EMPTY, theme: draft.theme });
    return <CallOutcome personId={personId} interactionId={draft.loggedId} onDone={done} />;
  }
  return (
    <form className={styles.draft} onSubmit={submit} aria-label={t("call")}>
      <ContactChoice channel="voice" of={of} wayOf={wayOf} draft={draft} onChange={change} />
      <div className={styles.pair}>
        <Select
          label={t("about")}
          allowDeselect={false}
          data={THEMES.map((theme) => ({ value: theme, label: label("Theme", theme) }))}
          value={draft.theme}
          onChange={(theme) => theme && change({ theme: theme as Theme })}
        />
        <RecordChoices personId={personId} draft={draft} onChange={change} />
      </div>
      {contactId && (
        <p className={`${styles.number} numbers`}>
          <Phone size={16} aria-hidden />
          {wayOf(contactId)}
        </p>
      )}
      <Answer answer={answer} id={answerId} />
      {calling.error && (
        <p role="alert" className={styles.refused}>
          {asRefusal(calling.error).message}
        </p>
      )}
      <div className={styles.end}>
        <span className={styles.lacking}>{t("callHelp")}</span>
        <Button
          type="submit"
          loading={calling.isPending}
          disabled={!contactId || answer.data?.result !== true}
          aria-describedby={answerId}
        >
          {t("logCall")}
        </Button>
      </div>
    </form>
  );
}

interface OutcomeProps {
  readonly personId: string;
  readonly interactionId: string;
  readonly onDone: () => void;
}

function CallOutcome({ personId, interactionId, onDone }: OutcomeProps) {
  const { t } = useTranslation("draft");
  const label = useLabel();
  const [outcome, setOutcome] = useState<AgentOutcome | null>(null);
  const settling = useMutation({
    mutationFn: (said: AgentOutcome) => settleCall(personId, interactionId, said),
    onSuccess: onDone,
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (outcome) settling.mutate(outcome);
  }
  return (
    <form className={styles.draft} onSubmit={submit} aria-label={t("outcome")}>
      <p className={styles.sent} role="status">
        {t("logged")}
      </p>
      <Select
        label={t("outcome")}
        placeholder={t("chooseOutcome")}
        data={OUTCOMES.map((one) => ({ value: one, label: label("AgentOutcome", one) }))}
        value={outcome}
        onChange={(said) => setOutcome(said as AgentOutcome | null)}
        error={settling.error && asRefusal(settling.error).message}
      />
      <div className={styles.end}>
        <Button variant="subtle" onClick={onDone}>
          {t("outcomeLater")}
        </Button>
        <Button type="submit" disabled={!outcome} loading={settling.isPending}>
          {t("saveOutcome")}
        </Button>
      </div>
    </form>
  );
}
