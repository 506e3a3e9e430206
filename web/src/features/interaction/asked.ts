import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { asRefusal, Refusal } from "../../api/refusal";

/** What is asked about one interaction. */

export function interactionAsked(personId: string, interactionId: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, "self"],
    queryFn: async ({ signal }) => {
      const params = { path: { personId, interactionId } };
      const path = "/api/people/{personId}/interactions/{interactionId}";
      const answer = await answered(api.GET(path, { params, signal }));
      // The other shape comes for `searchable=true` alone.
      if ("data" in answer) return answer.data;
      throw new Refusal(500, "unexpected shape of an interaction");
    },
  });
}

export function previousAsked(personId: string, interactionId: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, "previous"],
    queryFn: async ({ signal }) => {
      const params = { path: { personId, interactionId } };
      const path = "/api/people/{personId}/interactions/{interactionId}/previous";
      return (await answered(api.GET(path, { params, signal }))).data;
    },
  });
}

export function eventsAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, "events"],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId }, query: { limit: 1000 } };
      return (await answered(api.GET("/api/interactions/{interactionId}/events", { params, signal }))).data;
    },
  });
}

export function linkedCasesAsked(personId: string, interactionId: string) {
  return queryOptions({
    queryKey: ["person", personId, "cases", "of", interactionId],
    queryFn: async ({ signal }) => {
      const params = { path: { personId, interactionId }, query: { limit: 100 } };
      const path = "/api/people/{personId}/interactions/{interactionId}/cases";
      return (await answered(api.GET(path, { params, signal }))).data;
    },
  });
}

export function convoAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["convo", interactionId],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId } };
      return (await answered(api.GET("/api/interactions/{interactionId}/convo", { params, signal }))).data;
    },
  });
}

export function attachmentsAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, "attachments"],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId } };
      const path = "/api/interactions/{interactionId}/attachments";
      return (await answered(api.GET(path, { params, signal }))).data;
    },
  });
}

export function decisionsAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, "decisions"],
    queryFn: async ({ signal }) => {
      const params = { query: { interactionId, limit: 25 } };
      return (await answered(api.GET("/api/guard/decisions", { params, signal }))).data;
    },
  });
}

export type Audio = "recording" | "voicemail";

/** The signed address of the audio lives for 15 minutes; before, another one would bring nothing new. */
export const LINK_FRESH = 10 * 60_000;

/** The signed address of the audio, on this server. Who listens is not disturbed by another one. */
export function audioAsked(interactionId: string, audio: Audio) {
  return queryOptions({
    queryKey: ["interaction", interactionId, audio],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId }, query: { returnUrl: true } };
      const call =
        audio === "recording"
          ? api.GET("/api/interactions/{interactionId}/recording-content", { params, signal })
          : api.GET("/api/interactions/{interactionId}/voicemail-content", { params, signal });
      const { pathname, search } = new URL((await answered(call)).url, location.origin);
      return pathname + search;
    },
    staleTime: "static",
  });
}

/** What a recording looks like, and what draws it; null where it cannot be drawn. It is listened to once. */
export function heardAsked(interactionId: string, audio: Audio, source: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, audio, "heard"],
    queryFn: async ({ signal }) => {
      const [{ heard }] = await Promise.all([import("./decoded"), import("./Waveform")]);
      return heard(source, signal);
    },
    staleTime: "static",
    retry: false,
  });
}

/** The letter as it was printed; null where none was. */
export function letterAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["interaction", interactionId, "letter"],
    queryFn: async ({ signal }): Promise<Blob | null> => {
      const params = { path: { interactionId } };
      const path = "/api/interactions/{interactionId}/letter";
      try {
        const bytes = await answered(api.GET(path, { params, parseAs: "arrayBuffer", signal }));
        // Shown in a frame, it must be nothing else.
        return new Blob([bytes as unknown as ArrayBuffer], { type: "application/pdf" });
      } catch (error) {
        if (asRefusal(error).status === 404) return null;
        throw error;
      }
    },
    // What was printed stays as it is.
    staleTime: "static",
  });
}
