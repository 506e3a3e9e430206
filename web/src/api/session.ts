import { useSyncExternalStore } from "react";
import type { User } from "./schema";

/**
 * Who is signed in, in this tab.
 *
 * `closed`: nobody. `open`: somebody. `ended`: the server knows the session no more while the page is in
 * use; calls wait until the same person signs in again, so that nothing typed is lost.
 */
export interface Session {
  readonly phase: "closed" | "open" | "ended";
  readonly user: User | null;
}

const NAME = "switchboard-session";
const CSRF_COOKIE = "switchboard_csrf";
const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

let session: Session = { phase: "closed", user: null };
let waiting: ((renewed: boolean) => void)[] = [];
const watchers = new Set<() => void>();
const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);

export function useSession(): Session {
  return useSyncExternalStore(watchSession, currentSession);
}

export function currentSession(): Session {
  return session;
}

export function watchSession(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Somebody is signed in: the page goes on, or starts over where it is another person. */
export function openSession(user: User, tell = true): void {
  const before = session.user;
  if (tell) tabs?.postMessage({ user: user.id });
  if (before && before.id !== user.id) {
    location.assign("/");
    return;
  }
  become({ phase: "open", user });
  release(true);
}

/** The server refused the session. */
export function sessionEnded(): void {
  if (session.phase === "open") become({ phase: "ended", user: session.user });
}

/** Nobody is signed in any more, on purpose. */
export function closeSession(tell = true): void {
  if (tell) tabs?.postMessage({ user: null });
  become({ phase: "closed", user: null });
  release(false);
}

/** `fetch` with what a change by cookie needs; on 401 it waits for the next session and asks again. */
export async function fetchInSession(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(signed(request));
  if (response.status !== 401 || session.phase === "closed") return response;
  sessionEnded();
  const renewed = await new Promise<boolean>((resolve) => waiting.push(resolve));
  return renewed ? fetch(signed(again)) : response;
}

/** What other tabs did: signed out, or signed in as somebody. */
tabs?.addEventListener("message", ({ data }: MessageEvent<{ user: string | null }>) => {
  const known = session.user;
  if (!known) return;
  if (data.user === known.id) openSession(known, false);
  else if (data.user === null) sessionEnded();
  else location.assign("/");
});

function signed(request: Request): Request {
  const token = CHANGES.has(request.method) ? csrfToken(document.cookie) : null;
  if (token) request.headers.set("X-CSRF-Token", token);
  return request;
}

/** The token that pages of this site alone can read. */
export function csrfToken(cookies: string): string | null {
  const pairs = cookies.split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === CSRF_COOKIE)?.[1] ?? null;
}

function become(next: Session): void {
  session = next;
  for (const watcher of watchers) watcher();
}

function release(renewed: boolean): void {
  const released = waiting;
  waiting = [];
  for (const resolve of released) resolve(renewed);
}
