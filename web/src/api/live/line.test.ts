import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type LineState, type News, openLine } from "./line";

/** A server of which each connection is held by the test. */
class Server {
  readonly asked: (number | null)[] = [];
  private answers: (Response | "down")[] = [];
  private open: ReadableStreamDefaultController<Uint8Array> | null = null;

  readonly connect = (after: number | null, signal: AbortSignal): Promise<Response> => {
    this.asked.push(after);
    const answer = this.answers.shift();
    if (answer === "down") return Promise.reject(new TypeError("unreachable"));
    if (answer) return Promise.resolve(answer);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.open = controller;
        signal.addEventListener("abort", () => {
          if (this.open === controller) controller.error(new DOMException("aborted", "AbortError"));
        });
      },
    });
    return Promise.resolve(new Response(body));
  };

  answerNext(...answers: (Response | "down")[]): void {
    this.answers.push(...answers);
  }

  async says(bytes: string): Promise<void> {
    this.open?.enqueue(new TextEncoder().encode(bytes));
    await vi.advanceTimersByTimeAsync(0);
  }

  async hangsUp(): Promise<void> {
    this.open?.close();
    await vi.advanceTimersByTimeAsync(0);
  }
}

function event(number: number): string {
  const data = { number, type: "person.updated", object: { type: "person", id: "BO-1" }, personId: "BO-1" };
  return `id: ${number}\nevent: person.updated\ndata: ${JSON.stringify(data)}\n\n`;
}

function listening(server: Server, after: number | null = null) {
  const told: News[] = [];
  const line = openLine({ connect: server.connect, tell: (news) => told.push(news), after, dice: () => 1 });
  return {
    line,
    told,
    states: (): LineState[] => told.flatMap((news) => news.state ?? []),
    numbers: () => told.flatMap((news) => news.events ?? []).map(({ number }) => number),
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test("a fresh line says that what was loaded before may be old", async () => {
  const server = new Server();
  const { told, line } = listening(server);
  await pass(0);
  expect(server.asked).toEqual([null]);
  expect(told).toEqual([{ state: "connecting" }, { state: "live" }, { gap: true }]);
  line.close();
});

test("after a drop it reads on from the last number, a hidden one too", async () => {
  const server = new Server();
  const { states, numbers, line } = listening(server);
  await pass(0);
  await server.says(`: open\n\n${event(4)}id: 7\n\n`);
  await server.hangsUp();
  expect(states().at(-1)).toBe("offline");
  await pass(600);
  expect(server.asked).toEqual([null, 7]);
  expect(states().at(-1)).toBe("catchingUp");
  await server.says(event(8));
  await pass(400);
  expect(states().at(-1)).toBe("live");
  expect(numbers()).toEqual([4, 8]);
  line.close();
});

test("what comes twice is told once", async () => {
  const server = new Server();
  const { numbers, line } = listening(server, 3);
  await pass(0);
  await server.says(event(4));
  await server.says(event(4) + event(5));
  expect(numbers()).toEqual([4, 5]);
  line.close();
});

test("that something happened which is not for us is told, once, and not of what is", async () => {
  const server = new Server();
  const { told, line } = listening(server, 3);
  const hidden = () => told.filter((news) => news.hidden).length;
  await pass(0);
  await server.says(event(4));
  expect(hidden()).toBe(0);
  await server.says("id: 5\n\n");
  await server.says(`id: 5\n\n${event(6)}`);
  expect(hidden()).toBe(1);
  line.close();
});

test("a silent line is given up after 45 seconds, one with heartbeats is kept", async () => {
  const server = new Server();
  const { line } = listening(server, 1);
  await pass(30_000);
  await server.says(": beat\n\n");
  await pass(30_000);
  expect(server.asked).toEqual([1]);
  await pass(15_001);
  expect(server.asked).toEqual([1, 1]);
  line.close();
});

test("it waits longer after each failure, and never for ever", async () => {
  const server = new Server();
  server.answerNext(...Array.from({ length: 10 }, () => "down" as const));
  const { states, line } = listening(server, 1);
  await pass(500);
  expect(server.asked).toHaveLength(2);
  await pass(999);
  expect(server.asked).toHaveLength(2);
  await pass(1);
  expect(server.asked).toHaveLength(3);
  await pass(120_000);
  expect(server.asked.length).toBeGreaterThan(9);
  expect(states().at(-1)).toBe("live");
  line.close();
});

test("waking up comes back at once", async () => {
  const server = new Server();
  server.answerNext("down", "down", "down", "down");
  const { line } = listening(server, 1);
  await pass(4_000);
  const before = server.asked.length;
  line.wake();
  await pass(0);
  expect(server.asked).toHaveLength(before + 1);
  line.close();
});

test("an ended session is told and not asked for again", async () => {
  const server = new Server();
  server.answerNext(new Response(null, { status: 401 }));
  const { states, line } = listening(server, 1);
  await pass(60_000);
  expect(server.asked).toHaveLength(1);
  expect(states()).toEqual(["connecting", "ended"]);
  line.close();
});

test("5,000 events after ten minutes offline are all told, in order", async () => {
  const server = new Server();
  const { numbers, line } = listening(server, 0);
  await pass(0);
  server.answerNext(...Array.from({ length: 30 }, () => "down" as const));
  await server.hangsUp();
  await pass(600_000);
  const all = Array.from({ length: 5_000 }, (_, at) => at + 1);
  for (let at = 0; at < all.length; at += 500) {
    await server.says(
      all
        .slice(at, at + 500)
        .map(event)
        .join(""),
    );
  }
  expect(server.asked.at(-1)).toBe(0);
  expect(numbers()).toEqual(all);
  line.close();
});
