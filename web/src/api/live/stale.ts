import type { LiveEvent } from "./event";

/** The beginning of the keys of every query that has to be asked again. */
export type StaleKey = readonly string[];

/** Past this many keys it is quicker to ask everything on the page again. */
const MOST = 200;
const EVERYTHING: readonly StaleKey[] = [[]];

/** What no longer holds after these events. Knows the names of the queries of every feature. */
export function staleAfter(events: readonly LiveEvent[]): readonly StaleKey[] {
  const keys = new Map<string, StaleKey>();
  for (const event of events) {
    for (const key of staleAfterOne(event)) keys.set(key.join("\n"), key);
    if (keys.size > MOST) return EVERYTHING;
  }
  return [...keys.values()];
}

/** Where it does not matter which one it was. */
const ALWAYS: Readonly<Record<string, readonly StaleKey[]>> = {
  note: [["notes"]],
  convo: [["convo"]],
  company: [["company"], ["rules"]],
  button: [["history", "buttons"]],
  ...same(["qualification", "surveyAnswer", "invoice", "paymentRequest"], [["beside"]]),
  ...same(["profile", "team", "queue", "user"], [["me"], ["history"], ["queues"], ["views"], ["advisors"]]),
};

function staleAfterOne(event: LiveEvent): readonly StaleKey[] {
  switch (event.object.type) {
    case "interaction":
    case "communication":
      return staleAfterInteraction(event);
    case "case":
      return [["cases"], ...ofPerson(event, ["cases", "contactability"])];
    case "person":
      return [["found"], ["history"], ...ofPerson(event, ["self", "contactability"])];
    case "contact":
      return [["found"], ...ofPerson(event, ["contacts", "contactability"])];
    case "loan":
      return ofPerson(event, ["loans", "contactability"]);
    case "consent":
    case "legalRepresentative":
    case "override":
      return ofPerson(event, ["contactability"]);
    case "document":
      return ofPerson(event, ["documents"]);
    default:
      return ALWAYS[event.object.type] ?? [];
  }
}

function staleAfterInteraction(event: LiveEvent): StaleKey[] {
  const { id } = event.object;
  // Looking at a sensitive row is an event too: asking again for what was looked at would never end.
  if (event.type === "interaction.read") return [["interaction", id, "events"]];
  return [
    ["interaction", id],
    ["interactions"],
    ["outbox"],
    ["history"],
    ...ofPerson(event, ["history", "contactability"]),
  ];
}

function same(types: readonly string[], keys: readonly StaleKey[]) {
  return Object.fromEntries(types.map((type) => [type, keys]));
}

function ofPerson(event: LiveEvent, about: readonly string[]): StaleKey[] {
  const people = [event.personId, event.formerPersonId].filter((person) => person !== null);
  return people.flatMap((person) => about.map((what) => ["person", person, what]));
}
