import { expect, test } from "vitest";
import { NOTHING, rangeOf, withRows } from "./selection";

test("rows are chosen and left out again", () => {
  const two = withRows(NOTHING, ["a", "b"], true);
  expect([...two]).toEqual(["a", "b"]);
  expect([...withRows(two, ["a"], false)]).toEqual(["b"]);
  expect(NOTHING.size).toBe(0);
});

test("a range runs from one row to the other, whichever stands first", () => {
  expect(rangeOf(2, 4)).toEqual([2, 3, 4]);
  expect(rangeOf(4, 2)).toEqual([2, 3, 4]);
  expect(rangeOf(3, 3)).toEqual([3]);
});
