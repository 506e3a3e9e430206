import { useInfiniteQuery } from "@tanstack/react-query";

const PAGE = 25;

interface Page<T> {
  readonly data: readonly T[];
  readonly total: number;
  readonly totalIsExact?: boolean | null;
  readonly nextUrl?: string | null;
}

type Ask<T> = (page: { offset: number; limit: number }, signal: AbortSignal) => Promise<Page<T>>;

/** A list that grows by a page at a time; an event that touches it asks for all of its pages again. */
export function useMore<T>(queryKey: readonly unknown[], ask: Ask<T>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask({ offset: pageParam, limit: PAGE }, signal),
    initialPageParam: 0,
    getNextPageParam: (last: Page<T>, all: Page<T>[]) =>
      last.nextUrl ? all.reduce((sum, { data }) => sum + data.length, 0) : undefined,
  });
  const first = query.data?.pages[0];
  return {
    rows: query.data?.pages.flatMap(({ data }) => data) ?? null,
    total: first?.total ?? 0,
    exact: first?.totalIsExact !== false,
    error: query.error,
    again: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    isLoadingMore: query.isFetchingNextPage,
  };
}

export type Grown<T> = ReturnType<typeof useMore<T>>;
