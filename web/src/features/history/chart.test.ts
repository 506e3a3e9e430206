import { expect, test } from "vitest";
import type { HistoryVolume } from "../../api/schema";
import { barsOf, ceilingOf } from "./chart";

const WORDS = ["voice", "email"];
const hour = (at: number) => `2026-11-21T${String(at).padStart(2, "0")}:00:00.000Z`;
const bucket = (at: number, flow: HistoryVolume["flow"], count: number): HistoryVolume => ({
  from: hour(at),
  to: hour(at + 1),
  flow: flow ?? null,
  handlingStatus: "processed",
  count,
});

test("a bar holds what began in its hour, in the order of the words, those without one last", () => {
  const bars = barsOf([bucket(9, null, 1), bucket(9, "email", 2), bucket(9, "voice", 3)], "flow", WORDS);
  expect(bars).toEqual([
    {
      from: hour(9),
      to: hour(10),
      total: 6,
      parts: [
        { word: "voice", count: 3 },
        { word: "email", count: 2 },
        { word: null, count: 1 },
      ],
    },
  ]);
});

test("the same figures by status are one part", () => {
  const [bar] = barsOf([bucket(9, "email", 2), bucket(9, "voice", 3)], "handlingStatus", ["processed"]);
  expect(bar?.parts).toEqual([{ word: "processed", count: 5 }]);
});

test("hours in which nothing began stand as empty bars, so that time runs evenly", () => {
  const bars = barsOf([bucket(12, "voice", 1), bucket(9, "voice", 1)], "flow", WORDS);
  expect(bars.map(({ from, total }) => [from, total])).toEqual([
    [hour(9), 1],
    [hour(10), 0],
    [hour(11), 0],
    [hour(12), 1],
  ]);
});

test("a day of 25 hours leaves no gap of an hour", () => {
  const day = (from: string, to: string): HistoryVolume => ({ from, to, flow: "voice", count: 1 });
  const bars = barsOf(
    [
      day("2026-10-31T04:00:00Z", "2026-11-01T04:00:00Z"),
      day("2026-11-02T05:00:00Z", "2026-11-03T05:00:00Z"),
    ],
    "flow",
    WORDS,
  );
  expect(bars.map(({ to }) => to)).toEqual([
    "2026-11-01T04:00:00Z",
    "2026-11-02T05:00:00.000Z",
    "2026-11-03T05:00:00Z",
  ]);
});

test("the ceiling is a round number", () => {
  const high = (total: number) => ceilingOf([{ from: "", to: "", total, parts: [] }]);
  expect([high(0), high(1), high(7), high(13), high(230), high(501)]).toEqual([1, 1, 10, 20, 500, 1000]);
});
