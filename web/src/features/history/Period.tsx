import { Button, Popover, TextInput } from "@mantine/core";
import { CalendarDays } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWriter, type Writer } from "../../words/times";
import { type Days, since, useCalendar } from "./calendar";
import { addDays, isDay } from "./days";
import styles from "./Period.module.css";
import { changed, type HistorySearch } from "./search";

interface PeriodProps {
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

/** From which day to which; how far back it may go is said where it is chosen. */
export function Period({ search, onSearch }: PeriodProps) {
  const { t } = useTranslation("history");
  const told = usePeriodWords(search);
  const [open, setOpen] = useState(false);
  const choose = (from: string | undefined, to: string | undefined) => {
    setOpen(false);
    onSearch(changed(search, { from, to }));
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
      withRoles
    >
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          className={styles.target ?? ""}
          leftSection={<CalendarDays size={14} aria-hidden />}
          aria-label={t("period.title", { period: told })}
          onClick={() => setOpen(!open)}
        >
          {told}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("period.label")}>
        <Choices search={search} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoicesProps {
  readonly search: HistorySearch;
  readonly onChoose: (from: string | undefined, to: string | undefined) => void;
}

function Choices({ search, onChoose }: ChoicesProps) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const days = useCalendar();
  return (
    <div className={styles.choices}>
      <div className={styles.presets}>
        {presetsOf(days).map(({ name, from, to }) => (
          <button
            key={name}
            type="button"
            aria-pressed={search.from === from && search.to === to}
            onClick={() => onChoose(from, to)}
          >
            {t(`period.${name}`)}
          </button>
        ))}
      </div>
      <Between key={`${search.from} ${search.to}`} search={search} days={days} onChoose={onChoose} />
      <p className={styles.help}>
        {t("period.reach", { count: days.months, day: writer.date(days.earliest) })}{" "}
        {t("period.zone", { zone: days.zone.replaceAll("_", " ") })}
      </p>
    </div>
  );
}

function Between({ search, days, onChoose }: ChoicesProps & { days: Days }) {
  const { t } = useTranslation("history");
  const dayOf = (value: string | undefined) => (value && isDay(value) ? value : days.today);
  const isWhole = search.to !== undefined && search.from === undefined;
  const [from, setFrom] = useState(isWhole ? days.earliest : dayOf(search.from));
  const [to, setTo] = useState(dayOf(search.to));
  const isRange = isDay(from) && isDay(to) && from <= to;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isRange) onChoose(since(from, days), to);
  }
  const bounds = { type: "date", size: "xs", min: days.earliest, max: days.today } as const;
  return (
    <form onSubmit={submit} className={styles.between}>
      <TextInput
        {...bounds}
        label={t("period.from")}
        value={from}
        onChange={({ currentTarget: { value } }) => setFrom(value)}
      />
      <TextInput
        {...bounds}
        label={t("period.to")}
        value={to}
        onChange={({ currentTarget: { value } }) => setTo(value)}
      />
      <Button type="submit" disabled={!isRange}>
        {t("period.show")}
      </Button>
    </form>
  );
}

/** Today is what the API shows by itself; it stays today when the page is looked at tomorrow. */
function presetsOf(days: Days) {
  const { today, earliest } = days;
  const yesterday = addDays(today, -1);
  return [
    { name: "today", from: undefined, to: undefined },
    { name: "yesterday", from: yesterday, to: yesterday },
    { name: "week", from: addDays(today, -6), to: today },
    { name: "month", from: addDays(today, -29), to: today },
    { name: "all", from: since(earliest, days), to: today },
  ] as const;
}

function usePeriodWords({ from, to }: HistorySearch): string {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const days = useCalendar();
  if (!from && !to) return t("period.today");
  const preset = presetsOf(days).find((one) => one.from === from && one.to === to);
  if (preset) return t(`period.${preset.name}`);
  if (!from) return t("period.until", { to: momentWords(writer, to ?? "") });
  if (!to) return t("period.since", { from: momentWords(writer, from) });
  return from === to
    ? momentWords(writer, from)
    : t("period.span", { from: momentWords(writer, from), to: endWords(writer, from, to) });
}

function momentWords(writer: Writer, at: string): string {
  return isDay(at) ? writer.date(at) : writer.moment(at);
}

/** The end of a stretch of hours needs no second date. */
function endWords(writer: Writer, from: string, to: string): string {
  if (isDay(to)) return writer.date(to);
  // What ends a microsecond before an hour is read as that hour.
  const rounded = new Date(Math.ceil(Date.parse(to) / 1000) * 1000).toISOString();
  return writer.day(rounded) === writer.day(from) ? writer.time(rounded) : writer.moment(rounded);
}
