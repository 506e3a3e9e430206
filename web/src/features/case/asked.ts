import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { asRefusal } from "../../api/refusal";
import type { Case, CaseStatus, DoNotInteract, Event } from "../../api/schema";
import type { asBody } from "./hours";

/** What is asked about one case. An event of a case makes all of these stale: they lie below the person's cases. */

const ONE = "/api/people/{personId}/cases/{caseId}";
const CLOSED = "/api/people/{personId}/cases/{caseId}/do-not-interact";

export function caseAsked(personId: string, caseId: string) {
  return queryOptions({
    queryKey: ["person", personId, "cases", "self", caseId],
    queryFn: async ({ signal }) => {
      const params = { path: { personId, caseId } };
      return (await answered(api.GET(ONE, { params, signal }))).data;
    },
  });
}

/** Null where the case closes nothing. */
export function doNotInteractAsked(personId: string, caseId: string) {
  return queryOptions({
    queryKey: ["person", personId, "cases", "doNotInteract", caseId],
    queryFn: async ({ signal }): Promise<DoNotInteract | null> => {
      const params = { path: { personId, caseId } };
      try {
        return (await answered(api.GET(CLOSED, { params, signal }))).data;
      } catch (error) {
        if (asRefusal(error).status === 404) return null;
        throw error;
      }
    },
  });
}

const LINKED = 20;

/** The newest interactions of a case; the history shows all of them. */
export function linkedAsked(personId: string, caseId: string) {
  return queryOptions({
    queryKey: ["person", personId, "history", "ofCase", caseId],
    queryFn: async ({ signal }) => {
      const query = { caseIds: [caseId], view: "card" as const, sortBy: ["-startedAt"], limit: LINKED };
      const params = { path: { personId }, query };
      return answered(api.GET("/api/people/{personId}/interactions", { params, signal }));
    },
  });
}

const PAGE = 1000;
const MOST_PAGES = 20;

/** What happened to a case. The log knows a person's events alone, so those of the case are picked out of them. */
export function caseEventsAsked(personId: string, caseId: string) {
  return queryOptions({
    queryKey: ["person", personId, "cases", "events", caseId],
    queryFn: async ({ signal }): Promise<Event[]> => {
      const events: Event[] = [];
      let after = 0;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const params = { path: { personId }, query: { after, limit: PAGE } };
        const { data, last } = await answered(api.GET("/api/people/{personId}/events", { params, signal }));
        events.push(...data.filter(({ object }) => object.type === "case" && object.id === caseId));
        if (last <= after || data.length === 0) break;
        after = last;
      }
      return events;
    },
  });
}

export interface CaseChanges {
  readonly status?: CaseStatus;
  readonly outcome?: string | null;
  readonly name?: string | null;
  readonly loanIds?: string[];
  readonly assigneeId?: string | null;
}

export async function changeCase(personId: string, caseId: string, body: CaseChanges): Promise<Case> {
  const params = { path: { personId, caseId } };
  return (await answered(api.PUT(ONE, { params, body }))).data;
}

export async function closeContact(
  personId: string,
  caseId: string,
  body: ReturnType<typeof asBody>,
): Promise<unknown> {
  return answered(api.PUT(CLOSED, { params: { path: { personId, caseId } }, body }));
}

export async function openContact(personId: string, caseId: string): Promise<unknown> {
  return answered(api.DELETE(CLOSED, { params: { path: { personId, caseId } } }));
}
