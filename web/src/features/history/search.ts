import { dayEnd, dayStart, isDay } from "./days";

/** What a parameter of the address may hold. */
type Kind = "list" | "one" | "text" | "moment" | "seconds" | "sort";

/** Everything the history can be narrowed to, named as the API names it; the filters stand in their order. */
const KINDS = {
  from: "moment",
  to: "moment",
  search: "text",
  flow: "list",
  handlingStatus: "list",
  direction: "list",
  originalRouting: "list",
  currentRouting: "list",
  advisorId: "list",
  queueId: "list",
  customerAddress: "text",
  campaign: "text",
  reason: "text",
  templateDescriptorId: "one",
  interactionId: "list",
  personId: "one",
  caseId: "one",
  endedAtFrom: "moment",
  endedAtTo: "moment",
  waitingMin: "seconds",
  waitingMax: "seconds",
  handlingMin: "seconds",
  handlingMax: "seconds",
  wrapUpMin: "seconds",
  wrapUpMax: "seconds",
  sort: "sort",
} as const satisfies Record<string, Kind>;

export type Parameter = keyof typeof KINDS;

/** What the history is narrowed to and ordered by, as it stands in the address: lists joined by commas. */
export type HistorySearch = { readonly [Name in Parameter]?: string };

/** Neither the period nor the search bar nor the order: what the filter panel sets. */
export const FILTERS = (Object.keys(KINDS) as Parameter[]).filter(
  (name) => !["from", "to", "search", "sort"].includes(name),
);

export const LONGEST_TEXT = 200;

/** The word of the API for rows that have none. */
export const NONE = "none";

/** Reads an address; what makes no sense in it is left out. Whether a word exists, the API says. */
export function readHistorySearch(search: Record<string, unknown>): HistorySearch {
  const read: { [Name in Parameter]?: string } = {};
  for (const [name, kind] of Object.entries(KINDS) as [Parameter, Kind][]) {
    const value = search[name];
    const kept = typeof value === "string" ? readOne(kind, value) : undefined;
    if (kept) read[name] = kept;
  }
  return read;
}

function readOne(kind: Kind, value: string): string | undefined {
  switch (kind) {
    case "list":
      return joined(listOf(value));
    case "one":
      return listOf(value)[0];
    case "text":
      return value.trim() === "" ? undefined : value.slice(0, LONGEST_TEXT);
    case "moment":
      return isDay(value) || !Number.isNaN(Date.parse(value)) ? value : undefined;
    case "seconds":
      return /^\d{1,7}$/.test(value) ? value : undefined;
    case "sort":
      return /^-?[a-zA-Z]{1,40}$/.test(value) ? value : undefined;
  }
}

export function listOf(value: string | undefined): string[] {
  return (value ?? "").split(",").filter((item) => /^[\w-]{1,64}$/.test(item));
}

export function joined(items: readonly string[]): string | undefined {
  return items.length > 0 ? [...new Set(items)].sort().join(",") : undefined;
}

/** The search with some parameters changed; without a value they are gone. */
export function changed(
  search: HistorySearch,
  next: { readonly [Name in Parameter]?: string | undefined },
): HistorySearch {
  const all = { ...search, ...next };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as HistorySearch;
}

/** A word put into a list of the search, or taken out of it. */
export function toggled(search: HistorySearch, name: Parameter, word: string): HistorySearch {
  const words = listOf(search[name]);
  const next = words.includes(word) ? words.filter((other) => other !== word) : [...words, word];
  return changed(search, { [name]: joined(next) });
}

export function filterCount(search: HistorySearch): number {
  return FILTERS.filter((name) => search[name] !== undefined).length;
}

/** Without its filters; the period, the search bar and the order stay. */
export function widened({ from, to, sort }: HistorySearch): HistorySearch {
  return changed({}, { from, to, sort });
}

/** Whether two searches leave the same rows, in whatever order. */
export function isSameRows(one: HistorySearch, other: HistorySearch): boolean {
  const names = Object.keys(KINDS) as Parameter[];
  return names.every((name) => name === "sort" || one[name] === other[name]);
}

export type Query = Record<string, string | number | string[]>;

/** The same as parameters of the API, days being those of a zone. All of them have to hold. */
export function asQuery(search: HistorySearch, zone: string): Query {
  const query: Query = {};
  for (const name of Object.keys(search) as Parameter[]) {
    const value = search[name];
    if (value) query[API_NAMES[name] ?? name] = asParameter(name, value, zone);
  }
  return query;
}

const API_NAMES: { readonly [Name in Parameter]?: string } = {
  from: "startedAtFrom",
  to: "startedAtTo",
  sort: "sortBy",
};

function asParameter(name: Parameter, value: string, zone: string): Query[string] {
  switch (KINDS[name]) {
    case "list":
      return listOf(value);
    case "one":
      return value;
    case "text":
      return name === "campaign" ? [value.trim()] : value.trim();
    case "moment":
      if (!isDay(value)) return value;
      return name === "to" || name === "endedAtTo" ? dayEnd(value, zone) : dayStart(value, zone);
    case "seconds":
      return Number(value);
    case "sort":
      // Without a sign the API takes the largest first.
      return [value.startsWith("-") ? value : `+${value}`];
  }
}
