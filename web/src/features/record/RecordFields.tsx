import { SegmentedControl, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { AgentOutcome, Direction, Status, StatusDetail } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { detailsFor, type ExternalChannel, outcomesFor } from "./details";
import { type Told, withOutcome } from "./form";
import styles from "./Record.module.css";
import { settled, turned } from "./told";

interface FieldsProps {
  readonly channel: ExternalChannel;
  readonly told: Told;
  readonly errors: { [field: string]: string };
  readonly onChange: (next: Partial<Told>) => void;
  /** All of it, where one answer decides others. */
  readonly onTold: (next: Told) => void;
}

/** Who contacted whom. */
export function DirectionField({ told, onTold }: FieldsProps) {
  const { t } = useTranslation("record");
  const id = useId();
  return (
    <div>
      <span className={styles.label} id={id}>
        {t("direction")}
      </span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby={id}
        data={(["inbound", "outbound"] as const).map((value) => ({
          value,
          label: t(`directions.${value}`),
        }))}
        value={told.direction}
        onChange={(value) => onTold(turned(told, value as Direction))}
      />
    </div>
  );
}

/** When it took place, and how long a call was. */
export function TimeFields({ channel, told, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("record");
  return (
    <>
      <TextInput
        size="xs"
        type="datetime-local"
        label={t("started")}
        withAsterisk
        value={told.startedAt}
        error={errors.startedAt}
        onChange={({ currentTarget: { value } }) => onChange({ startedAt: value })}
      />
      {channel === "voice" && (
        <TextInput
          size="xs"
          type="number"
          min={0}
          step="any"
          label={t("minutes")}
          value={told.minutes}
          error={errors.minutes}
          onChange={({ currentTarget: { value } }) => onChange({ minutes: value })}
        />
      )}
    </>
  );
}

/** What came of a call, in the agent's words. */
export function OutcomeField({ told, errors, onTold }: FieldsProps) {
  const { t } = useTranslation("record");
  const label = useLabel();
  return (
    <Select
      label={t("outcome")}
      withAsterisk
      placeholder={t("chooseOutcome")}
      data={outcomesFor(told.direction).map((one) => ({ value: one, label: label("AgentOutcome", one) }))}
      value={told.agentOutcome}
      error={errors.agentOutcome}
      onChange={(outcome) => onTold(withOutcome(told, outcome as AgentOutcome | null))}
    />
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

/** How it ended, and more about that. */
export function StatusFields({ channel, told, errors, onChange, onTold }: FieldsProps) {
  const { t } = useTranslation("record");
  const label = useLabel();
  const details = detailsFor(channel, told.direction, told.status);
  return (
    <>
      <Select
        label={t("status")}
        withAsterisk
        allowDeselect={false}
        data={STATUSES.map((one) => ({ value: one, label: label("Status", one) }))}
        value={told.status}
        error={errors.status}
        onChange={(status) => status && onTold(settled(told, status as Status))}
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
        onChange={(one) => onChange({ statusDetails: one as StatusDetail | null })}
      />
    </>
  );
}

/** What was said, and whether only some may read it. */
export function SaidFields({ channel, told, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("record");
  const isCall = channel === "voice";
  return (
    <>
      {channel === "email" && (
        <TextInput
          size="xs"
          label={t("subject")}
          maxLength={255}
          value={told.subject}
          onChange={({ currentTarget: { value } }) => onChange({ subject: value })}
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
        onChange={({ currentTarget: { value } }) => onChange({ words: value })}
      />
      <Switch
        size="xs"
        label={t("sensitive")}
        checked={told.sensitive}
        onChange={({ currentTarget: { checked } }) => onChange({ sensitive: checked })}
      />
    </>
  );
}
