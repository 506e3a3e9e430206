import { answered, api } from "../../api/client";
import type { DraftWords, WrittenChannel } from "./kept";

/** Hands the words over. The key makes it once only, however often it is pressed or asked again. */
export async function send(personId: string, channel: WrittenChannel, draft: DraftWords, onceKey: string) {
  const words = channel === "email" ? { subject: draft.subject, bodyText: draft.body } : { body: draft.body };
  const body = {
    personId,
    channel,
    subject: "freeForm" as const,
    theme: draft.theme,
    content: words,
    ...(draft.contactId && { contactId: draft.contactId }),
  };
  const call = api.POST("/api/communicator/send", { body, headers: { "Idempotency-Key": onceKey } });
  return (await answered(call)).data;
}

export function newOnceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
