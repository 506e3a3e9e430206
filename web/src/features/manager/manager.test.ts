import { expect, test } from "vitest";
import type { FoundPerson } from "../../api/schema";
import { merged, type Suggestion, senderOf } from "./association";
import { readDecisionSearch } from "./decisions";

const who = (id: string, match: "phone" | "name"): Suggestion => ({
  person: { id } as FoundPerson,
  reasons: [{ match, of: id }],
});

test("whoever fits in two ways stands first, once", () => {
  const suggestions = merged([who("BO-1", "phone"), who("BO-2", "phone"), who("BO-2", "name")]);
  expect(suggestions.map(({ person, reasons }) => [person.id, reasons.map(({ match }) => match)])).toEqual([
    ["BO-2", ["phone", "name"]],
    ["BO-1", ["phone"]],
  ]);
});

test("the sender is read from any content without harm", () => {
  expect(senderOf({ content: { from: "+15185550143", fromName: "Ada" } })).toEqual({
    way: "+15185550143",
    name: "Ada",
  });
  expect(senderOf({ content: null })).toEqual({ way: null, name: null });
  expect(senderOf({ content: { from: 7 } })).toEqual({ way: null, name: null });
});

test("an address that makes no sense narrows nothing", () => {
  expect(readDecisionSearch({ outcome: "perhaps", rule: "<b>", person: 7 })).toEqual({});
  expect(readDecisionSearch({ outcome: "deny", rule: "CG-REGF-7IN7" })).toEqual({
    outcome: "deny",
    rule: "CG-REGF-7IN7",
  });
});
