import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { queries } from "../../api/queries";
import type { HistoryName, HistoryRow } from "../../api/schema";
import { useSession } from "../../api/session";
import type { PageOfRows } from "../../shell/rows";
import { useLabel, type Vocabulary, wordsOf } from "../../words/vocabulary";
import { queuesAsked } from "./asked";
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

export function useQueueChoices(): Choice[] {
  const { t } = useTranslation("history");
  const { data } = useQuery(queuesAsked());
  return [...(data ?? []).map(asChoice), { value: NONE, label: t("filters.none") }];
}

/** Everybody where one may list users; else oneself and whom the rows that were seen name. */
export function useAdvisorChoices(): Choice[] {
  const { t } = useTranslation("history");
  const { user } = useSession();
  const { data } = useQuery({
    queryKey: ["users"],
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/users", { params: { query: { limit: 100 } }, signal }))).data,
    enabled: user?.role === "administrator",
    retry: false,
  });
  const people = new Map<string, string>();
  if (user) people.set(user.id, userName(user));
  for (const one of data ?? []) people.set(one.id, userName(one));
  for (const { advisor } of rowsSeen()) if (advisor) people.set(advisor.id, nameOf(advisor));
  const choices = [...people].map(([value, label]) => ({ value, label }));
  choices.sort((one, other) => one.label.localeCompare(other.label));
  return [...choices, { value: NONE, label: t("filters.none") }];
}

export function useTemplateChoices(): Choice[] {
  const { data } = useQuery({
    queryKey: ["templates", "all"],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: 100 } };
      return answered(api.GET("/api/communicator/templatedescriptors", { params, signal }));
    },
    staleTime: 60_000,
  });
  return (data ?? []).map(asChoice);
}

function rowsSeen(): readonly HistoryRow[] {
  const pages = queries.getQueriesData<PageOfRows<HistoryRow>>({ queryKey: ["history", "rows"] });
  return pages.flatMap(([, page]) => page?.data ?? []);
}

function asChoice(one: HistoryName): Choice {
  return { value: one.id, label: nameOf(one) };
}

function userName({
  name,
  email,
}: {
  name: { firstName?: string | null; lastName?: string | null };
  email: string;
}) {
  return [name.firstName, name.lastName].filter(Boolean).join(" ") || email;
}
