import { useTranslation } from "react-i18next";
import { localeOf } from "./languages";

/** Dates, times, durations and numbers as the reader's language writes them. */
export interface Writer {
  readonly locale: string;
  /** 14:05, or 2:05 PM. */
  time(at: string): string;
  /** Today, yesterday, or the date. */
  day(at: string, now?: Date): string;
  /** Date and time; the year where it is not this one. */
  moment(at: string, now?: Date): string;
  /** Date, time, seconds and zone, for a hover. */
  exact(at: string): string;
  /** In 3 hours, 2 days ago. */
  distance(at: string, now?: Date): string;
  duration(seconds: number): string;
  /** A calendar day without a time: `2026-03-01`. */
  date(day: string): string;
  /** 1 is Monday. */
  weekday(day: number): string;
  number(value: number): string;
  /** The time at a place, and what the place's time is called; null for a zone nobody knows. */
  inZone(zone: string, now: Date): { time: string; name: string; hour: number } | null;
}

export function useWriter(): Writer {
  const { i18n } = useTranslation();
  return writerOf(localeOf(i18n.language, navigator.languages));
}

/** What formats dates is dear to make, and a table has thousands of cells. */
const writers = new Map<string, Writer>();

function writerOf(locale: string): Writer {
  const known = writers.get(locale) ?? writer(locale);
  writers.set(locale, known);
  return known;
}

const DAY = 86_400_000;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

export function writer(locale: string, timeZone?: string): Writer {
  const at = timeZone ? { timeZone } : {};
  const time = new Intl.DateTimeFormat(locale, { ...at, timeStyle: "short" });
  const date = new Intl.DateTimeFormat(locale, { ...at, weekday: "short", day: "numeric", month: "short" });
  const oldDate = new Intl.DateTimeFormat(locale, { ...at, day: "numeric", month: "short", year: "numeric" });
  const exact = new Intl.DateTimeFormat(locale, { ...at, dateStyle: "full", timeStyle: "long" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const count = new Intl.NumberFormat(locale);
  const calendar = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "medium" });
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  const dayOf = new Intl.DateTimeFormat("en-CA", at);

  const calendarDay = (moment: Date) => Date.parse(`${dayOf.format(moment)}T00:00:00Z`) / DAY;
  const dateText = (moment: Date, now: Date) =>
    (Math.abs(now.getTime() - moment.getTime()) < 300 * DAY ? date : oldDate).format(moment);

  function day(text: string, now = new Date()): string {
    const moment = new Date(text);
    const days = calendarDay(moment) - calendarDay(now);
    return days === 0 || days === -1 ? capital(relative.format(days, "day"), locale) : dateText(moment, now);
  }

  function distance(text: string, now = new Date()): string {
    const left = Date.parse(text) - now.getTime();
    const [unit, length] = STEPS.find(([, step]) => Math.abs(left) >= step) ?? ["minute", 60_000];
    return relative.format(Math.round(left / length), unit);
  }

  return {
    locale,
    time: (text) => time.format(new Date(text)),
    day,
    moment: (text, now = new Date()) => `${day(text, now)}, ${time.format(new Date(text))}`,
    exact: (text) => exact.format(new Date(text)),
    distance,
    duration: clock,
    date: (text) => calendar.format(new Date(`${text}T00:00:00Z`)),
    // 1 January 2024 was a Monday.
    weekday: (number) => weekday.format(new Date(Date.UTC(2024, 0, number))),
    number: (value) => count.format(value),
    inZone: (zone, now) => inZone(locale, zone, now),
  };
}

function inZone(locale: string, zone: string, now: Date): ReturnType<Writer["inZone"]> {
  try {
    const time = new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: "short" }).format(now);
    const long = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "long" });
    const name = long.formatToParts(now).find(({ type }) => type === "timeZoneName")?.value ?? zone;
    const hour = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit" }).format(now);
    return { time, name, hour: Number(hour) };
  } catch {
    return null;
  }
}

/** 1:02:03, or 2:03. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
