import { Button, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { AgentOutcome, ChannelBody, Theme } from "../../api/schema";
import { Refused } from "../../shell/Refused";
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
  const { draft, setDraft, change } = useCallDraft(personId);
  const answer = useAnswer(personId, "voice", {
    theme: draft.theme,
    contactId: draft.contactId,
    loanId: draft.loanId,
  });
  const answerId = useId();
  const contactId = draft.contactId ?? of.contactId ?? null;
  const to = contactId ? wayOf(contactId) : null;
  const { theme, loanId, caseId } = draft;
  const call = { personId, contactId, to, theme, loanId, caseId };
  const calling = useCalling(call, (loggedId) => change({ loggedId }));
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
      <CallAbout personId={personId} draft={draft} onChange={change} />
      {to && (
        <p className={`${styles.number} numbers`}>
          <Phone size={16} aria-hidden />
          {to}
        </p>
      )}
      <Answer answer={answer} id={answerId} />
      <Refused error={calling.error} />
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

interface AboutProps {
  readonly personId: string;
  readonly draft: DraftWords;
  readonly onChange: (next: Partial<DraftWords>) => void;
}

function CallAbout({ personId, draft, onChange }: AboutProps) {
  const { t } = useTranslation("draft");
  const label = useLabel();
  return (
    <div className={styles.pair}>
      <Select
        label={t("about")}
        allowDeselect={false}
        data={THEMES.map((theme) => ({ value: theme, label: label("Theme", theme) }))}
        value={draft.theme}
        onChange={(theme) => theme && onChange({ theme: theme as Theme })}
      />
      <RecordChoices personId={personId} draft={draft} onChange={onChange} />
    </div>
  );
}

/** What is known of the call so far, kept at every change. */
function useCallDraft(personId: string) {
  const [draft, setDraft] = useState(() => keptDraft(personId, "voice"));
  useEffect(() => keepDraft(personId, "voice", draft), [personId, draft]);
  const change = (next: Partial<DraftWords>) => setDraft((before) => ({ ...before, ...next }));
  return { draft, setDraft, change };
}

function useCalling(
  call: Omit<Parameters<typeof logCall>[0], "onceKey">,
  onLogged: (loggedId: string) => void,
) {
  const [onceKey, setOnceKey] = useState(newOnceKey);
  return useMutation({
    mutationFn: () => logCall({ ...call, onceKey }),
    onSuccess: (loggedId) => {
      setOnceKey(newOnceKey());
      onLogged(loggedId);
    },
  });
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
