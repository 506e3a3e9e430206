import { type Line, type LineState, type News, openLine } from "./line";

/** What a tab says to whoever keeps the line. */
export type FromTab =
  | { readonly kind: "join"; readonly user: string }
  | { readonly kind: "wake" }
  | { readonly kind: "leave" };

/** One line, told to many tabs. It belongs to one user; another one gets a new line. */
export interface Exchange {
  hear(message: FromTab): void;
  /** What a tab that has just come has to know. */
  standing(): News;
  last(): number | null;
  close(): void;
}

export function openExchange(tell: (news: News) => void, resumeAfter: number | null = null): Exchange {
  let line: Line | null = null;
  let user: string | null = null;
  let state: LineState = "connecting";
  let last = resumeAfter;

  function note(news: News): void {
    state = news.state ?? state;
    last = news.last ?? last;
    tell(news);
  }

  function join(next: string): void {
    const sameLine = line !== null && user === next && state !== "ended";
    if (sameLine) return;
    // Another person sees other events; the same one reads on.
    if (user !== null && user !== next) last = null;
    line?.close();
    user = next;
    line = openLine({ connect: askForStream, tell: note, after: last });
  }

  return {
    hear(message) {
      if (message.kind === "join") join(message.user);
      if (message.kind === "wake") line?.wake();
    },
    standing: () => ({ state, ...(last === null ? {} : { last }) }),
    last: () => last,
    close: () => line?.close(),
  };
}

function askForStream(after: number | null, signal: AbortSignal): Promise<Response> {
  const place = after === null ? "" : `?after=${after}`;
  return fetch(`/api/events/stream${place}`, {
    signal,
    credentials: "same-origin",
    cache: "no-store",
    headers: { Accept: "text/event-stream" },
  });
}
