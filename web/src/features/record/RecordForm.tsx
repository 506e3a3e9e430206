import { Button, Drawer, SegmentedControl, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { AgentOutcome, Direction, Status, StatusDetail } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { detailsFor, type ExternalChannel, outcomesFor } from "./details";
import { withOutcome } from "./form";
import { Reasons } from "./Reasons";
import styles from "./Record.module.css";
import { AboutFields, ContactField } from "./RecordParts";
import { settled, turned, useTold } from "./told";

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
        <ContactField personId={personId} told={told} error={errors.contactId} onChange={set} />
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
        <AboutFields personId={personId} told={told} errors={errors} onChange={set} />
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
