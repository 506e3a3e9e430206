import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Calendar, calendarAsked, calendarOf } from "./asked";
import { addDays, dayIn, monthsBefore } from "./days";

/** The company's days: what today is, and the first day that is seen whole. */
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
  // The history begins at this hour of its first day; the next one is whole.
  const earliest = addDays(monthsBefore(today, calendar.months), 1);
  return { ...calendar, today, earliest };
}
