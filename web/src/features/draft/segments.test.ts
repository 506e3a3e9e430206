import { expect, test } from "vitest";
import { segmentsOf } from "./segments";

test("one segment holds 160 letters of the phone's alphabet, or 70 of any other", () => {
  expect(segmentsOf("")).toEqual({ count: 0, left: 160, wide: false });
  expect(segmentsOf("a".repeat(160))).toEqual({ count: 1, left: 0, wide: false });
  expect(segmentsOf("a".repeat(161))).toEqual({ count: 2, left: 145, wide: false });
  expect(segmentsOf("ж".repeat(70))).toEqual({ count: 1, left: 0, wide: true });
  expect(segmentsOf("ж".repeat(71))).toEqual({ count: 2, left: 63, wide: true });
});

test("the euro sign takes two units, and a pair is never torn", () => {
  expect(segmentsOf("€").left).toBe(158);
  expect(segmentsOf(`${"a".repeat(152)}€${"a".repeat(20)}`)).toEqual({ count: 2, left: 131, wide: false });
});

test("one curly quote makes the whole text wide", () => {
  expect(segmentsOf("It’s late").wide).toBe(true);
});
