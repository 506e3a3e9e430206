import type { ContactLabel, DoNotInteract } from "../../api/schema";

/** What a do-not-interact says, as its form holds it. */
export interface Closed {
  /** Empty: all of them. */
  readonly channels: readonly string[];
  readonly themes: readonly string[];
  readonly startDate: string;
  readonly endDate: string;
  /** 1 Monday to 7 Sunday; empty: every day. */
  readonly daysOfWeek: readonly number[];
  readonly timezone: string | null;
  readonly timesOfDay: readonly Hours[];
  readonly contactLabels: readonly ContactLabel[];
}

export interface Hours {
  readonly fromHour: number;
  readonly toHour: number;
}

export const CHANNELS = ["voice", "email", "text", "chat", "mail", "fax"] as const;
export const THEMES = [
  "opsCollDebt",
  "opsCollLocateBorrower",
  "opsCollVerifyEmployment",
  "opsCollContactEmployerNotice",
  "opsServicing",
  "opsServicingDebtValidation",
  "opsServicingNegativeCreditReportNotice",
  "opsServicingTimeBarredNotice",
] as const;
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A new one closes everything from today for good. */
export function closedNow(today: string): Closed {
  return {
    channels: [],
    themes: [],
    startDate: today,
    endDate: "",
    daysOfWeek: [],
    timezone: null,
    timesOfDay: [],
    contactLabels: [],
  };
}

export function closedOf(kept: DoNotInteract): Closed {
  const some = (words: readonly string[]) => (words.includes("all") ? [] : words);
  return {
    channels: some(kept.channels),
    themes: some(kept.themes),
    startDate: kept.startDate,
    endDate: kept.endDate ?? "",
    // 0 is Sunday too.
    daysOfWeek: [...new Set(kept.daysOfWeek.map((day) => (day === 0 ? 7 : day)))],
    timezone: kept.timezone ?? null,
    timesOfDay: kept.timesOfDay,
    contactLabels: kept.contactLabels,
  };
}

/** As the API takes it: nothing chosen is all, nothing said is cleared. */
export function asBody(closed: Closed) {
  const orAll = (words: readonly string[]) => (words.length > 0 ? [...words] : ["all"]);
  return {
    channels: orAll(closed.channels),
    themes: orAll(closed.themes),
    startDate: closed.startDate,
    endDate: closed.endDate === "" ? null : closed.endDate,
    daysOfWeek: [...closed.daysOfWeek].sort(),
    timezone: closed.timezone,
    timesOfDay: closed.timesOfDay.map(({ fromHour, toHour }) => ({ fromHour, toHour })),
    contactLabels: [...closed.contactLabels],
  };
}
