import { expect, test } from "vitest";
import { addDays, dayEnd, dayIn, dayStart, isDay, monthsBefore } from "./days";

test("a day begins and ends by the clock of its zone, in summer and in winter", () => {
  expect(dayStart("2026-07-01", "America/New_York")).toBe("2026-07-01T04:00:00.000Z");
  expect(dayStart("2026-12-01", "America/New_York")).toBe("2026-12-01T05:00:00.000Z");
  expect(dayEnd("2026-12-01", "America/New_York")).toBe("2026-12-02T04:59:59.999999Z");
  expect(dayStart("2026-12-01", "Asia/Kolkata")).toBe("2026-11-30T18:30:00.000Z");
});

test("the days on which clocks are set are 23 and 25 hours long", () => {
  const hours = (day: string) =>
    Math.round(
      (Date.parse(dayEnd(day, "America/New_York")) - Date.parse(dayStart(day, "America/New_York"))) / 36e5,
    );
  expect(hours("2026-03-08")).toBe(23);
  expect(hours("2026-11-01")).toBe(25);
});

test("where clocks skip midnight the day begins an hour later", () => {
  expect(dayStart("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
});

test("today is another day elsewhere", () => {
  const moment = new Date("2026-11-21T23:30:00Z");
  expect(dayIn("America/New_York", moment)).toBe("2026-11-21");
  expect(dayIn("Asia/Tokyo", moment)).toBe("2026-11-22");
});

test("months before keep the day, or take the last of a shorter month", () => {
  expect(monthsBefore("2026-11-21", 3)).toBe("2026-08-21");
  expect(monthsBefore("2026-05-31", 3)).toBe("2026-02-28");
  expect(monthsBefore("2026-01-15", 3)).toBe("2025-10-15");
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
});

test("only days that exist are days", () => {
  expect(isDay("2026-11-21")).toBe(true);
  expect(isDay("2026-13-01")).toBe(false);
  expect(isDay("2026-11-21T00:00:00Z")).toBe(false);
});
