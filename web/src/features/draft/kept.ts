import { isRecord, text } from "../../api/refusal";
import type { Channel, Theme } from "../../api/schema";
import { currentSession } from "../../api/session";

/** The channels whose drafts are kept: three that are sent, and calls that are noted down. */
export type DraftChannel = Extract<Channel, "email" | "text" | "mail" | "voice">;

export interface DraftWords {
  readonly contactId: string | null;
  readonly theme: Theme;
  readonly loanId: string | null;
  readonly caseId: string | null;
  /** The template that says it; none: free words. */
  readonly templateId: string | null;
  /** What the template asks for beyond the record, by path: `loan.amountDue`. */
  readonly values: Readonly<Record<string, string>>;
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** The subject line of an email. */
  readonly subject: string;
  /** The words as plain text; of an email its text alternative. */
  readonly body: string;
  readonly html: string;
  readonly documents: readonly AttachedDocument[];
  /** The call that was noted and still lacks its outcome. */
  readonly loggedId: string | null;
}

/** What a part of the form does to the draft. */
export type Change = (next: Partial<DraftWords>) => void;

export interface AttachedDocument {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

export const EMPTY: DraftWords = {
  contactId: null,
  theme: "opsServicing",
  loanId: null,
  caseId: null,
  templateId: null,
  values: {},
  cc: [],
  bcc: [],
  subject: "",
  body: "",
  html: "",
  documents: [],
  loggedId: null,
};

/** A draft outlives a reload, per person and channel; it is gone with the tab. */
export function keepDraft(personId: string, channel: DraftChannel, draft: DraftWords): void {
  sessionStorage.setItem(kept(personId, channel), JSON.stringify(draft));
}

export function keptDraft(personId: string, channel: DraftChannel): DraftWords {
  return readDraft(sessionStorage.getItem(kept(personId, channel)));
}

export function readDraft(json: string | null): DraftWords {
  const read = parsed(json);
  if (!isRecord(read)) return EMPTY;
  return {
    contactId: text(read.contactId),
    theme: (text(read.theme) ?? EMPTY.theme) as Theme,
    loanId: text(read.loanId),
    caseId: text(read.caseId),
    templateId: text(read.templateId),
    values: Object.fromEntries(
      Object.entries(isRecord(read.values) ? read.values : {}).filter(
        (pair): pair is [string, string] => typeof pair[1] === "string",
      ),
    ),
    cc: texts(read.cc),
    bcc: texts(read.bcc),
    subject: text(read.subject) ?? "",
    body: text(read.body) ?? "",
    html: text(read.html) ?? "",
    documents: documents(read.documents),
    loggedId: text(read.loggedId),
  };
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return null;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function documents(value: unknown): AttachedDocument[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).flatMap(({ id, name, size }) => {
    const known = text(id);
    return known ? [{ id: known, name: text(name) ?? known, size: Number(size) || 0 }] : [];
  });
}

function kept(personId: string, channel: DraftChannel): string {
  return `switchboard-draft-${currentSession().user?.id}-${personId}-${channel}`;
}
