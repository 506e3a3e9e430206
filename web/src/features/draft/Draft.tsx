import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { ChannelBody, Theme } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { Answer, useAnswer } from "./Answer";
import styles from "./Draft.module.css";
import { type DraftWords, EMPTY, keepDraft, keptDraft, type WrittenChannel } from "./kept";
import { segmentsOf } from "./segments";
import { newOnceKey, send } from "./send";

/** What agents write about; account credentials are sent by systems alone. */
const THEMES: readonly Theme[] = [
  "opsServicing",
  "opsCollDebt",
  "opsServicingDebtValidation",
  "opsServicingNegativeCreditReportNotice",
  "opsServicingTimeBarredNotice",
  "opsCollLocateBorrower",
];

interface DraftProps {
  readonly personId: string;
  readonly channel: WrittenChannel;
  readonly of: ChannelBody;
  /** What each contact is called. */
  readonly wayOf: (contactId: string) => string;
}

/** A message being written; the guard is asked at every change of whom and what about. */
export function Draft({ personId, channel, of, wayOf }: DraftProps) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const [draft, setDraft] = useState(() => keptDraft(personId, channel));
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const answer = useAnswer(personId, channel, draft);
  useEffect(() => keepDraft(personId, channel, draft), [personId, channel, draft]);
  const sending = useMutation({
    mutationFn: () => send(personId, channel, draft, onceKey),
    onSuccess: () => {
      setDraft({ ...EMPTY, theme: draft.theme, contactId: draft.contactId });
      setOnceKey(newOnceKey());
    },
  });

  function change(next: Partial<DraftWords>): void {
    setDraft({ ...draft, ...next });
    // Other words are another message.
    setOnceKey(newOnceKey());
    if (!sending.isPending) sending.reset();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isWhole(channel, draft) && !sending.isPending) sending.mutate();
  }

  return (
    <form className={styles.draft} onSubmit={submit} aria-label={t("draft.title")}>
      <div className={styles.pair}>
        <Select
          label={t("draft.to")}
          placeholder={t("draft.usual")}
          clearable
          clearButtonProps={{ "aria-label": t("draft.usual") }}
          data={of.contacts.map(({ id }) => ({ value: id, label: wayOf(id) }))}
          value={draft.contactId}
          onChange={(contactId) => change({ contactId })}
        />
        <Select
          label={t("draft.about")}
          allowDeselect={false}
          data={THEMES.map((theme) => ({ value: theme, label: label("Theme", theme) }))}
          value={draft.theme}
          onChange={(theme) => theme && change({ theme: theme as Theme })}
        />
      </div>
      {channel === "email" && (
        <TextInput
          size="xs"
          label={t("draft.subject")}
          maxLength={255}
          value={draft.subject}
          onChange={({ currentTarget: { value } }) => change({ subject: value })}
        />
      )}
      <Textarea
        label={t("draft.body")}
        size="xs"
        autosize
        minRows={4}
        maxRows={14}
        data-autofocus
        value={draft.body}
        onChange={({ currentTarget: { value } }) => change({ body: value })}
      />
      {channel === "text" && <Count body={draft.body} />}
      <Answer answer={answer} />
      {sending.error && (
        <p role="alert" className={styles.refused}>
          {asRefusal(sending.error).message}
        </p>
      )}
      <div className={styles.end}>
        <span role="status" className={styles.sent}>
          {sending.isSuccess && t("draft.sent")}
        </span>
        <Button
          type="submit"
          loading={sending.isPending}
          disabled={!isWhole(channel, draft) || answer.data?.result === false}
        >
          {t("draft.send")}
        </Button>
      </div>
    </form>
  );
}

function Count({ body }: { body: string }) {
  const { t } = useTranslation("borrower");
  const { count, left, wide } = segmentsOf(body);
  return (
    <p className={`${styles.count} numbers`}>
      {t("draft.segments", { count, left })}
      {wide && ` · ${t("draft.wide")}`}
    </p>
  );
}

function isWhole(channel: WrittenChannel, { subject, body }: DraftWords): boolean {
  return body.trim() !== "" && (channel === "text" || subject.trim() !== "");
}
