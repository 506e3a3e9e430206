import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather } from "./gather";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("the first passes at once, the rest together", () => {
  const rounds: number[][] = [];
  const pass = gather<number>(100, (items) => rounds.push(items));
  pass([1]);
  expect(rounds).toEqual([[1]]);
  pass([2]);
  pass([3, 4]);
  expect(rounds).toEqual([[1]]);
  vi.advanceTimersByTime(100);
  expect(rounds).toEqual([[1], [2, 3, 4]]);
});

test("after a rest the next passes at once again", () => {
  const rounds: number[][] = [];
  const pass = gather<number>(100, (items) => rounds.push(items));
  pass([1]);
  vi.advanceTimersByTime(100);
  pass([2]);
  expect(rounds).toEqual([[1], [2]]);
});
