import { isRecord, text } from "../../api/refusal";
import type { Theme } from "../../api/schema";
import { currentSession } from "../../api/session";

/** The channels on which words written here are sent. */
export type WrittenChannel = "email" | "text";

export interface DraftWords {
  readonly contactId: string | null;
  readonly theme: Theme;
  readonly subject: string;
  readonly body: string;
}

export const EMPTY: DraftWords = { contactId: null, theme: "opsServicing", subject: "", body: "" };

/** A draft outlives a reload, per person and channel; it is gone with the tab. */
export function keepDraft(personId: string, channel: WrittenChannel, draft: DraftWords | null): void {
  const name = kept(personId, channel);
  if (draft) sessionStorage.setItem(name, JSON.stringify(draft));
  else sessionStorage.removeItem(name);
}

export function keptDraft(personId: string, channel: WrittenChannel): DraftWords {
  return readDraft(sessionStorage.getItem(kept(personId, channel)));
}

export function readDraft(json: string | null): DraftWords {
  try {
    const read: unknown = JSON.parse(json ?? "null");
    if (!isRecord(read)) return EMPTY;
    return {
      contactId: text(read.contactId),
      theme: (text(read.theme) ?? EMPTY.theme) as Theme,
      subject: text(read.subject) ?? "",
      body: text(read.body) ?? "",
    };
  } catch {
    return EMPTY;
  }
}

function kept(personId: string, channel: WrittenChannel): string {
  return `switchboard-draft-${currentSession().user?.id}-${personId}-${channel}`;
}
