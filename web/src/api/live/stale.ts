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

function staleAfterOne(event: LiveEvent): StaleKey[] {
  const { id } = event.object;
  switch (event.object.type) {
    case "interaction":
    case "communication":
      // Looking at a sensitive row is an event too: asking again for what was looked at would never end.
      if (event.type === "interaction.read") return [["interaction", id, "events"]];
      return [
        ["interaction", id],
        ["interactions"],
        ["outbox"],
        ["history"],
        ...ofPerson(event, ["history", "contactability"]),
      ];
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
    case "note":
      return [["notes"]];
    case "document":
      return ofPerson(event, ["documents"]);
    case "convo":
      return [["convo"]];
    case "company":
      return [["company"], ["rules"]];
    case "profile":
    case "team":
    case "queue":
    case "user":
      return [["me"], ["history"], ["queues"]];
    default:
      return [];
  }
}

function ofPerson(event: LiveEvent, about: readonly string[]): StaleKey[] {
  const people = [event.personId, event.formerPersonId].filter((person) => person !== null);
  return people.flatMap((person) => about.map((what) => ["person", person, what]));
}
