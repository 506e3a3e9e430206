import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { queries } from "../../api/queries";
import { isRecord } from "../../api/refusal";
import { PAGE } from "../../shell/rows";
import { asQuery, type HistorySearch, type Query } from "./search";

/** What is asked about the history. The keys begin with what `live/stale.ts` names. */

export function pageAsked(search: HistorySearch, zone: string, page: number) {
  // Its zone is no part of the key: where no day is named, nothing is asked anew once the company's is known.
  const asked = asQuery(search, zone);
  // The first page says how many rows there are, for all of them.
  const place = page === 0 ? {} : { offset: page * PAGE, countTotal: false };
  return {
    queryKey: ["history", "rows", asked, page],
    queryFn: ({ signal }: Signalled) => listed({ ...asked, ...place, limit: PAGE }, signal),
    gcTime: 30_000,
  };
}

/** Asks for the first page before it is drawn: its rows first, which somebody waits for, and how many there are after. */
export async function askAhead(search: HistorySearch, zone: string): Promise<void> {
  const asked = asQuery(search, zone);
  const first = pageAsked(search, zone, 0);
  const queryFn = ({ signal }: Signalled) => listed({ ...asked, limit: PAGE, countTotal: false }, signal);
  await queries.prefetchQuery({ ...first, queryFn });
  if (queries.getQueryData<HistoryPage>(first.queryKey)?.totalIsExact !== false) return;
  await drawn();
  const { total, totalIsExact = null } = await listed({ ...asked, limit: 1 });
  queries.setQueryData<HistoryPage>(first.queryKey, (page) =>
    page?.totalIsExact === false ? { ...page, total: Math.max(page.total, total), totalIsExact } : page,
  );
}

interface Signalled {
  readonly signal: AbortSignal;
}

type HistoryPage = Awaited<ReturnType<typeof listed>>;

/** What the address holds is checked by the API, which names what it does not know. */
function listed(query: object, signal?: AbortSignal) {
  return answered(api.GET("/api/history", { params: { query }, ...(signal && { signal }) }));
}

/** When the next frame has been drawn. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** The figures of the rows that a search leaves, in whatever order they stand. */
export function totalsAsked({ sort: _, ...search }: HistorySearch, zone: string) {
  const query = asQuery(search, zone);
  return queryOptions({
    queryKey: ["history", "totals", query],
    queryFn: async ({ signal }) => {
      const params = { query: query as object };
      return (await answered(api.GET("/api/history/totals", { params, signal }))).data;
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

/** What the settings of a company say; where they say nothing, what the API takes for it: UTC and three months. */
export function calendarOf(settings: unknown): Calendar {
  const told = isRecord(settings) ? settings : {};
  const history = isRecord(told.history) ? told.history : {};
  return {
    zone: typeof told.timezone === "string" ? told.timezone : "UTC",
    months: typeof history.months === "number" ? history.months : MONTHS,
  };
}

/** A query as it stands in an address: lists are repeated. */
export function written(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  );
  return new URLSearchParams(pairs).toString();
}
