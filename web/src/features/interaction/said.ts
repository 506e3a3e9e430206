import { isRecord, text } from "../../api/refusal";

/** What is understood of a content; anything may stand in it. */
export interface Said {
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly from: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly messages: readonly SaidMessage[];
  readonly transcript: string | null;
  readonly seconds: number | null;
  readonly holdSeconds: number | null;
}

export interface SaidMessage {
  readonly key: string;
  readonly at: string | null;
  /** Whose side it stands on: theirs on the left, ours on the right. */
  readonly side: "theirs" | "ours" | "system";
  readonly name: string | null;
  readonly body: string;
}

const THEIRS = new Set(["borrower", "customer", "client", "user", "person", "consumer", "contact"]);
const SYSTEMS = new Set(["system", "bot", "automatic"]);

export function readContent(content: unknown): Said {
  const given = isRecord(content) ? content : {};
  return {
    subject: text(given.subject) ?? text(given.subjectLine),
    text: text(given.bodyText) ?? text(given.body) ?? text(given.text),
    html: text(given.bodyHtml) ?? text(given.html),
    from: text(given.fromName) && text(given.from) ? `${given.fromName} <${given.from}>` : text(given.from),
    to: texts(given.to),
    cc: texts(given.cc),
    messages: Array.isArray(given.messages) ? given.messages.filter(isRecord).map(readMessage) : [],
    transcript: text(given.transcript),
    seconds: number(given.durationSec),
    holdSeconds: number(given.holdDurationSec),
  };
}

export function sideOf(author: string | null): SaidMessage["side"] {
  const word = author?.toLowerCase() ?? "";
  if (THEIRS.has(word)) return "theirs";
  return SYSTEMS.has(word) ? "system" : "ours";
}

function readMessage(message: Record<string, unknown>, at: number): SaidMessage {
  const author = isRecord(message.author) ? message.author : { type: message.author };
  const type = text(author.type);
  return {
    key: String(at),
    at: text(message.at),
    side: sideOf(type),
    name: text(author.name),
    body: text(message.body) ?? "",
  };
}

function texts(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.map(text).filter((item) => item !== null);
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
