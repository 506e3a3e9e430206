import { answered, api } from "../../api/client";
import { Refusal } from "../../api/refusal";
import type { AgentOutcome, NewInteraction, Theme } from "../../api/schema";
import { statusOf } from "./details";

interface Recorded {
  readonly personId: string;
  readonly interaction: NewInteraction;
  readonly caseId: string | null;
  /** What else is to be said of it; it becomes the interaction's note. */
  readonly note: string;
  /** Makes it once only: pressed again after half of it failed, the rest is done. */
  readonly onceKey: string;
}

/** Puts on record what happened elsewhere, with its case and its note. */
export async function record({ personId, interaction, caseId, note, onceKey }: Recorded): Promise<string> {
  const headers = { "Idempotency-Key": onceKey };
  const params = { path: { personId } };
  const call = api.POST("/api/people/{personId}/interactions", { params, body: interaction, headers });
  const answer = await answered(call);
  // The other shape comes for `searchable=true` alone.
  if (!("data" in answer)) throw new Refusal(500, "unexpected shape of an interaction");
  const interactionId = answer.data.id;
  if (caseId) {
    const link = "/api/people/{personId}/cases/{caseId}/interactions/{interactionId}";
    await answered(api.PUT(link, { params: { path: { personId, caseId, interactionId } } }));
  }
  if (note.trim() !== "") {
    const about = { path: { interactionId } };
    const told = { "Idempotency-Key": `${onceKey}-note` };
    const path = "/api/interactions/{interactionId}/notes";
    await answered(api.POST(path, { params: about, body: { content: note.trim() }, headers: told }));
  }
  return interactionId;
}

interface LoggedCall {
  readonly personId: string;
  readonly contactId: string | null;
  /** The number, as it stands in the content. */
  readonly to: string | null;
  readonly theme: Theme;
  readonly loanId: string | null;
  readonly caseId: string | null;
  readonly onceKey: string;
}

/** A call that is about to be made with some telephone: an attempt. */
export function logCall(call: LoggedCall): Promise<string> {
  const { personId, contactId, to, theme, loanId, caseId, onceKey } = call;
  const interaction: NewInteraction = {
    channel: "voice",
    direction: "outbound",
    status: "attempted",
    theme,
    ...(contactId && { contactId }),
    ...(loanId && { loanId }),
    ...(to && { content: { to } }),
  };
  return record({ personId, interaction, caseId, note: "", onceKey });
}

/** What came of it, in the words of whoever called. */
export async function settleCall(personId: string, interactionId: string, agentOutcome: AgentOutcome) {
  const status = statusOf(agentOutcome);
  const body = { agentOutcome, statusDetails: agentOutcome, ...(status && { status }) };
  const params = { path: { personId, interactionId } };
  return answered(api.PUT("/api/people/{personId}/interactions/{interactionId}", { params, body }));
}
