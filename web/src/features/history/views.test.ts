import { expect, test } from "vitest";
import { readLayout, showing } from "./layout";
import { isChanged, savedText, searchOf } from "./views";

const LAYOUT = readLayout(null);

test("a search is saved as it stands in the address, and read again", () => {
  const search = { flow: "sms,voice", from: "2026-11-01", sort: "-startedAt", campaign: "Spring, second" };
  expect(searchOf({ search: savedText(search) })).toEqual(search);
  expect(savedText({})).toBe("");
});

test("a view is changed by another filter, not by the order of its words", () => {
  const view = { search: "sort=-startedAt&flow=voice%2Csms", columns: null };
  expect(isChanged(view, { flow: "sms,voice", sort: "-startedAt" }, LAYOUT)).toBe(false);
  expect(isChanged(view, { flow: "voice", sort: "-startedAt" }, LAYOUT)).toBe(true);
  expect(isChanged(view, {}, LAYOUT)).toBe(true);
});

test("columns change a view that has columns of its own, and no other", () => {
  const narrow = showing(LAYOUT, ["flow", "startedAt"]);
  expect(isChanged({ search: "", columns: ["flow", "startedAt"] }, {}, narrow)).toBe(false);
  expect(isChanged({ search: "", columns: ["startedAt", "flow"] }, {}, narrow)).toBe(true);
  expect(isChanged({ search: "", columns: null }, {}, narrow)).toBe(false);
});
