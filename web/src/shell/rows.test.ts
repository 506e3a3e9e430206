import { expect, test } from "vitest";
import { pagesAround } from "./rows";

test("the first page is always held, it knows the total", () => {
  expect(pagesAround(0, 12)).toEqual([0]);
  expect(pagesAround(250, 270)).toEqual([0, 2]);
});

test("a window between two pages holds both", () => {
  expect(pagesAround(95, 110)).toEqual([0, 1]);
  expect(pagesAround(99_890, 99_910)).toEqual([0, 998, 999]);
});
