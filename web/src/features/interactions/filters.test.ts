import { expect, test } from "vitest";
import { asQuery, FILTERS, filterCount, readFilters, withFilter } from "./filters";

const ALL = {
  words: "late fee",
  channel: "email,text",
  case: "CS-LCZ2-SJ9G",
  status: "failed",
  details: "emailBounced",
  theme: "opsCollDebt",
  direction: "outbound",
  type: "external",
  recorded: "yes",
  missed: "yes",
  locked: "yes",
};

test("the ten filters of the document go through the address and to the API", () => {
  expect(FILTERS).toHaveLength(10);
  expect(readFilters(ALL)).toEqual(ALL);
  expect(filterCount(ALL)).toBe(10);
  expect(asQuery(ALL)).toEqual({
    contentContains: "late fee",
    channel: ["email", "text"],
    caseIds: ["CS-LCZ2-SJ9G"],
    status: ["failed"],
    statusDetails: ["emailBounced"],
    theme: ["opsCollDebt"],
    direction: "outbound",
    isExternal: true,
    hasRecording: true,
    missedCall: true,
    sensitive: true,
  });
});

test("an address that makes no sense narrows nothing", () => {
  const strange = {
    words: "  ",
    channel: "<script>",
    direction: "sideways",
    recorded: "maybe",
    other: "1",
    status: 7,
  };
  expect(readFilters(strange)).toEqual({});
  expect(asQuery({})).toEqual({});
});

test("internal is not external", () => {
  expect(asQuery({ type: "internal" })).toEqual({ isExternal: false });
});

test("a filter is set and taken away", () => {
  expect(withFilter({ words: "a" }, "missed", "yes")).toEqual({ words: "a", missed: "yes" });
  expect(withFilter({ words: "a", missed: "yes" }, "missed", undefined)).toEqual({ words: "a" });
});
