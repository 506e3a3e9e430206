import { Button, Checkbox, CloseButton, MultiSelect, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { ContactLabel } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel, type Vocabulary, wordsOf } from "../../words/vocabulary";
import { closeContact } from "./asked";
import styles from "./Case.module.css";
import { asBody, CHANNELS, type Closed, DAYS, THEMES } from "./hours";

interface FormProps {
  readonly personId: string;
  readonly caseId: string;
  readonly closed: Closed;
  readonly onDone: () => void;
}

type PartProps = { readonly closed: Closed; readonly set: (next: Partial<Closed>) => void };

/** Every side of a do-not-interact; what is left empty holds for all. */
export function ClosedForm({ personId, caseId, closed: before, onDone }: FormProps) {
  const { t } = useTranslation("case");
  const queries = useQueryClient();
  const [closed, setClosed] = useState(before);
  const save = useMutation({
    mutationFn: () => closeContact(personId, caseId, asBody(closed)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["person", personId] });
      onDone();
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  }
  const set = (next: Partial<Closed>) => setClosed({ ...closed, ...next });
  const refusal = save.error && asRefusal(save.error);
  return (
    <form onSubmit={submit} className={styles.closed} aria-label={t("closed.title")}>
      <What closed={closed} set={set} />
      <When closed={closed} set={set} />
      <TimesOfDay closed={closed} set={set} />
      {refusal &&
        (refusal.fields.length > 0 ? refusal.fields : [{ field: "", message: refusal.message }]).map(
          ({ field, message }) => (
            <p key={field + message} role="alert" className={styles.refused}>
              {[field, message].filter(Boolean).join(": ")}
            </p>
          ),
        )}
      <div className={styles.end}>
        <Button variant="subtle" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t("closed.save")}
        </Button>
      </div>
    </form>
  );
}

function What({ closed, set }: PartProps) {
  const { t } = useTranslation("case");
  const label = useLabel();
  const words = (vocabulary: Vocabulary, values: readonly string[]) =>
    values.map((value) => ({ value, label: label(vocabulary, value) }));
  return (
    <>
      <MultiSelect
        size="xs"
        label={t("closed.channels")}
        placeholder={closed.channels.length === 0 ? t("closed.allChannels") : ""}
        data={words("Channel", CHANNELS)}
        value={[...closed.channels]}
        onChange={(channels) => set({ channels })}
      />
      <MultiSelect
        size="xs"
        label={t("closed.themes")}
        placeholder={closed.themes.length === 0 ? t("closed.allThemes") : ""}
        data={words("Theme", THEMES)}
        value={[...closed.themes]}
        onChange={(themes) => set({ themes })}
      />
      <MultiSelect
        size="xs"
        label={t("closed.labels")}
        placeholder={closed.contactLabels.length === 0 ? t("closed.everyContact") : ""}
        data={words("ContactLabel", wordsOf("ContactLabel"))}
        value={[...closed.contactLabels]}
        onChange={(labels) => set({ contactLabels: labels as ContactLabel[] })}
      />
    </>
  );
}

function When({ closed, set }: PartProps) {
  const { t } = useTranslation("case");
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          size="xs"
          type="date"
          required
          label={t("closed.start")}
          value={closed.startDate}
          onChange={({ currentTarget: { value } }) => set({ startDate: value })}
        />
        <TextInput
          size="xs"
          type="date"
          label={t("closed.end")}
          value={closed.endDate}
          onChange={({ currentTarget: { value } }) => set({ endDate: value })}
        />
      </div>
      <DaysOfWeek closed={closed} set={set} />
    </>
  );
}

function DaysOfWeek({ closed, set }: PartProps) {
  const { t } = useTranslation("case");
  const writer = useWriter();
  const others = (day: number) => closed.daysOfWeek.filter((other) => other !== day);
  return (
    <fieldset className={styles.days}>
      <legend>{t("closed.days")}</legend>
      {DAYS.map((day) => (
        <Checkbox
          key={day}
          size="xs"
          label={writer.weekday(day)}
          checked={closed.daysOfWeek.includes(day)}
          onChange={({ currentTarget: { checked } }) =>
            set({ daysOfWeek: checked ? [...closed.daysOfWeek, day] : others(day) })
          }
        />
      ))}
      {closed.daysOfWeek.length === 0 && <span className={styles.none}>{t("closed.everyDay")}</span>}
    </fieldset>
  );
}

type Hours = Closed["timesOfDay"][number];

interface HoursProps {
  readonly hours: Hours;
  readonly onChange: (hours: Partial<Hours>) => void;
  readonly onRemove: () => void;
}

function HoursRow({ hours: { fromHour, toHour }, onChange, onRemove }: HoursProps) {
  const { t } = useTranslation("case");
  return (
    <div className={styles.span}>
      <Select
        aria-label={t("closed.from")}
        allowDeselect={false}
        data={HOURS.slice(0, 24)}
        value={String(fromHour)}
        onChange={(hour) => onChange({ fromHour: Number(hour) })}
      />
      <span aria-hidden>–</span>
      <Select
        aria-label={t("closed.to")}
        allowDeselect={false}
        data={HOURS}
        value={String(toHour)}
        onChange={(hour) => onChange({ toHour: Number(hour) })}
      />
      <CloseButton size="sm" aria-label={t("closed.removeHours")} onClick={onRemove} />
    </div>
  );
}

const HOURS = Array.from({ length: 25 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

function TimesOfDay({ closed, set }: PartProps) {
  const { t } = useTranslation("case");
  const change = (at: number, hours: Partial<Hours>) =>
    set({ timesOfDay: closed.timesOfDay.map((one, place) => (place === at ? { ...one, ...hours } : one)) });
  return (
    <fieldset className={styles.times}>
      <legend>{t("closed.hours")}</legend>
      {closed.timesOfDay.map(({ fromHour, toHour }, at) => (
        <HoursRow
          // biome-ignore lint/suspicious/noArrayIndexKey: two of the same hours are told apart by their place alone
          key={at}
          hours={{ fromHour, toHour }}
          onChange={(hours) => change(at, hours)}
          onRemove={() => set({ timesOfDay: closed.timesOfDay.filter((_, place) => place !== at) })}
        />
      ))}
      {closed.timesOfDay.length === 0 && <span className={styles.none}>{t("closed.wholeDay")}</span>}
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => set({ timesOfDay: [...closed.timesOfDay, { fromHour: 9, toHour: 17 }] })}
      >
        {t("closed.addHours")}
      </Button>
      <Select
        className={styles.zone ?? ""}
        label={t("closed.zone")}
        placeholder={t("closed.theirZone")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("closed.theirZone") }}
        limit={80}
        data={Intl.supportedValuesOf("timeZone")}
        value={closed.timezone}
        onChange={(timezone) => set({ timezone })}
      />
    </fieldset>
  );
}
