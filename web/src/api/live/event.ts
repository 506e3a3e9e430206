import { isRecord, text } from "../refusal";

/** What pages need of an event of the log. */
export interface LiveEvent {
  readonly number: number;
  readonly type: string;
  readonly object: { readonly type: string; readonly id: string };
  readonly personId: string | null;
  /** The person it belonged to before, where that changed. */
  readonly formerPersonId: string | null;
}

/** Reads an event; null where it is none that we understand. */
export function readEvent(json: string): LiveEvent | null {
  const read = parsed(json);
  if (!isRecord(read) || !isRecord(read.object)) return null;
  const [type, kind, id] = [text(read.type), text(read.object.type), text(read.object.id)];
  if (!type || !kind || typeof read.number !== "number") return null;
  return {
    number: read.number,
    type,
    object: { type: kind, id: id ?? "" },
    personId: text(read.personId),
    formerPersonId: formerPerson(read.changes),
  };
}

function formerPerson(changes: unknown): string | null {
  if (!isRecord(changes) || !isRecord(changes.personId)) return null;
  return text(changes.personId.from);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
