import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { isRecord } from "../../api/refusal";
import { PAGE } from "../../shell/rows";
import { asQuery, type HistorySearch, type Query } from "./search";

/** What is asked about the history. The keys begin with what `live/stale.ts` names. */

export function pageAsked(search: HistorySearch, zone: string, page: number) {
  return {
    queryKey: ["history", "rows", zone, search, page],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const offset = page === 0 ? {} : { offset: page * PAGE };
      // What the address holds is checked by the API, which names what it does not know.
      const query = { ...(asQuery(search, zone) as object), ...offset, limit: PAGE };
      return answered(api.GET("/api/history", { params: { query }, signal }));
    },
    gcTime: 30_000,
  };
}

/** The figures of the rows that a search leaves, in whatever order they stand. */
export function totalsAsked({ sort: _, ...search }: HistorySearch, zone: string) {
  return queryOptions({
    queryKey: ["history", "totals", zone, search],
    queryFn: async ({ signal }) => {
      const query = asQuery(search, zone) as object;
      return (await answered(api.GET("/api/history/totals", { params: { query }, signal }))).data;
    },
    placeholderData: keepPreviousData,
  });
}

export function detailAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["history", "one", interactionId],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId } };
      return (await answered(api.GET("/api/history/{interactionId}", { params, signal }))).data;
    },
  });
}

export function queuesAsked() {
  return queryOptions({
    queryKey: ["queues"],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: 100 } };
      return (await answered(api.GET("/api/queues", { params, signal }))).data;
    },
  });
}

export function advisorsAsked() {
  return queryOptions({
    queryKey: ["advisors"],
    queryFn: async ({ signal }) => (await answered(api.GET("/api/history/advisors", { signal }))).data,
  });
}

/** The zone whose days are meant, and how far back the history goes. */
export interface Calendar {
  readonly zone: string;
  readonly months: number;
}

const MONTHS = 3;

export function calendarAsked() {
  return queryOptions({
    queryKey: ["company", "calendar"],
    queryFn: async ({ signal }): Promise<Calendar> => {
      const { settings } = (await answered(api.GET("/api/company", { signal }))).data;
      return calendarOf(settings);
    },
  });
}

/** What the settings of a company say, or the browser's zone and three months. */
export function calendarOf(settings: unknown): Calendar {
  const told = isRecord(settings) ? settings : {};
  const history = isRecord(told.history) ? told.history : {};
  return {
    zone: typeof told.timezone === "string" ? told.timezone : ownZone(),
    months: typeof history.months === "number" ? history.months : MONTHS,
  };
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A query as it stands in an address: lists are repeated. */
export function written(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  );
  return new URLSearchParams(pairs).toString();
}
