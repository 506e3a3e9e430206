/** What the history of a borrower is narrowed to, as it stands in the address: lists joined by commas. */
export interface InteractionSearch {
  readonly words?: string;
  readonly channel?: string;
  readonly case?: string;
  readonly status?: string;
  readonly details?: string;
  readonly theme?: string;
  readonly direction?: string;
  readonly type?: string;
  readonly recorded?: string;
  readonly missed?: string;
  readonly locked?: string;
}

export type FilterName = keyof InteractionSearch;

/** The ten filters of "More filters", in their order; `words` is the search bar. */
export const FILTERS = [
  "channel",
  "case",
  "status",
  "details",
  "theme",
  "direction",
  "type",
  "recorded",
  "missed",
  "locked",
] as const satisfies readonly FilterName[];

export const LONGEST_WORDS = 500;
const LISTS = ["channel", "case", "status", "details", "theme"] as const;
const CHOICES: Partial<Record<FilterName, readonly string[]>> = {
  direction: ["inbound", "outbound"],
  type: ["internal", "external"],
  recorded: ["yes"],
  missed: ["yes"],
  locked: ["yes"],
};

/** Reads an address; what makes no sense in it is left out. Whether a word exists, the API says. */
export function readFilters(search: Record<string, unknown>): InteractionSearch {
  const read: Partial<Record<FilterName, string>> = {};
  const words = typeof search.words === "string" ? search.words.slice(0, LONGEST_WORDS) : "";
  if (words.trim() !== "") read.words = words;
  for (const name of LISTS) {
    const list = joined(listOf(search[name]));
    if (list) read[name] = list;
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = search[name];
    if (typeof value === "string" && choices?.includes(value)) read[name as FilterName] = value;
  }
  return read;
}

export function listOf(value: unknown): string[] {
  if (typeof value !== "string") return [];
  return value.split(",").filter((item) => /^[\w-]{1,64}$/.test(item));
}

export function joined(items: readonly string[]): string | undefined {
  return items.length > 0 ? [...new Set(items)].sort().join(",") : undefined;
}

/** The search with one filter changed; without a value it is gone. */
export function withFilter(
  search: InteractionSearch,
  name: FilterName,
  value: string | undefined,
): InteractionSearch {
  const { [name]: _, ...others } = search;
  return value ? { ...others, [name]: value } : others;
}

export function filterCount(search: InteractionSearch): number {
  return FILTERS.filter((name) => search[name] !== undefined).length;
}

/** The same as parameters of the API. All of them have to hold. */
export function asQuery(search: InteractionSearch) {
  return {
    ...(search.words && { contentContains: search.words.trim() }),
    ...list("channel", search.channel),
    ...list("caseIds", search.case),
    ...list("status", search.status),
    ...list("statusDetails", search.details),
    ...list("theme", search.theme),
    ...(search.direction && { direction: search.direction }),
    ...(search.type && { isExternal: search.type === "external" }),
    ...(search.recorded && { hasRecording: true }),
    ...(search.missed && { missedCall: true }),
    ...(search.locked && { sensitive: true }),
  };
}

function list(name: string, value: string | undefined): Record<string, string[]> {
  const items = listOf(value);
  return items.length > 0 ? { [name]: items } : {};
}
