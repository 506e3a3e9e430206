import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFlight } from "./flight";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (call: () => void) => setTimeout(call, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a jump and a slow scroll are no flight, many rows a frame are", () => {
  const flight = createFlight();
  flight.note(5_000, 1_000);
  expect(flight.isFast()).toBe(false);
  flight.note(5_020, 1_016);
  expect(flight.isFast()).toBe(false);
  flight.note(5_160, 1_032);
  expect(flight.isFast()).toBe(true);
});

test("after it the lines are drawn whole, some in a frame, and those that are gone not at all", () => {
  const flight = createFlight();
  const landed: number[] = [];
  flight.note(0, 1_000);
  flight.note(200, 1_016);
  const taken = Array.from({ length: 6 }, (_, at) => flight.whenSlow(() => landed.push(at)));
  taken[1]?.();
  vi.advanceTimersByTime(100);
  expect(landed).toEqual([]);
  vi.advanceTimersByTime(37);
  expect(landed).toEqual([0, 2, 3, 4]);
  vi.advanceTimersByTime(16);
  expect(landed).toEqual([0, 2, 3, 4, 5]);
});
