import { expect, test } from "vitest";
import { preferredLanguage } from "./languages";
import { writer } from "./times";

const NOW = new Date("2026-11-21T15:00:00Z");

test("days are told as people say them, in the reader's zone", () => {
  const denver = writer("en-US", "America/Denver");
  expect(denver.day("2026-11-21T07:30:00Z", NOW)).toBe("Today");
  expect(denver.day("2026-11-21T06:30:00Z", NOW)).toBe("Yesterday");
  expect(denver.day("2026-11-12T15:00:00Z", NOW)).toBe("Thu, Nov 12");
  expect(denver.day("2024-11-12T15:00:00Z", NOW)).toBe("Nov 12, 2024");
});

test("each language writes its own way", () => {
  const at = "2026-11-21T14:05:00Z";
  expect(writer("fr-FR", "UTC").moment(at, NOW)).toBe("Aujourd’hui, 14:05");
  expect(writer("es-ES", "UTC").moment(at, NOW)).toBe("Hoy, 14:05");
  expect(writer("fr-FR", "UTC").number(12345)).toMatch(/^12\s345$/);
});

test("distances go both ways", () => {
  const english = writer("en", "UTC");
  expect(english.distance("2026-11-21T18:10:00Z", NOW)).toBe("in 3 hours");
  expect(english.distance("2026-11-19T15:00:00Z", NOW)).toBe("2 days ago");
});

test("a call's length reads as a clock", () => {
  expect([0, 65, 3723].map(writer("en").duration)).toEqual(["0:00", "1:05", "1:02:03"]);
});

test("a calendar day is the same everywhere, and the week begins on Monday", () => {
  expect(writer("en-US", "America/Denver").date("2026-03-01")).toBe("Mar 1, 2026");
  expect([1, 7].map(writer("fr", "America/Denver").weekday)).toEqual(["lun.", "dim."]);
});

test("a zone nobody knows has no time", () => {
  expect(writer("en").inZone("Mars/Olympus", NOW)).toBeNull();
  expect(writer("en").inZone("America/New_York", NOW)).toMatchObject({ hour: 10 });
});

test("the language that was chosen comes before what the browser asks for", () => {
  expect(preferredLanguage("es", ["fr-CA"])).toBe("es");
  expect(preferredLanguage(null, ["de", "fr-CA", "en"])).toBe("fr");
  expect(preferredLanguage("xx", ["de"])).toBe("en");
});
