import type { Channel, TemplateDescriptor } from "../../api/schema";
import { isTooMuch } from "./documents";
import type { DraftWords } from "./kept";
import { needsTheme, nested } from "./template";

/** The channels on which something is sent from here. */
export type SentChannel = Extract<Channel, "email" | "text" | "mail">;

/** The message a draft makes, as the API takes it for sending and for showing it. */
export function messageOf(
  personId: string,
  channel: SentChannel,
  draft: DraftWords,
  template: TemplateDescriptor | null,
) {
  return {
    personId,
    channel,
    subject: template?.subject ?? ("freeForm" as const),
    ...(needsTheme(template) && { theme: draft.theme }),
    ...(template
      ? { language: template.language, context: nested(draft.values) }
      : { content: wordsOf(channel, draft) }),
    ...(template?.productId && { productId: template.productId }),
    ...(draft.contactId && { contactId: draft.contactId }),
    ...(draft.loanId && { loanId: draft.loanId }),
    ...(draft.caseId && { caseId: draft.caseId }),
  };
}

function wordsOf(channel: SentChannel, { subject, body, html, cc, bcc }: DraftWords) {
  if (channel !== "email") return { body };
  return {
    subject,
    bodyText: body,
    bodyHtml: html,
    ...(cc.length > 0 && { cc: [...cc] }),
    ...(bcc.length > 0 && { bcc: [...bcc] }),
  };
}

/** What still has to be said, or said otherwise, before it can go. */
export type Missing = "template" | "subject" | "body" | "values" | "files" | "addresses";

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

export function missingIn(
  channel: SentChannel,
  draft: DraftWords,
  template: TemplateDescriptor | null,
): Missing | null {
  if (channel === "mail") return template ? null : "template";
  if (channel === "email" && !draft.cc.concat(draft.bcc).every(isAddress)) return "addresses";
  if (channel === "email" && isTooMuch(draft.documents)) return "files";
  if (template) return null;
  if (channel === "email" && draft.subject.trim() === "") return "subject";
  return draft.body.trim() === "" ? "body" : null;
}
