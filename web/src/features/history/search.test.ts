import { expect, test } from "vitest";
import {
  asQuery,
  changed,
  FILTERS,
  filterCount,
  isSameRows,
  readHistorySearch,
  toggled,
  widened,
} from "./search";

const ZONE = "America/New_York";

const ALL = {
  from: "2026-11-01",
  to: "2026-11-21",
  search: "(518) 555-0143",
  flow: "sms,voice",
  handlingStatus: "aborted,none",
  direction: "inbound",
  originalRouting: "smart",
  currentRouting: "direct",
  advisorId: "US-1111-1111",
  queueId: "QU-1111-1111,none",
  customerAddress: "example.com",
  campaign: "Spring, second round",
  reason: "hung up",
  templateDescriptorId: "TD-1111-1111",
  interactionId: "IN-1111-1111,IN-2222-2222",
  personId: "BO-1111-1111",
  caseId: "CS-1111-1111",
  endedAtFrom: "2026-11-02T10:00:00Z",
  endedAtTo: "2026-11-20",
  waitingMin: "10",
  waitingMax: "60",
  handlingMin: "0",
  handlingMax: "600",
  wrapUpMin: "1",
  wrapUpMax: "30",
  sort: "-waitingDuration",
};

test("every column, the template and the interaction id go through the address and to the API", () => {
  expect(readHistorySearch(ALL)).toEqual(ALL);
  expect(filterCount(ALL)).toBe(FILTERS.length);
  expect(asQuery(ALL, ZONE)).toEqual({
    startedAtFrom: "2026-11-01T04:00:00.000Z",
    startedAtTo: "2026-11-22T04:59:59.999999Z",
    search: "(518) 555-0143",
    flow: ["sms", "voice"],
    handlingStatus: ["aborted", "none"],
    direction: ["inbound"],
    originalRouting: ["smart"],
    currentRouting: ["direct"],
    advisorId: ["US-1111-1111"],
    queueId: ["QU-1111-1111", "none"],
    customerAddress: "example.com",
    campaign: ["Spring, second round"],
    reason: "hung up",
    templateDescriptorId: "TD-1111-1111",
    interactionId: ["IN-1111-1111", "IN-2222-2222"],
    personId: "BO-1111-1111",
    caseId: "CS-1111-1111",
    endedAtFrom: "2026-11-02T10:00:00Z",
    endedAtTo: "2026-11-21T04:59:59.999999Z",
    waitingMin: 10,
    waitingMax: 60,
    handlingMin: 0,
    handlingMax: 600,
    wrapUpMin: 1,
    wrapUpMax: 30,
    sortBy: ["-waitingDuration"],
  });
});

test("an order without a sign is the smallest first, and the API is told so", () => {
  expect(asQuery({ sort: "queue" }, ZONE)).toEqual({ sortBy: ["+queue"] });
});

test("without an address the API is asked for its own today", () => {
  expect(readHistorySearch({})).toEqual({});
  expect(asQuery({}, ZONE)).toEqual({});
});

test("an address that makes no sense narrows nothing", () => {
  const strange = { from: "yesterday", flow: "<script>", waitingMin: "-1", sort: "a b", search: " ", to: 7 };
  expect(readHistorySearch(strange)).toEqual({});
});

test("a word is put into a list and taken out again", () => {
  const once = toggled({ sort: "flow" }, "flow", "voice");
  expect(once).toEqual({ sort: "flow", flow: "voice" });
  expect(toggled(once, "flow", "email")).toEqual({ sort: "flow", flow: "email,voice" });
  expect(toggled(once, "flow", "voice")).toEqual({ sort: "flow" });
});

test("widening keeps the period and the order", () => {
  expect(widened(ALL)).toEqual({ from: ALL.from, to: ALL.to, sort: ALL.sort });
  expect(changed({ flow: "voice" }, { flow: undefined, reason: "busy" })).toEqual({ reason: "busy" });
});

test("another order leaves the same rows, another filter does not", () => {
  expect(isSameRows({ flow: "voice" }, { flow: "voice", sort: "queue" })).toBe(true);
  expect(isSameRows({ flow: "voice" }, { flow: "email" })).toBe(false);
  expect(isSameRows({}, { from: "2026-11-01" })).toBe(false);
});
