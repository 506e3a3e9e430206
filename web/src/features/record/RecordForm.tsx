import { Button, Drawer, SegmentedControl, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { AgentOutcome, Direction, Status, StatusDetail } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { casesAsked, contactsAsked, loansAsked } from "../borrower/asked";
import { wayText } from "../borrower/way";
import { loanName } from "../draft/AboutFields";
import { newOnceKey } from "../draft/send";
import { detailsFor, type ExternalChannel, outcomesFor, statusOf } from "./details";
import { asInteraction, mistakesIn, newlyTold, refusedFields, type Told, withOutcome } from "./form";
import { Reasons } from "./Reasons";
import styles from "./Record.module.css";
import { record } from "./record";

interface RecordProps {
  readonly personId: string;
  readonly channel: ExternalChannel;
  readonly onClose: () => void;
}

/** The form of what happened outside; nothing is sent by it. */
export function RecordForm({ personId, channel, onClose }: RecordProps) {
  const { t } = useTranslation("record");
  const shell = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t(`title.${channel}`)}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <Form personId={personId} channel={channel} onClose={onClose} />
    </Drawer>
  );
}

const STATUSES: readonly Status[] = [
  "succeeded",
  "attempted",
  "failed",
  "inProgress",
  "scheduled",
  "canceled",
];

function Form({ personId, channel, onClose }: RecordProps) {
  const { t } = useTranslation("record");
  const label = useLabel();
  const { told, setTold, set, errors, rest, saving, submit } = useTold(personId, channel, onClose);
  const details = detailsFor(channel, told.direction, told.status);
  const isCall = channel === "voice";
  const directionId = useId();

  return (
    <form onSubmit={submit} className={styles.form} aria-label={t(`title.${channel}`)} noValidate>
      <p className={styles.help}>{t("help")}</p>
      <div>
        <span className={styles.label} id={directionId}>
          {t("direction")}
        </span>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-labelledby={directionId}
          data={(["inbound", "outbound"] as const).map((value) => ({
            value,
            label: t(`directions.${value}`),
          }))}
          value={told.direction}
          onChange={(value) => setTold(turned(told, value as Direction))}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          size="xs"
          type="datetime-local"
          label={t("started")}
          withAsterisk
          value={told.startedAt}
          error={errors.startedAt}
          onChange={({ currentTarget: { value } }) => set({ startedAt: value })}
        />
        {isCall && (
          <TextInput
            size="xs"
            type="number"
            min={0}
            step="any"
            label={t("minutes")}
            value={told.minutes}
            error={errors.minutes}
            onChange={({ currentTarget: { value } }) => set({ minutes: value })}
          />
        )}
        <Contacts personId={personId} told={told} error={errors.contactId} onChange={set} />
        <Reasons told={told} error={errors.theme} onChange={set} />
      </div>
      {isCall && (
        <Select
          label={t("outcome")}
          withAsterisk
          placeholder={t("chooseOutcome")}
          data={outcomesFor(told.direction).map((one) => ({ value: one, label: label("AgentOutcome", one) }))}
          value={told.agentOutcome}
          error={errors.agentOutcome}
          onChange={(outcome) => setTold(withOutcome(told, outcome as AgentOutcome | null))}
        />
      )}
      <div className={styles.pair}>
        <Select
          label={t("status")}
          withAsterisk
          allowDeselect={false}
          data={STATUSES.map((one) => ({ value: one, label: label("Status", one) }))}
          value={told.status}
          error={errors.status}
          onChange={(status) => status && setTold(settled(told, status as Status))}
        />
        <Select
          label={t("details")}
          placeholder={t("none")}
          clearable
          clearButtonProps={{ "aria-label": t("none") }}
          searchable={details.length > 8}
          data={details.map((one) => ({ value: one, label: label("StatusDetail", one) }))}
          value={told.statusDetails}
          error={errors.statusDetails}
          onChange={(one) => set({ statusDetails: one as StatusDetail | null })}
        />
        <About personId={personId} told={told} errors={errors} onChange={set} />
      </div>
      {channel === "email" && (
        <TextInput
          size="xs"
          label={t("subject")}
          maxLength={255}
          value={told.subject}
          onChange={({ currentTarget: { value } }) => set({ subject: value })}
        />
      )}
      <Textarea
        size="xs"
        label={t(isCall ? "note" : "words")}
        withAsterisk={!isCall}
        autosize
        minRows={3}
        maxRows={12}
        value={told.words}
        error={errors.words}
        onChange={({ currentTarget: { value } }) => set({ words: value })}
      />
      <Switch
        size="xs"
        label={t("sensitive")}
        checked={told.sensitive}
        onChange={({ currentTarget: { checked } }) => set({ sensitive: checked })}
      />
      {rest.map((message) => (
        <p key={message} role="alert" className={styles.refused}>
          {message}
        </p>
      ))}
      <div className={styles.end}>
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={saving}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

/** What was told so far, and what is wrong with it: told here first, then by the API. */
function useTold(personId: string, channel: ExternalChannel, onSaved: () => void) {
  const { t } = useTranslation("record");
  const queries = useQueryClient();
  const [told, become] = useState(() => newlyTold(channel, new Date()));
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: () => {
      const note = channel === "voice" ? told.words : "";
      return record({ personId, interaction: asInteraction(told), caseId: told.caseId, note, onceKey });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["person", personId] });
      onSaved();
    },
  });
  function setTold(next: Told): void {
    become(next);
    setOnceKey(newOnceKey());
    saving.reset();
  }
  const mistakes = mistakesIn(told, new Date());
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.keys(mistakes).length === 0 && !saving.isPending) saving.mutate();
  }
  const refusal = saving.error && asRefusal(saving.error);
  const { by, rest } = refusedFields(refusal?.fields ?? [], told);
  const seen = tried
    ? Object.entries(mistakes).map(([field, mistake]) => [field, t(`mistake.${mistake}`)])
    : [];
  return {
    told,
    setTold,
    set: (next: Partial<Told>) => setTold({ ...told, ...next }),
    errors: { ...by, ...(Object.fromEntries(seen) as Partial<Record<keyof Told, string>>) },
    rest: refusal && refusal.fields.length === 0 ? [refusal.message] : rest,
    saving: saving.isPending,
    submit,
  };
}

/** The other direction has other details and outcomes. */
function turned(told: Told, direction: Direction): Told {
  const fits = (detail: StatusDetail | null) =>
    detail !== null && detailsFor(told.channel, direction, null).includes(detail);
  return {
    ...told,
    direction,
    statusDetails: fits(told.statusDetails) ? told.statusDetails : null,
    agentOutcome: fits(told.agentOutcome) ? told.agentOutcome : null,
  };
}

/** Another status drops a detail that contradicts it. */
function settled(told: Told, status: Status): Told {
  const { statusDetails } = told;
  const fits = statusDetails && detailsFor(told.channel, told.direction, status).includes(statusDetails);
  return {
    ...told,
    status,
    statusDetails: fits || !statusDetails || !statusOf(statusDetails) ? statusDetails : null,
  };
}

interface PartProps {
  readonly personId: string;
  readonly told: Told;
  readonly onChange: (next: Partial<Told>) => void;
}

function Contacts({ personId, told, error, onChange }: PartProps & { error: string | undefined }) {
  const { t } = useTranslation("record");
  const { data } = useQuery(contactsAsked(personId));
  const kind = told.channel === "email" ? "email" : "phone";
  const fitting = (data?.data ?? []).filter(({ contactType }) => contactType === kind);
  return (
    <Select
      label={t("contact")}
      placeholder={t("unknown")}
      clearable
      clearButtonProps={{ "aria-label": t("unknown") }}
      data={fitting.map((contact) => ({ value: contact.id, label: wayText(contact) ?? contact.id }))}
      value={told.contactId}
      error={error}
      onChange={(contactId) => onChange({ contactId })}
    />
  );
}

function About({ personId, told, errors, onChange }: PartProps & { errors: { [field: string]: string } }) {
  const { t } = useTranslation("record");
  const label = useLabel();
  const { data: loans } = useQuery(loansAsked(personId));
  const { data: cases } = useQuery(casesAsked(personId));
  return (
    <>
      <Select
        label={t("case")}
        placeholder={t("none")}
        clearable
        clearButtonProps={{ "aria-label": t("none") }}
        disabled={!cases || cases.data.length === 0}
        data={(cases?.data ?? []).map((one) => ({
          value: one.id,
          label: `${one.name ?? label("CaseType", one.caseType)} · ${one.id}`,
        }))}
        value={told.caseId}
        onChange={(caseId) => onChange({ caseId })}
      />
      <Select
        label={t("loan")}
        placeholder={t("none")}
        clearable
        clearButtonProps={{ "aria-label": t("none") }}
        disabled={!loans || loans.data.length === 0}
        data={(loans?.data ?? []).map((loan) => ({ value: loan.id, label: loanName(loan) }))}
        value={told.loanId}
        error={errors.loanId}
        onChange={(loanId) => onChange({ loanId })}
      />
    </>
  );
}
