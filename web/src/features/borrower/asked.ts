import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";

/** What is asked about a person. The keys begin with what `live/stale.ts` names. */

export function personAsked(personId: string) {
  return queryOptions({
    queryKey: ["person", personId, "self"],
    queryFn: async ({ signal }) => {
      const call = api.GET("/api/people/{personId}", { params: { path: { personId } }, signal });
      return (await answered(call)).data;
    },
  });
}

export function contactabilityAsked(personId: string) {
  return queryOptions({
    queryKey: ["person", personId, "contactability"],
    queryFn: async ({ signal }) => {
      const call = api.GET("/api/people/{personId}/contactability", {
        params: { path: { personId } },
        signal,
      });
      return (await answered(call)).data;
    },
    // What time alone changes is told by no event.
    refetchInterval: 60_000,
  });
}

export function contactsAsked(personId: string) {
  return queryOptions({
    queryKey: ["person", personId, "contacts"],
    queryFn: async ({ signal }) => {
      const params = { path: { personId }, query: { limit: 100 } };
      return answered(api.GET("/api/people/{personId}/contacts", { params, signal }));
    },
  });
}

export function loansAsked(personId: string) {
  return queryOptions({
    queryKey: ["person", personId, "loans"],
    queryFn: async ({ signal }) => {
      const params = { path: { personId }, query: { limit: 100 } };
      return answered(api.GET("/api/people/{personId}/loans", { params, signal }));
    },
  });
}

export function casesAsked(personId: string) {
  return queryOptions({
    queryKey: ["person", personId, "cases"],
    queryFn: async ({ signal }) => {
      const params = { path: { personId }, query: { limit: 100 } };
      return answered(api.GET("/api/people/{personId}/cases", { params, signal }));
    },
  });
}
