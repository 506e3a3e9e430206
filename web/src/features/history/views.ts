import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { answered, api } from "../../api/client";
import type { SeenView } from "../../api/schema";
import { type Layout, shownColumns } from "./layout";
import { type HistorySearch, readHistorySearch } from "./search";

/** A hundred views in a menu are more than anybody reads. */
const MOST = 100;

export function viewsAsked() {
  return queryOptions({
    queryKey: ["views"],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: MOST } };
      return (await answered(api.GET("/api/history/views", { params, signal }))).data;
    },
    // Who shares a view tells no event of it.
    staleTime: 30_000,
  });
}

/** The teams one may share with. */
export function myTeamsAsked() {
  return queryOptions({
    queryKey: ["me", "teams"],
    queryFn: async ({ signal }) => (await answered(api.GET("/api/users/me/teams", { signal }))).data,
  });
}

/** The view that was opened, or none; what has been narrowed since makes it a changed one. */
export function useActiveView(): SeenView | null {
  const { data } = useQuery(viewsAsked());
  const id = useRouterState({ select: ({ location }) => location.state.view });
  return data?.find((view) => view.id === id) ?? null;
}

/** What a view narrows the history to. */
export function searchOf({ search }: Pick<SeenView, "search">): HistorySearch {
  return readHistorySearch(Object.fromEntries(new URLSearchParams(search)));
}

/** The same as the text that is saved. */
export function savedText(search: HistorySearch): string {
  return new URLSearchParams(Object.entries(readHistorySearch({ ...search }))).toString();
}

/** Whether the page shows something else than the view says. */
export function isChanged(
  view: Pick<SeenView, "search" | "columns">,
  search: HistorySearch,
  layout: Layout,
): boolean {
  if (savedText(searchOf(view)) !== savedText(search)) return true;
  const { columns } = view;
  return Boolean(columns) && columns?.join() !== shownColumns(layout).join();
}

/** What can be said of a view; what is left out stays. */
export interface ViewWords {
  readonly name?: string;
  readonly search?: string;
  readonly columns?: string[] | null;
  readonly teamId?: string | null;
}

/** Saves a new view, or changes the one of this id. */
export function useViewSaving() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, words }: { id: string | null; words: ViewWords }) => {
      if (id === null) return (await answered(api.POST("/api/history/views", { body: words }))).data;
      const params = { path: { savedViewId: id } };
      return (await answered(api.PUT("/api/history/views/{savedViewId}", { params, body: words }))).data;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["views"] }),
  });
}

export function useViewDeleting() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (savedViewId: string) =>
      answered(api.DELETE("/api/history/views/{savedViewId}", { params: { path: { savedViewId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["views"] }),
  });
}
