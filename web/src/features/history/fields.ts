import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { HistoryName } from "../../api/schema";
import { useLabel, type Vocabulary, wordsOf } from "../../words/vocabulary";
import { advisorsAsked, queuesAsked } from "./asked";
import type { ColumnId } from "./layout";
import { nameOf } from "./names";
import { NONE, type Parameter } from "./search";

/** Filters that choose words of the API. */
export const WORD_FILTERS = [
  { name: "flow", vocabulary: "Flow", mayLack: true },
  { name: "handlingStatus", vocabulary: "HandlingStatus", mayLack: true },
  { name: "direction", vocabulary: "Direction", mayLack: false },
  { name: "originalRouting", vocabulary: "Routing", mayLack: false },
  { name: "currentRouting", vocabulary: "Routing", mayLack: false },
] as const satisfies readonly { name: Parameter & ColumnId; vocabulary: Vocabulary; mayLack: boolean }[];

export const TEXT_FILTERS = ["customerAddress", "campaign", "reason"] as const satisfies readonly Parameter[];

/** Filters by seconds, each a lowest and a highest. */
export const DURATION_FILTERS = [
  { column: "waitingDuration", min: "waitingMin", max: "waitingMax" },
  { column: "handlingDuration", min: "handlingMin", max: "handlingMax" },
  { column: "wrapUpDuration", min: "wrapUpMin", max: "wrapUpMax" },
] as const;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The words of a vocabulary as choices, and none of them where a row may have none. */
export function useWordChoices() {
  const { t } = useTranslation("history");
  const label = useLabel();
  return (vocabulary: Vocabulary, mayLack: boolean): Choice[] => [
    ...wordsOf(vocabulary).map((value) => ({ value, label: label(vocabulary, value) })),
    ...(mayLack ? [{ value: NONE, label: t("filters.none") }] : []),
  ];
}

/** Asked for where `enabled`: who shows but what is chosen asks for nothing else. */
export function useQueueChoices(enabled = true): Choice[] {
  const { t } = useTranslation("history");
  const { data } = useQuery({ ...queuesAsked(), enabled });
  return [...(data ?? []).map(asChoice), { value: NONE, label: t("filters.none") }];
}

/** Whose interactions one may see. */
export function useAdvisorChoices(enabled = true): Choice[] {
  const { t } = useTranslation("history");
  const { data } = useQuery({ ...advisorsAsked(), enabled });
  return [...(data ?? []).map(asChoice), { value: NONE, label: t("filters.none") }];
}

export function useTemplateChoices(enabled = true): Choice[] {
  const { data } = useQuery({
    queryKey: ["templates", "all"],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: 100 } };
      return answered(api.GET("/api/communicator/templatedescriptors", { params, signal }));
    },
    staleTime: 60_000,
    enabled,
  });
  return (data ?? []).map(asChoice);
}

function asChoice(one: HistoryName): Choice {
  return { value: one.id, label: nameOf(one) };
}
