import { answered, api } from "../../api/client";
import type { Sent, TemplateDescriptor } from "../../api/schema";
import type { DraftWords } from "./kept";
import { messageOf, type SentChannel } from "./message";

interface Parcel {
  readonly personId: string;
  readonly channel: SentChannel;
  readonly draft: DraftWords;
  readonly template: TemplateDescriptor | null;
  /** Not before; none: now. */
  readonly from: string | null;
  /** Makes it once only, however often it is pressed or asked again. */
  readonly onceKey: string;
}

/** Hands the words over. */
export async function send({ personId, channel, draft, template, from, onceKey }: Parcel): Promise<Sent> {
  const attachments = draft.documents.map(({ id }) => id);
  const body = {
    ...messageOf(personId, channel, draft, template),
    ...(channel === "email" && attachments.length > 0 && { attachments }),
    ...(from && { scheduledAtFrom: from }),
  };
  const call = api.POST("/api/communicator/send", { body, headers: { "Idempotency-Key": onceKey } });
  return (await answered(call)).data;
}

export function newOnceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
