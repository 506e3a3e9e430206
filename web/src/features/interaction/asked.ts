import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { Refusal } from "../../api/refusal";

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

/** The signed address of the audio, on this server: it lives for 15 minutes. */
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
    staleTime: 10 * 60_000,
  });
}
