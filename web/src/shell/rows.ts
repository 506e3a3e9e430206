import { type UseQueryOptions, type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

/** Rows in one answer. */
export const PAGE = 100;

/** A page of any list of the API. */
export interface PageOfRows<T> {
  readonly data: readonly T[];
  readonly count: number;
  readonly total: number;
  readonly totalIsExact?: boolean | null;
  readonly nextUrl?: string | null;
}

/** A window on a list of any length: only the pages that are looked at are loaded and kept fresh. */
export interface Rows<T> {
  /** Rows there are; a lower bound unless `exact`. */
  readonly total: number | null;
  readonly exact: boolean;
  row(index: number): T | undefined;
  /** Where the first row stands that is the one; null where it is not loaded. */
  find(isIt: (row: T) => boolean): number | null;
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

/** The pages that are looked at; scrolling within those that are loaded changes nothing. */
export function usePages() {
  const [pages, setPages] = useState<readonly number[]>([0]);
  const setRange = useCallback((first: number, last: number) => {
    const around = pagesAround(first, last);
    setPages((before) => (before.join() === around.join() ? before : around));
  }, []);
  return { pages, setRange };
}

export function useRows<T>(
  pages: readonly number[],
  asked: (page: number) => UseQueryOptions<PageOfRows<T>>,
): Rows<T> {
  const answers = useQueries({ queries: pages.map(asked) });
  const told = answers.flatMap(({ data, error }) => [data, error]);
  // The same answers are the same rows: what shows them is drawn anew only where one is another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the answers tell is all that is read of them
  return useMemo(() => rowsOf(pages, answers), [pages, ...told]);
}

function rowsOf<T>(pages: readonly number[], answers: readonly UseQueryResult<PageOfRows<T>>[]): Rows<T> {
  const head = answers[0]?.data;
  const counted = answers.map(({ data }, at) => rowsKnown(pages[at] ?? 0, data));
  return {
    total: head ? Math.max(head.total, ...counted) : null,
    exact: head?.totalIsExact !== false,
    row(index) {
      const at = pages.indexOf(Math.floor(index / PAGE));
      return answers[at]?.data?.data[index % PAGE];
    },
    find(isIt) {
      for (const [at, { data }] of answers.entries()) {
        const found = data?.data.findIndex(isIt) ?? -1;
        if (found >= 0) return (pages[at] ?? 0) * PAGE + found;
      }
      return null;
    },
    error: answers.find(({ error }) => error)?.error ?? null,
    again: () => {
      for (const { error, refetch } of answers) if (error) void refetch();
    },
  };
}

/** Rows that this page shows to exist, one more where another page follows: totals may be lower bounds. */
function rowsKnown(page: number, data: PageOfRows<unknown> | undefined): number {
  if (!data || data.count === 0) return 0;
  return page * PAGE + data.count + (data.nextUrl ? 1 : 0);
}
