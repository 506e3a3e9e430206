import { expect, test } from "vitest";
import type { LiveEvent } from "./event";
import { staleAfter } from "./stale";

function event(type: string, id: string, personId: string | null = null): LiveEvent {
  const kind = type.split(".")[0] ?? "";
  return { number: 1, type, object: { type: kind, id }, personId, formerPersonId: null };
}

test("an interaction touches itself, the lists, and its person's history", () => {
  expect(staleAfter([event("interaction.created", "IN-1", "BO-1")])).toEqual([
    ["interaction", "IN-1"],
    ["interactions"],
    ["outbox"],
    ["history"],
    ["person", "BO-1", "history"],
    ["person", "BO-1", "contactability"],
  ]);
});

test("reading a sensitive interaction asks for nothing that would be read again", () => {
  expect(staleAfter([event("interaction.read", "IN-1", "BO-1")])).toEqual([
    ["interaction", "IN-1", "events"],
  ]);
});

test("an interaction that moved touches both people", () => {
  const moved = { ...event("interaction.associated", "IN-1", "BO-2"), formerPersonId: "BO-1" };
  const keys = staleAfter([moved]).map((key) => key.join(" "));
  expect(keys).toContain("person BO-1 history");
  expect(keys).toContain("person BO-2 history");
});

test("many events of one interaction are one round of questions", () => {
  const many = Array.from({ length: 5_000 }, () => event("interaction.updated", "IN-1", "BO-1"));
  expect(staleAfter(many)).toHaveLength(6);
});

test("after 5,000 events about everybody the whole page is asked anew, once", () => {
  const many = Array.from({ length: 5_000 }, (_, at) => event("interaction.updated", `IN-${at}`, `BO-${at}`));
  expect(staleAfter(many)).toEqual([[]]);
});

test("what other systems keep beside an interaction, and buttons, are asked for again", () => {
  const many = [
    event("invoice.created", "IV-1"),
    event("paymentRequest.updated", "PQ-1"),
    event("button.deleted", "BT-1"),
  ];
  expect(staleAfter(many)).toEqual([["beside"], ["history", "buttons"]]);
});

test("what concerns no page asks for nothing", () => {
  expect(staleAfter([event("webhook.replayed", "WS-1"), event("apiKey.created", "AK-1")])).toEqual([]);
});
