import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelBody, TemplateDescriptor, Verdict } from "../../api/schema";
import { Refused } from "../../shell/Refused";
import { useWriter } from "../../words/times";
import { AboutFields } from "./AboutFields";
import { Answer, useAnswer } from "./Answer";
import { Attachments } from "./Attachments";
import styles from "./Draft.module.css";
import { type Change, type DraftWords, EMPTY, keepDraft, keptDraft } from "./kept";
import { type Missing, missingIn, type SentChannel } from "./message";
import { Recipients } from "./Recipients";
import { newOnceKey, send } from "./send";
import { TemplateWords, useLack } from "./TemplateWords";
import { needsTheme, templatesAsked } from "./template";
import { FreeWords } from "./Words";

interface DraftProps {
  readonly personId: string;
  readonly channel: SentChannel;
  readonly of: ChannelBody;
  /** What each contact is called. */
  readonly wayOf: (contactId: string) => string;
}

/** A message being written; the guard is asked at every change of whom and what about. */
export function Draft({ personId, channel, of, wayOf }: DraftProps) {
  const { t } = useTranslation("draft");
  const kept = useDraft(personId, channel);
  const { draft, round } = kept;
  const { data: templates } = useQuery(templatesAsked(channel));
  const template = templates?.find(({ id }) => id === draft.templateId) ?? null;
  const lack = useLack(personId, channel, draft, template);
  const answer = useAnswer(personId, channel, {
    ...(needsTheme(template) ? { theme: draft.theme } : template && { subject: template.subject }),
    contactId: draft.contactId,
    loanId: draft.loanId,
  });
  const answerId = useId();
  const { sending, edit } = useSending(personId, channel, kept, template);
  const missing = missingIn(channel, draft, template) ?? (lack ? "values" : null);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!missing && answer.data?.result !== false && !sending.isPending) sending.mutate(null);
  }
  const part = { personId, channel, draft, onChange: edit };
  return (
    <form className={styles.draft} onSubmit={submit} aria-label={t("title")}>
      <Recipients {...part} of={of} wayOf={wayOf} />
      <AboutFields {...part} templates={templates ?? []} template={template} />
      {template && <TemplateWords key={template.id} {...part} template={template} />}
      {!template && channel !== "mail" && <FreeWords key={round} {...{ channel, draft, onChange: edit }} />}
      {channel === "email" && <Attachments {...{ personId, draft, onChange: edit }} />}
      <Answer answer={answer} id={answerId} />
      <Ending
        verdict={answer.data}
        missing={missing}
        answerId={answerId}
        sending={sending}
        onLater={(from) => sending.mutate(from)}
      />
    </form>
  );
}

type Kept = ReturnType<typeof useDraft>;

/** Sends the draft, once; whatever is changed afterwards is another message. */
function useSending(
  personId: string,
  channel: SentChannel,
  { draft, change, clear, onceKey }: Kept,
  template: TemplateDescriptor | null,
) {
  const sending = useMutation({
    mutationFn: async (from: string | null) => {
      await send({ personId, channel, draft, template, from, onceKey });
      return from;
    },
    onSuccess: clear,
  });
  const edit: Change = (next) => {
    change(next);
    if (!sending.isPending) sending.reset();
  };
  return { sending, edit };
}

/** The draft of this person and channel, kept at every change. */
function useDraft(personId: string, channel: SentChannel) {
  const [draft, setDraft] = useState(() => keptDraft(personId, channel));
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const [round, setRound] = useState(0);
  useEffect(() => keepDraft(personId, channel, draft), [personId, channel, draft]);
  function change(next: Partial<DraftWords>): void {
    setDraft((before) => ({ ...before, ...next }));
    // Other words are another message.
    setOnceKey(newOnceKey());
  }
  function clear(): void {
    setDraft(({ theme, contactId, loanId }) => ({ ...EMPTY, theme, contactId, loanId }));
    setOnceKey(newOnceKey());
    setRound((before) => before + 1);
  }
  return { draft, change, clear, round, onceKey };
}

interface EndingProps {
  readonly verdict: Verdict | undefined;
  readonly missing: Missing | null;
  readonly answerId: string;
  readonly sending: {
    isPending: boolean;
    isSuccess: boolean;
    error: unknown;
    data: string | null | undefined;
  };
  readonly onLater: (from: string) => void;
}

/** Send, or why not; and where only time is in the way, send then. */
function Ending({ verdict, missing, answerId, sending, onLater }: EndingProps) {
  const { t } = useTranslation("draft");
  const writer = useWriter();
  const next = verdict?.outcome === "defer" ? verdict.nextAllowedAt : null;
  const done = sending.isSuccess;
  return (
    <>
      <Refused error={sending.error} />
      <div className={styles.end}>
        <span role="status" className={done ? styles.sent : styles.lacking}>
          {done && (sending.data ? t("sentLater", { when: writer.moment(sending.data) }) : t("sent"))}
          {!done && missing && t(`missing.${missing}`)}
        </span>
        {next && (
          <Button
            variant="light"
            leftSection={<CalendarClock size={14} aria-hidden />}
            loading={sending.isPending}
            disabled={missing !== null}
            onClick={() => onLater(next)}
          >
            {t("sendThen", { when: writer.moment(next) })}
          </Button>
        )}
        <Button
          type="submit"
          loading={sending.isPending && !next}
          disabled={missing !== null || verdict?.result === false}
          aria-describedby={answerId}
        >
          {t("send")}
        </Button>
      </div>
    </>
  );
}
