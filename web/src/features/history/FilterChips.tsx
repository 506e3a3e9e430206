import { useTranslation } from "react-i18next";
import { FilterChip } from "../../shell/FilterChip";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { isDay } from "./days";
import styles from "./Filters.module.css";
import { useAdvisorChoices, useQueueChoices, useTemplateChoices, WORD_FILTERS } from "./fields";
import { changed, FILTERS, type HistorySearch, listOf, NONE, type Parameter } from "./search";

interface ChipsProps {
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

/** The filters that hold, each with a way out. */
export function FilterChips({ search, onSearch }: ChipsProps) {
  const { t } = useTranslation("history");
  const told = useFilterWords(search);
  return (
    <div className={styles.chips}>
      {FILTERS.map((name) => {
        const value = search[name];
        if (!value) return null;
        const text = told(name, value);
        return (
          <FilterChip
            key={name}
            text={text}
            label={t("filters.remove", { filter: text })}
            onRemove={() => onSearch(changed(search, { [name]: undefined }))}
          />
        );
      })}
    </div>
  );
}

/** A filter as one reads it aloud. */
function useFilterWords(search: HistorySearch): (name: Parameter, value: string) => string {
  const { t } = useTranslation("history");
  const valueWords = useValueWords(search);
  return (name, value) => {
    const limit = /^(waiting|handling|wrapUp)(Min|Max)$/.exec(name);
    if (limit) {
      const column = t(`column.${limit[1] as "waiting"}Duration`);
      return t(limit[2] === "Min" ? "filters.atLeastShort" : "filters.atMostShort", { name: column, value });
    }
    if (name === "endedAtFrom" || name === "endedAtTo") {
      const limit = name === "endedAtFrom" ? "filters.after" : "filters.before";
      const column = t(limit, { name: t("column.endedAt") });
      return t("filters.chip", { name: column, value: valueWords(name, value) });
    }
    return t("filters.chip", { name: t(nameOf(name)), value: valueWords(name, value) });
  };
}

const NAMES = {
  flow: "column.flow",
  handlingStatus: "column.handlingStatus",
  direction: "column.direction",
  originalRouting: "column.originalRouting",
  currentRouting: "column.currentRouting",
  advisorId: "column.advisor",
  queueId: "column.queue",
  customerAddress: "column.customerAddress",
  campaign: "column.campaign",
  reason: "field.reason",
  templateDescriptorId: "field.templateDescriptorId",
  interactionId: "field.interactionId",
  personId: "field.personId",
  caseId: "field.caseId",
} as const satisfies { readonly [Name in Parameter]?: string };

function nameOf(name: Parameter) {
  return name in NAMES ? NAMES[name as keyof typeof NAMES] : "field.reason";
}

function useValueWords(search: HistorySearch): (name: Parameter, value: string) => string {
  const { t } = useTranslation("history");
  const label = useLabel();
  const writer = useWriter();
  const named = [
    ...useAdvisorChoices(search.advisorId !== undefined),
    ...useQueueChoices(search.queueId !== undefined),
    ...useTemplateChoices(search.templateDescriptorId !== undefined),
  ];
  return (name, value) => {
    const words = WORD_FILTERS.find((filter) => filter.name === name);
    const shown = (one: string): string => {
      if (one === NONE) return t("filters.none");
      if (words) return label(words.vocabulary, one);
      return named.find((choice) => choice.value === one)?.label ?? one;
    };
    if (words || name.endsWith("Id")) return listOf(value).map(shown).join(", ");
    return isDay(value) ? writer.date(value) : value;
  };
}
