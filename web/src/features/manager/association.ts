import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { isRecord, text } from "../../api/refusal";
import type { FoundPerson, Interaction, Match } from "../../api/schema";

/** Somebody an interaction may belong to, and why. */
export interface Suggestion {
  readonly person: FoundPerson;
  readonly reasons: readonly { readonly match: Match; readonly of: string }[];
}

const MOST = 4;

/** Who wrote or called, as far as the content says: a number or address, and a name. */
export function senderOf({ content }: Pick<Interaction, "content">): {
  way: string | null;
  name: string | null;
} {
  const given = isRecord(content) ? content : {};
  return { way: text(given.from), name: text(given.fromName) ?? text(given.callerName) };
}

/** Borrowers with the sender's number, address or name. */
export function suggestionsAsked(interaction: Interaction) {
  const { way, name } = senderOf(interaction);
  return queryOptions({
    queryKey: ["found", "suggested", way, name],
    queryFn: async ({ signal }) => {
      const asked = [way, name].filter((words) => words !== null);
      const found = await Promise.all(asked.map((words) => search(words, signal)));
      return merged(found.flat());
    },
    enabled: way !== null || name !== null,
  });
}

async function search(words: string, signal: AbortSignal): Promise<Suggestion[]> {
  const params = { query: { q: words.slice(0, 200), limit: MOST } };
  const { data } = await answered(api.GET("/api/people/search", { params, signal }));
  return data.map((person) => ({
    person,
    // An id that begins like a name says nothing of who wrote.
    reasons: person.matched.filter((match) => match !== "id").map((match) => ({ match, of: words })),
  }));
}

/** Each person once, whoever fits in more ways first. */
export function merged(suggestions: readonly Suggestion[]): Suggestion[] {
  const people = new Map<string, Suggestion>();
  for (const one of suggestions) {
    const before = people.get(one.person.id);
    people.set(one.person.id, before ? { ...before, reasons: [...before.reasons, ...one.reasons] } : one);
  }
  return [...people.values()].sort((one, other) => other.reasons.length - one.reasons.length).slice(0, MOST);
}

/** Links an interaction to a person, or takes it off again with null. */
export async function associate(interactionId: string, personId: string | null): Promise<void> {
  const params = { path: { interactionId } };
  await answered(api.PUT("/api/interactions/{interactionId}/person", { params, body: { personId } }));
}

/** One after the other; those before a refusal stay linked, and are told. */
export async function associateAll(
  interactionIds: readonly string[],
  personId: string | null,
): Promise<{ done: string[]; error: unknown }> {
  const done: string[] = [];
  for (const id of interactionIds) {
    try {
      await associate(id, personId);
      done.push(id);
    } catch (error) {
      return { done, error };
    }
  }
  return { done, error: null };
}
