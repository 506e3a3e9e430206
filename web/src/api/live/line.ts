import { type LiveEvent, readEvent } from "./event";
import { type Frame, frameReader } from "./frames";

/** How the line to the server stands. `ended`: the session did; `refused`: this role hears no events. */
export type LineState = "connecting" | "live" | "catchingUp" | "offline" | "ended" | "refused";

export interface News {
  readonly state?: LineState;
  readonly events?: readonly LiveEvent[];
  /** The highest number heard of, hidden events too. */
  readonly last?: number;
  /** Something happened that this caller is told nothing about. */
  readonly hidden?: true;
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
export function openLine(options: LineOptions): Line {
  const line = new KeptLine(options);
  void line.dial();
  return line;
}

class KeptLine implements Line {
  private last: number | null;
  private failures = 0;
  private heardAt = Date.now();
  private state: LineState | null = null;
  private attempt: AbortController | null = null;
  private timers: ReturnType<typeof setTimeout>[] = [];
  private closed = false;

  constructor(private readonly options: LineOptions) {
    this.last = options.after ?? null;
  }

  wake(): void {
    const isDoubted = this.state !== "ended" && Date.now() - this.heardAt > DOUBT;
    if (this.state === "offline" || isDoubted) this.breakOff();
  }

  close(): void {
    this.closed = true;
    this.breakOff();
  }

  async dial(): Promise<void> {
    const mine = new AbortController();
    this.attempt = mine;
    if (this.state === null) this.stand("connecting");
    const known = this.last;
    try {
      const response = await this.options.connect(known, mine.signal);
      if (this.attempt !== mine) return;
      if (!response.ok || !response.body) return this.turnedAway(response.status);
      this.begin(known);
      await this.listen(response.body, mine);
    } catch {
      // A dropped line and an aborted one are told apart below.
    }
    if (this.attempt === mine) this.comeBack();
  }

  private begin(known: number | null): void {
    this.failures = 0;
    this.stand(known === null ? "live" : "catchingUp");
    if (known === null) this.options.tell({ gap: true });
    this.heard();
  }

  private async listen(body: ReadableStream<Uint8Array>, mine: AbortController): Promise<void> {
    const decoder = new TextDecoder();
    const read = frameReader();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.attempt !== mine) return;
      this.heard();
      this.take(read(decoder.decode(value, { stream: true })));
    }
  }

  private take(frames: readonly Frame[]): void {
    const events: LiveEvent[] = [];
    let isHidden = false;
    for (const { id, data } of frames) {
      const event = data === null ? null : readEvent(data);
      const number = event?.number ?? id ?? 0;
      // What was told before a break may come twice.
      const isNew = this.last === null || number > this.last;
      if (event && isNew) events.push(event);
      if (data === null && isNew) isHidden = true;
      if (id !== null && (this.last === null || id > this.last)) this.last = id;
    }
    if (this.last === null || frames.length === 0) return;
    this.options.tell({ events, last: this.last, ...(isHidden && { hidden: true }) });
  }

  private heard(): void {
    this.settle();
    this.heardAt = Date.now();
    this.later(() => this.breakOff(), SILENCE);
    if (this.state === "catchingUp") this.later(() => this.stand("live"), CAUGHT_UP);
  }

  private breakOff(): void {
    this.settle();
    this.attempt?.abort();
    this.attempt = null;
    if (!this.closed) void this.dial();
  }

  private comeBack(): void {
    this.settle();
    this.attempt = null;
    if (this.closed) return;
    this.stand("offline");
    const { dice = Math.random } = this.options;
    const wait = Math.min(SHORTEST_WAIT * 2 ** this.failures, LONGEST_WAIT);
    this.failures += 1;
    this.later(() => void this.dial(), wait * (0.5 + dice() / 2));
  }

  private turnedAway(status: number): void {
    if (status === 401) this.giveUp("ended");
    else if (status === 403) this.giveUp("refused");
    else this.comeBack();
  }

  private giveUp(state: LineState): void {
    this.settle();
    this.stand(state);
  }

  private stand(next: LineState): void {
    if (this.state === next) return;
    this.state = next;
    this.options.tell({ state: next });
  }

  private later(action: () => void, milliseconds: number): void {
    this.timers.push(setTimeout(action, milliseconds));
  }

  private settle(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }
}
