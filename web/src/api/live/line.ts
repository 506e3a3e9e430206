import { type LiveEvent, readEvent } from "./event";
import { frameReader } from "./frames";

/** How the line to the server stands. `ended`: the session did; `refused`: this role hears no events. */
export type LineState = "connecting" | "live" | "catchingUp" | "offline" | "ended" | "refused";

export interface News {
  readonly state?: LineState;
  readonly events?: readonly LiveEvent[];
  /** The highest number heard of, hidden events too. */
  readonly last?: number;
  /** The line opened without a number to read on from: what was loaded before may be old. */
  readonly gap?: true;
}

export interface LineOptions {
  /** Asks for the stream after a number; from now on without one. */
  readonly connect: (after: number | null, signal: AbortSignal) => Promise<Response>;
  readonly tell: (news: News) => void;
  readonly after?: number | null;
  /** 0 to 1; spreads out those who come back together. */
  readonly dice?: () => number;
}

export interface Line {
  /** Comes back at once where the line is down or has been silent for long: after sleep, or back online. */
  wake(): void;
  close(): void;
}

/** The server speaks every 15 seconds; without a word for this long the line is dead. */
const SILENCE = 45_000;
/** Silent for this long at waking up, it is not trusted. */
const DOUBT = 20_000;
/** No event for this long after coming back: everything missed has been read. */
const CAUGHT_UP = 300;
const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** Keeps a line to the event stream and reads on from the last number after every break. */
export function openLine({ connect, tell, after = null, dice = Math.random }: LineOptions): Line {
  let last = after;
  let failures = 0;
  let heardAt = Date.now();
  let state: LineState | null = null;
  let attempt: AbortController | null = null;
  let timers: ReturnType<typeof setTimeout>[] = [];
  let closed = false;

  function stand(next: LineState): void {
    if (state === next) return;
    state = next;
    tell({ state: next });
  }

  function later(action: () => void, milliseconds: number): void {
    timers.push(setTimeout(action, milliseconds));
  }

  function settle(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  }

  function heard(): void {
    settle();
    heardAt = Date.now();
    later(() => breakOff(), SILENCE);
    if (state === "catchingUp") later(() => stand("live"), CAUGHT_UP);
  }

  function breakOff(): void {
    settle();
    attempt?.abort();
    attempt = null;
    if (!closed) void dial();
  }

  function comeBack(): void {
    settle();
    attempt = null;
    if (closed) return;
    stand("offline");
    const wait = Math.min(SHORTEST_WAIT * 2 ** failures, LONGEST_WAIT);
    failures += 1;
    later(() => void dial(), wait * (0.5 + dice() / 2));
  }

  async function dial(): Promise<void> {
    const mine = new AbortController();
    attempt = mine;
    if (state === null) stand("connecting");
    const known = last;
    try {
      const response = await connect(known, mine.signal);
      if (attempt !== mine) return;
      if (!response.ok || !response.body) return turnedAway(response.status);
      failures = 0;
      stand(known === null ? "live" : "catchingUp");
      if (known === null) tell({ gap: true });
      heard();
      await listen(response.body, mine);
    } catch {
      // A dropped line and an aborted one are told apart below.
    }
    if (attempt === mine) comeBack();
  }

  function turnedAway(status: number): void {
    if (status === 401) {
      settle();
      stand("ended");
    } else if (status === 403) {
      settle();
      stand("refused");
    } else {
      comeBack();
    }
  }

  async function listen(body: ReadableStream<Uint8Array>, mine: AbortController): Promise<void> {
    const decoder = new TextDecoder();
    const read = frameReader();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || attempt !== mine) return;
      heard();
      take(read(decoder.decode(value, { stream: true })));
    }
  }

  function take(frames: ReturnType<ReturnType<typeof frameReader>>): void {
    const events: LiveEvent[] = [];
    for (const { id, data } of frames) {
      const event = data === null ? null : readEvent(data);
      // What was told before a break may come twice.
      const isNew = last === null || (event?.number ?? 0) > last;
      if (event && isNew) events.push(event);
      if (id !== null && (last === null || id > last)) last = id;
    }
    if (last !== null && frames.length > 0) tell({ events, last });
  }

  void dial();
  return {
    wake() {
      if (state === "offline" || (state !== "ended" && Date.now() - heardAt > DOUBT)) breakOff();
    },
    close() {
      closed = true;
      breakOff();
    },
  };
}
