import { expect, test } from "vitest";
import { calendarOf } from "./asked";
import { daysOf, since } from "./calendar";
import { asQuery } from "./search";

const CALENDAR = { zone: "America/New_York", months: 3 };

test("the first day is the same one some months ago, by the clock of the company", () => {
  expect(daysOf(CALENDAR, new Date("2026-11-22T03:00:00Z"))).toMatchObject({
    today: "2026-11-21",
    earliest: "2026-08-21",
  });
  expect(daysOf(CALENDAR, new Date("2026-05-31T16:00:00Z")).earliest).toBe("2026-02-28");
});

test("as far back as it goes names no beginning, so that the API begins at its own", () => {
  const days = daysOf(CALENDAR, new Date("2026-11-21T10:00:00Z"));
  expect(since(days.earliest, days)).toBeUndefined();
  expect(since("2026-08-22", days)).toBe("2026-08-22");
  expect(asQuery({ to: days.today }, days.zone)).toEqual({ startedAtTo: "2026-11-22T04:59:59.999999Z" });
});

test("a company that has settled no zone has the days of the API, UTC's, wherever it is looked at", () => {
  const late = new Date("2026-11-22T04:40:00Z");
  const days = daysOf(calendarOf({ history: { months: 2 } }), late);
  expect(days).toMatchObject({ zone: "UTC", months: 2, today: "2026-11-22", earliest: "2026-09-22" });
  expect(daysOf(calendarOf({ timezone: "America/Denver" }), late).today).toBe("2026-11-21");
});
