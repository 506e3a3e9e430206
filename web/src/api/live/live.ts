import { useSyncExternalStore } from "react";
import { queries } from "../queries";
import { currentSession, sessionEnded, watchSession } from "../session";
import { type Connection, connect } from "./connection";
import type { LiveEvent } from "./event";
import { gather } from "./gather";
import type { LineState, News } from "./line";
import { staleAfter } from "./stale";

/** Milliseconds between two rounds of asking again, however many events come. */
const PACE = 120;

let connection: Connection | null = null;
let state: LineState = "connecting";
const watchers = new Set<() => void>();

const apply = gather<LiveEvent>(PACE, (events) => {
  for (const queryKey of staleAfter(events)) void queries.invalidateQueries({ queryKey });
});

/** One's own interactions of nobody stand in the history, though their events are not for everybody. */
const lookAgain = gather<true>(PACE, () => void queries.invalidateQueries({ queryKey: ["history"] }));

/** How the line stands, for the lamp in the frame. */
export function useLineState(): LineState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** Follows the event log for as long as somebody is signed in. */
export function followEvents(): void {
  const follow = () => {
    const { phase, user } = currentSession();
    if (phase !== "open" || !user) return;
    connection ??= connect(hear);
    connection.send({ kind: "join", user: user.id });
  };
  watchSession(follow);
  follow();
  const wake = () => connection?.send({ kind: "wake" });
  addEventListener("online", wake);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) follow();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
}

function hear({ state: next, events, hidden, gap }: News): void {
  if (next && next !== state) {
    state = next;
    for (const watcher of watchers) watcher();
    if (next === "ended") sessionEnded();
  }
  if (gap) void queries.invalidateQueries();
  if (events) apply(events);
  if (hidden) lookAgain([hidden]);
}
