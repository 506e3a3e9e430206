import { useSyncExternalStore } from "react";
import { currentSession } from "../../api/session";

/** Whom somebody looked at last. Only ids are kept in the browser, names are asked for. */
const MOST = 8;
const NONE: readonly string[] = [];

let recent: { readonly user: string; readonly ids: readonly string[] } | null = null;
const watchers = new Set<() => void>();

export function useRecent(): readonly string[] {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, recentNow);
}

/** Puts a borrower in front; `gone` takes one out. */
export function keepRecent(personId: string, gone = false): void {
  const user = currentSession().user?.id;
  if (!user) return;
  const ids = moved(recentNow(), personId, gone);
  recent = { user, ids };
  localStorage.setItem(kept(user), JSON.stringify(ids));
  for (const watcher of watchers) watcher();
}

export function moved(ids: readonly string[], id: string, gone: boolean): readonly string[] {
  const others = ids.filter((other) => other !== id);
  return (gone ? others : [id, ...others]).slice(0, MOST);
}

function recentNow(): readonly string[] {
  const user = currentSession().user?.id;
  if (!user) return NONE;
  if (recent?.user !== user) recent = { user, ids: read(localStorage.getItem(kept(user))) };
  return recent.ids;
}

function read(text: string | null): readonly string[] {
  try {
    const ids: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string").slice(0, MOST) : NONE;
  } catch {
    return NONE;
  }
}

function kept(user: string): string {
  return `switchboard-recent-${user}`;
}
