import { Button, MultiSelect, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Filters.module.css";
import {
  type Choice,
  DURATION_FILTERS,
  TEXT_FILTERS,
  useAdvisorChoices,
  useQueueChoices,
  useTemplateChoices,
  useWordChoices,
  WORD_FILTERS,
} from "./fields";
import { isColumn } from "./layout";
import {
  changed,
  filterCount,
  type HistorySearch,
  joined,
  LONGEST_TEXT,
  listOf,
  type Parameter,
  widened,
} from "./search";

/** No interaction ended before. */
const EARLIEST = "1900-01-01";

interface FilterProps {
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

/** Every column, the template, the reason and ids; all of them have to hold. */
export function FilterPanel({ search, onSearch }: FilterProps) {
  const { t } = useTranslation("history");
  return (
    <section id="history-filters" className={styles.panel} aria-label={t("filters.open")}>
      <ChoiceFields search={search} onSearch={onSearch} />
      <TextFields search={search} onSearch={onSearch} />
      <EndFields search={search} onSearch={onSearch} />
      <DurationFields search={search} onSearch={onSearch} />
      <div className={styles.end}>
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={filterCount(search) === 0}
          onClick={() => onSearch({ ...widened(search), ...(search.search && { search: search.search }) })}
        >
          {t("filters.clearAll")}
        </Button>
      </div>
    </section>
  );
}

function ChoiceFields({ search, onSearch }: FilterProps) {
  const { t } = useTranslation("history");
  const words = useWordChoices();
  const field = (name: Parameter, label: string, data: Choice[]) => (
    <MultiSelect
      key={name}
      size="xs"
      label={label}
      data={data}
      value={listOf(search[name])}
      onChange={(values) => onSearch(changed(search, { [name]: joined(values) }))}
      searchable={data.length > 8}
      clearable
      nothingFoundMessage={t("filters.noSuch")}
      clearButtonProps={{ "aria-label": t("filters.clear") }}
    />
  );
  return (
    <>
      {WORD_FILTERS.map(({ name, vocabulary, mayLack }) =>
        field(name, t(`column.${name}`), words(vocabulary, mayLack)),
      )}
      {field("advisorId", t("column.advisor"), useAdvisorChoices())}
      {field("queueId", t("column.queue"), useQueueChoices())}
      <Select
        label={t("field.templateDescriptorId")}
        data={useTemplateChoices()}
        value={search.templateDescriptorId ?? null}
        onChange={(value) => onSearch(changed(search, { templateDescriptorId: value ?? undefined }))}
        searchable
        clearable
        nothingFoundMessage={t("filters.noSuch")}
        clearButtonProps={{ "aria-label": t("filters.clear") }}
      />
    </>
  );
}

function TextFields({ search, onSearch }: FilterProps) {
  const { t } = useTranslation("history");
  const ids = (name: "interactionId" | "personId" | "caseId") => (
    <TypedField
      key={name}
      label={t(`field.${name}`)}
      {...(name === "interactionId" && { placeholder: t("filters.ids") })}
      value={search[name]?.replaceAll(",", ", ") ?? ""}
      onValue={(value) => onSearch(changed(search, { [name]: idsIn(name, value) }))}
    />
  );
  return (
    <>
      {TEXT_FILTERS.map((name) => (
        <TypedField
          key={name}
          label={isColumn(name) ? t(`column.${name}`) : t("field.reason")}
          value={search[name] ?? ""}
          onValue={(value) => onSearch(changed(search, { [name]: value.trim() || undefined }))}
        />
      ))}
      {(["interactionId", "personId", "caseId"] as const).map(ids)}
    </>
  );
}

/** Many where the API takes many. */
function idsIn(name: Parameter, typed: string): string | undefined {
  const ids = listOf(typed.replace(/[\s,;]+/g, ","));
  return name === "interactionId" ? joined(ids) : ids[0];
}

function EndFields({ search, onSearch }: FilterProps) {
  const { t } = useTranslation("history");
  return (["endedAtFrom", "endedAtTo"] as const).map((name) => (
    <DayField
      key={name}
      label={t(name === "endedAtFrom" ? "filters.after" : "filters.before", { name: t("column.endedAt") })}
      value={search[name]?.slice(0, 10) ?? ""}
      onValue={(value) => onSearch(changed(search, { [name]: value || undefined }))}
    />
  ));
}

function DurationFields({ search, onSearch }: FilterProps) {
  const { t } = useTranslation("history");
  const field = (name: Parameter, label: string) => (
    <TypedField
      key={name}
      type="number"
      label={label}
      value={search[name] ?? ""}
      onValue={(value) => onSearch(changed(search, { [name]: /^\d+$/.test(value) ? value : undefined }))}
    />
  );
  return DURATION_FILTERS.map(({ column, min, max }) => [
    field(min, t("filters.atLeast", { name: t(`column.${column}`) })),
    field(max, t("filters.atMost", { name: t(`column.${column}`) })),
  ]);
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly placeholder?: string;
  readonly type?: "number";
}

/** Told when the field is left or Enter is pressed: half a word narrows nothing. */
function TypedField({ label, value, onValue, placeholder, type }: TypedProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const tell = () => {
    if (typed !== null && typed !== value) onValue(typed);
    setTyped(null);
  };
  return (
    <TextInput
      size="xs"
      label={label}
      {...(placeholder && { placeholder })}
      {...(type && { type, min: 0 })}
      maxLength={LONGEST_TEXT}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={tell}
      onKeyDown={({ key }) => key === "Enter" && tell()}
    />
  );
}

/**
 * Told once it is a day that can be meant: a year that is being typed is 0002 and 0202 before it is 2026. What is typed
 * stands until the field is left: the address follows a moment later, and what is put into the field ends the typing.
 */
function DayField({ label, value, onValue }: Pick<TypedProps, "label" | "value" | "onValue">) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (day: string) => {
    setTyped(day);
    if (day === "" || day >= EARLIEST) onValue(day);
  };
  return (
    <TextInput
      size="xs"
      type="date"
      label={label}
      value={typed ?? value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
