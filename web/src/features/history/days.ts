/** Calendar days of a zone, as `2026-11-21`, and the moments they begin and end. */

const DAY = 86_400_000;

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The day it is at a moment, in a zone. */
export function dayIn(zone: string, moment: Date): string {
  return dayWriter(zone).format(moment);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The same day some months before, or the last one of a shorter month. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The first moment of a day in a zone; where clocks skip midnight, the first there is. */
export function dayStart(day: string, zone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let moment = wanted - offsetAt(zone, wanted);
  // The zone's clock may have been set between the guess and the day.
  moment = wanted - offsetAt(zone, moment);
  while (dayIn(zone, new Date(moment)) < day) moment += 30 * 60_000;
  return new Date(moment).toISOString();
}

/** The last moment of a day in a zone, as finely as the API tells time. */
export function dayEnd(day: string, zone: string): string {
  return justBefore(dayStart(addDays(day, 1), zone));
}

/** A microsecond before a moment. */
export function justBefore(moment: string): string {
  return new Date(Date.parse(moment) - 1).toISOString().replace("Z", "999Z");
}

/** How far the clock of a zone is ahead of UTC, in milliseconds. */
function offsetAt(zone: string, moment: number): number {
  const parts = clockWriter(zone).formatToParts(new Date(moment));
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(at("year"), at("month") - 1, at("day"), at("hour"), at("minute"), at("second"));
  return local - Math.floor(moment / 1000) * 1000;
}

const dayWriter = kept((timeZone) => {
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", { timeZone, ...day });
});

const clockWriter = kept((timeZone) => {
  const day = { year: "numeric", month: "numeric", day: "numeric" } as const;
  const clock = { hourCycle: "h23", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  return new Intl.DateTimeFormat("en-US", { timeZone, ...day, ...clock });
});

/** One for each zone: to make one takes longer than to write a hundred days with it. */
function kept(make: (zone: string) => Intl.DateTimeFormat): (zone: string) => Intl.DateTimeFormat {
  const all = new Map<string, Intl.DateTimeFormat>();
  return (zone) => {
    const writer = all.get(zone) ?? make(zone);
    all.set(zone, writer);
    return writer;
  };
}
