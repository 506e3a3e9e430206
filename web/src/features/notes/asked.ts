import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { Note } from "../../api/schema";

/** What a note can be about: the person, one of their cases, or one interaction. */
export type About =
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "case"; readonly personId: string; readonly caseId: string }
  | { readonly kind: "interaction"; readonly interactionId: string };

export interface NoteWords {
  readonly content: string;
  readonly pinned: boolean;
  readonly important: boolean;
}

const LIMIT = 100;
const OF_CASE = "/api/people/{personId}/cases/{caseId}/notes";
const OF_INTERACTION = "/api/interactions/{interactionId}/notes";

export function notesAsked(about: About) {
  return queryOptions({
    queryKey: ["notes", about],
    queryFn: async ({ signal }) => {
      const query = { limit: LIMIT };
      switch (about.kind) {
        case "person": {
          const params = { path: { personId: about.personId }, query };
          return answered(api.GET("/api/people/{personId}/notes", { params, signal }));
        }
        case "case": {
          const params = { path: { personId: about.personId, caseId: about.caseId }, query };
          return answered(api.GET(OF_CASE, { params, signal }));
        }
        case "interaction": {
          const params = { path: { interactionId: about.interactionId }, query };
          return answered(api.GET(OF_INTERACTION, { params, signal }));
        }
      }
    },
  });
}

export async function addNote(about: About, body: NoteWords): Promise<Note> {
  switch (about.kind) {
    case "person": {
      const params = { path: { personId: about.personId } };
      return (await answered(api.POST("/api/people/{personId}/notes", { params, body }))).data;
    }
    case "case": {
      const params = { path: { personId: about.personId, caseId: about.caseId } };
      return (await answered(api.POST(OF_CASE, { params, body }))).data;
    }
    case "interaction": {
      const params = { path: { interactionId: about.interactionId } };
      return (await answered(api.POST(OF_INTERACTION, { params, body }))).data;
    }
  }
}

export async function changeNote(about: About, noteId: string, body: Partial<NoteWords>): Promise<unknown> {
  switch (about.kind) {
    case "person": {
      const params = { path: { personId: about.personId, noteId } };
      return answered(api.PUT("/api/people/{personId}/notes/{noteId}", { params, body }));
    }
    case "case": {
      const params = { path: { personId: about.personId, caseId: about.caseId, noteId } };
      return answered(api.PUT(`${OF_CASE}/{noteId}`, { params, body }));
    }
    case "interaction": {
      const params = { path: { interactionId: about.interactionId, noteId } };
      return answered(api.PUT(`${OF_INTERACTION}/{noteId}`, { params, body }));
    }
  }
}

export async function deleteNote(about: About, noteId: string): Promise<unknown> {
  switch (about.kind) {
    case "person": {
      const params = { path: { personId: about.personId, noteId } };
      return answered(api.DELETE("/api/people/{personId}/notes/{noteId}", { params }));
    }
    case "case": {
      const params = { path: { personId: about.personId, caseId: about.caseId, noteId } };
      return answered(api.DELETE(`${OF_CASE}/{noteId}`, { params }));
    }
    case "interaction": {
      const params = { path: { interactionId: about.interactionId, noteId } };
      return answered(api.DELETE(`${OF_INTERACTION}/{noteId}`, { params }));
    }
  }
}

/** Pinned ones first, then important ones, then the newest. */
export function inOrder(notes: readonly Note[]): Note[] {
  const weight = ({ pinned, important }: Note) => (pinned ? 2 : 0) + (important ? 1 : 0);
  return [...notes].sort(
    (one, other) => weight(other) - weight(one) || Date.parse(other.createdAt) - Date.parse(one.createdAt),
  );
}
