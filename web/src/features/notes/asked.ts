import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { Note } from "../../api/schema";

/** What a note can be about: the person, or one interaction. */
export type About =
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "interaction"; readonly interactionId: string };

const LIMIT = 100;

export function notesAsked(about: About) {
  return queryOptions({
    queryKey: ["notes", about],
    queryFn: async ({ signal }) => {
      const query = { limit: LIMIT };
      if (about.kind === "person") {
        const params = { path: { personId: about.personId }, query };
        return answered(api.GET("/api/people/{personId}/notes", { params, signal }));
      }
      const params = { path: { interactionId: about.interactionId }, query };
      return answered(api.GET("/api/interactions/{interactionId}/notes", { params, signal }));
    },
  });
}

export async function addNote(about: About, content: string): Promise<Note> {
  const body = { content };
  if (about.kind === "person") {
    const params = { path: { personId: about.personId } };
    return (await answered(api.POST("/api/people/{personId}/notes", { params, body }))).data;
  }
  const params = { path: { interactionId: about.interactionId } };
  return (await answered(api.POST("/api/interactions/{interactionId}/notes", { params, body }))).data;
}

/** Pinned ones first, then important ones, then the newest. */
export function inOrder(notes: readonly Note[]): Note[] {
  const weight = ({ pinned, important }: Note) => (pinned ? 2 : 0) + (important ? 1 : 0);
  return [...notes].sort(
    (one, other) => weight(other) - weight(one) || Date.parse(other.createdAt) - Date.parse(one.createdAt),
  );
}
