import { expect, test } from "vitest";
import { measureOf } from "./export";

const bytes = (text: string) => new TextEncoder().encode(text);

test("an export of a known length tells its part by bytes", () => {
  const part = measureOf(new Headers({ "content-length": "10" }), "xlsx", 5);
  expect([part(bytes("12345")), part(bytes("1234567"))]).toEqual([0.5, 1]);
});

test("one of known rows tells it by lines, the heading being one more", () => {
  const csv = measureOf(new Headers(), "csv", 3);
  expect([csv(bytes("id\r\na\r\n")), csv(bytes("b\r\nc\r\n"))]).toEqual([0.5, 1]);
  const ndjson = measureOf(new Headers(), "ndjson", 2);
  expect(ndjson(bytes("{}\n"))).toBe(0.5);
});

test("where neither is known, nothing is made up", () => {
  expect(measureOf(new Headers(), "xlsx", 4)(bytes("x"))).toBeNull();
  expect(
    measureOf(new Headers({ "content-length": "9", "content-encoding": "gzip" }), "csv", null)(bytes("x")),
  ).toBeNull();
});
