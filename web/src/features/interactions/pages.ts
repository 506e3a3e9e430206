import { useQueries } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { Interaction } from "../../api/schema";
import { asQuery, type InteractionSearch } from "./filters";

/** Interactions in one answer. */
export const PAGE = 100;

/** A window on a history of any length: only the pages that are looked at are loaded and kept fresh. */
export interface InteractionWindow {
  /** Rows there are; a lower bound unless `exact`. */
  readonly total: number | null;
  readonly exact: boolean;
  row(index: number): Interaction | undefined;
  readonly error: unknown;
  readonly again: () => void;
}

/** The pages that hold the rows from `first` to `last`, and always the first one: it knows the total. */
export function pagesAround(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / PAGE));
  const to = Math.max(from, Math.floor(last / PAGE));
  const around = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return around.includes(0) ? around : [0, ...around];
}

export function useInteractions(
  personId: string,
  search: InteractionSearch,
  pages: readonly number[],
): InteractionWindow {
  const answers = useQueries({ queries: pages.map((page) => pageAsked(personId, search, page)) });
  const head = answers[0];
  const counted = answers.map(({ data }, at) => rowsKnown(pages[at] ?? 0, data));
  return {
    total: head?.data ? Math.max(head.data.total, ...counted) : null,
    exact: head?.data?.totalIsExact !== false,
    row(index) {
      const at = pages.indexOf(Math.floor(index / PAGE));
      return answers[at]?.data?.data[index % PAGE];
    },
    error: answers.find(({ error }) => error)?.error ?? null,
    again: () => {
      for (const { error, refetch } of answers) if (error) void refetch();
    },
  };
}

/** Rows that this page shows to exist, one more where another page follows: totals may be lower bounds. */
function rowsKnown(page: number, data: { count: number; nextUrl?: string | null } | undefined): number {
  if (!data || data.count === 0) return 0;
  return page * PAGE + data.count + (data.nextUrl ? 1 : 0);
}

function pageAsked(personId: string, search: InteractionSearch, page: number) {
  return {
    queryKey: ["person", personId, "history", search, page],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const offset = page === 0 ? {} : { offset: page * PAGE };
      // What the address holds is checked by the API, which names what it does not know.
      const narrowed = asQuery(search) as object;
      const query = { ...narrowed, ...offset, view: "card" as const, sortBy: ["-startedAt"], limit: PAGE };
      const params = { path: { personId }, query };
      return answered(api.GET("/api/people/{personId}/interactions", { params, signal }));
    },
    gcTime: 30_000,
  };
}
