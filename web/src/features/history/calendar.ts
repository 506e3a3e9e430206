import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Calendar, calendarAsked, calendarOf } from "./asked";
import { dayIn, monthsBefore } from "./days";

/** The company's days: what today is, and the first day that is seen, from this hour on. */
export interface Days extends Calendar {
  readonly today: string;
  readonly earliest: string;
}

export function useCalendar(): Days {
  const { data } = useQuery(calendarAsked());
  return useMemo(() => daysOf(data ?? calendarOf(null), new Date()), [data]);
}

export function daysOf(calendar: Calendar, now: Date): Days {
  const today = dayIn(calendar.zone, now);
  return { ...calendar, today, earliest: monthsBefore(today, calendar.months) };
}

/**
 * From a day on, as it stands in the address. The first day is not named: the history begins at a moment of it that
 * moves on while one looks, and the API knows where it is.
 */
export function since(day: string, { earliest }: Days): string | undefined {
  return day <= earliest ? undefined : day;
}
