import type { BadField } from "../../api/refusal";
import type { AgentOutcome, Direction, NewInteraction, Status, StatusDetail, Theme } from "../../api/schema";
import { type ExternalChannel, statusOf } from "./details";

/** What somebody says of a contact that took place elsewhere. */
export interface Told {
  readonly channel: ExternalChannel;
  readonly direction: Direction;
  /** Local date and time, as the field gives it. */
  readonly startedAt: string;
  readonly minutes: string;
  readonly contactId: string | null;
  readonly theme: Theme;
  readonly agentOutcome: AgentOutcome | null;
  readonly status: Status;
  readonly statusDetails: StatusDetail | null;
  readonly loanId: string | null;
  readonly caseId: string | null;
  readonly subject: string;
  readonly words: string;
  readonly sensitive: boolean;
}

export function newlyTold(channel: ExternalChannel, now: Date): Told {
  return {
    channel,
    direction: channel === "voice" ? "outbound" : "inbound",
    startedAt: localTime(now),
    minutes: "",
    contactId: null,
    theme: "opsServicing",
    agentOutcome: null,
    status: channel === "voice" ? "attempted" : "succeeded",
    statusDetails: null,
    loanId: null,
    caseId: null,
    subject: "",
    words: "",
    sensitive: false,
  };
}

/** An outcome brings its status and its detail; both can be said otherwise. */
export function withOutcome(told: Told, agentOutcome: AgentOutcome | null): Told {
  if (!agentOutcome) return { ...told, agentOutcome };
  const status = statusOf(agentOutcome) ?? told.status;
  return { ...told, agentOutcome, status, statusDetails: agentOutcome };
}

/** As the API takes it. Words of a call are its note, not its content: nobody wrote down what was said. */
export function asInteraction(told: Told): NewInteraction {
  const started = new Date(told.startedAt);
  const isCall = told.channel === "voice";
  const seconds = isCall && told.minutes !== "" ? Math.round(Number(told.minutes) * 60) : null;
  const content = contentOf(told, seconds);
  return {
    channel: told.channel,
    direction: told.direction,
    status: told.status,
    theme: told.theme,
    startedAt: started.toISOString(),
    ...(seconds !== null && { endedAt: new Date(started.getTime() + seconds * 1000).toISOString() }),
    ...(content && { content }),
    ...(told.statusDetails && { statusDetails: told.statusDetails }),
    ...(isCall && told.agentOutcome && { agentOutcome: told.agentOutcome }),
    ...(told.contactId && { contactId: told.contactId }),
    ...(told.loanId && { loanId: told.loanId }),
    ...(told.sensitive && { sensitive: true }),
  };
}

function contentOf(told: Told, seconds: number | null): Record<string, unknown> | null {
  if (told.channel === "voice") return seconds === null ? null : { durationSec: seconds };
  if (told.channel === "email") return { subject: told.subject.trim(), bodyText: told.words };
  return { body: told.words };
}

/** Mistakes that are seen before the API is asked, by the field they stand at. */
export type Mistake = "outcome" | "started" | "future" | "minutes" | "words";

export function mistakesIn(told: Told, now: Date): Partial<Record<keyof Told, Mistake>> {
  const started = Date.parse(told.startedAt);
  const isCall = told.channel === "voice";
  const outcome = isCall && !told.agentOutcome;
  const minutes = isCall && told.minutes !== "" && !(Number(told.minutes) >= 0);
  return {
    ...(outcome && { agentOutcome: "outcome" as const }),
    ...(Number.isNaN(started) && { startedAt: "started" as const }),
    ...(started > now.getTime() + 60_000 && { startedAt: "future" as const }),
    ...(minutes && { minutes: "minutes" as const }),
    ...(!isCall && told.words.trim() === "" && { words: "words" as const }),
  };
}

/** The API's names of fields that are called otherwise here. */
const FIELDS: Record<string, keyof Told> = { endedAt: "minutes", content: "words" };

/** What the API says is wrong, by field; and what belongs to none. */
export function refusedFields(fields: readonly BadField[], told: Told) {
  const by: Partial<Record<keyof Told, string>> = {};
  const rest: string[] = [];
  for (const { field, message } of fields) {
    const name = FIELDS[field] ?? field;
    if (name in told) by[name as keyof Told] ??= message;
    else rest.push(`${field}: ${message}`);
  }
  return { by, rest };
}

/** `2026-03-01T14:05`, in the reader's zone. */
function localTime(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
