import { expect, test } from "vitest";
import { moved } from "./recent";

test("who was looked at last stands first, once", () => {
  expect(moved(["a", "b"], "b", false)).toEqual(["b", "a"]);
});

test("no more than eight are kept", () => {
  expect(moved(["1", "2", "3", "4", "5", "6", "7", "8"], "9", false)).toEqual([
    "9",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
  ]);
});

test("who is gone is forgotten", () => {
  expect(moved(["a", "b"], "a", true)).toEqual(["b"]);
});
