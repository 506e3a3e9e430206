import { Button, MultiSelect, SegmentedControl, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FilterChip } from "../../shell/FilterChip";
import { useKey } from "../../shell/keys";
import { useLabel, type Vocabulary, wordsOf } from "../../words/vocabulary";
import { casesAsked } from "../borrower/asked";
import {
  FILTERS,
  type FilterName,
  filterCount,
  type InteractionSearch,
  joined,
  listOf,
  withFilter,
} from "./filters";
import styles from "./InteractionFilters.module.css";

interface FiltersProps {
  readonly personId: string;
  readonly search: InteractionSearch;
  readonly onSearch: (search: InteractionSearch) => void;
}

/** The channels the document names; what else there is shows without a filter. */
const CHANNELS = ["voice", "email", "text", "chat", "mail"];
const STATUSES = ["attempted", "succeeded", "failed", "scheduled", "canceled", "inProgress"];

/** "More filters": ten of them, all of which have to hold. */
export function InteractionFilters(props: FiltersProps) {
  const { t } = useTranslation("interactions");
  const [open, setOpen] = useState(false);
  const count = filterCount(props.search);
  useKey("f", "filters", () => setOpen((before) => !before));

  return (
    <div>
      <div className={styles.bar}>
        <Button
          variant={count > 0 ? "light" : "default"}
          size="compact-sm"
          leftSection={<SlidersHorizontal size={14} aria-hidden />}
          aria-expanded={open}
          aria-controls="more-filters"
          onClick={() => setOpen(!open)}
        >
          {t("more")}
        </Button>
        {!open && <Chips {...props} />}
      </div>
      {open && <Panel {...props} />}
    </div>
  );
}

function Panel(props: FiltersProps) {
  const { t } = useTranslation("interactions");
  const { search, onSearch } = props;
  return (
    <div id="more-filters" className={styles.panel}>
      <ListFilters {...props} />
      <OneFilter name="direction" values={["inbound", "outbound"]} {...props} />
      <OneFilter name="type" values={["internal", "external"]} {...props} />
      <div className={styles.only}>
        {(["recorded", "missed", "locked"] as const).map((name) => (
          <Switch
            key={name}
            size="xs"
            label={t(`filter.${name}`)}
            checked={search[name] === "yes"}
            onChange={({ currentTarget: { checked } }) =>
              onSearch(withFilter(search, name, checked ? "yes" : undefined))
            }
          />
        ))}
      </div>
      <div className={styles.end}>
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={filterCount(search) === 0}
          onClick={() => onSearch(search.words ? { words: search.words } : {})}
        >
          {t("clearAll")}
        </Button>
      </div>
    </div>
  );
}

/** Filters of which any one of some words has to hold. */
function ListFilters({ personId, search, onSearch }: FiltersProps) {
  const { t } = useTranslation("interactions");
  const label = useLabel();
  const { data: cases } = useQuery(casesAsked(personId));
  const words = (vocabulary: Vocabulary, values: readonly string[]) =>
    values.map((value) => ({ value, label: label(vocabulary, value) }));
  const many = (name: FilterName, data: { value: string; label: string }[]) => (
    <MultiSelect
      size="xs"
      label={t(`filter.${name}`)}
      data={data}
      value={listOf(search[name])}
      onChange={(values) => onSearch(withFilter(search, name, joined(values)))}
      searchable={data.length > 8}
      clearable
      nothingFoundMessage={t("noSuchWord")}
      clearButtonProps={{ "aria-label": t("clear") }}
    />
  );
  const caseChoices = (cases?.data ?? []).map(({ id, caseType, name }) => ({
    value: id,
    label: `${name ?? label("CaseType", caseType)} · ${id}`,
  }));
  return (
    <>
      {many("channel", words("Channel", CHANNELS))}
      {many("case", caseChoices)}
      {many("status", words("Status", STATUSES))}
      {many("details", words("StatusDetail", wordsOf("StatusDetail")))}
      {many("theme", words("Theme", wordsOf("Theme").filter(isSeen)))}
    </>
  );
}

interface OneProps extends FiltersProps {
  readonly name: "direction" | "type";
  readonly values: readonly string[];
}

/** One word, or all of them. */
function OneFilter({ name, values, search, onSearch }: OneProps) {
  const { t } = useTranslation("interactions");
  return (
    <div className={styles.one}>
      <span className={styles.label} id={`filter-${name}`}>
        {t(`filter.${name}`)}
      </span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby={`filter-${name}`}
        data={["all", ...values].map((value) => ({ value, label: t(`choice.${value as "all"}`) }))}
        value={search[name] ?? "all"}
        onChange={(value) => onSearch(withFilter(search, name, value === "all" ? undefined : value))}
      />
    </div>
  );
}

/** The filters that hold, each with a way out. */
function Chips({ search, onSearch }: FiltersProps) {
  const { t } = useTranslation("interactions");
  const label = useLabel();
  const shown: Record<string, Vocabulary> = {
    channel: "Channel",
    status: "Status",
    details: "StatusDetail",
    theme: "Theme",
  };
  const told = (name: FilterName, value: string): string => {
    const vocabulary = shown[name];
    if (vocabulary)
      return listOf(value)
        .map((word) => label(vocabulary, word))
        .join(", ");
    if (name === "direction" || name === "type") return t(`choice.${value as "all"}`);
    return name === "case" ? listOf(value).join(", ") : t(`filter.${name}`);
  };
  return FILTERS.flatMap((name) => {
    const value = search[name];
    if (!value) return [];
    const text = told(name, value);
    return (
      <FilterChip
        key={name}
        text={text}
        label={t("remove", { filter: text })}
        onRemove={() => onSearch(withFilter(search, name, undefined))}
      />
    );
  });
}

/** Account credentials are never shown here, and two words are only read as another. */
function isSeen(theme: string): boolean {
  return !["opsAccountCredentials", "inbBug", "inbHumanLove"].includes(theme);
}
