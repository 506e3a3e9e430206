import { expect, test } from "vitest";
import document from "../../../openapi.json";
import type { CaseStatus, DoNotInteract } from "../../api/schema";
import { asBody, closedNow, closedOf } from "./hours";
import { movesFrom } from "./moves";

test("every status has its moves, a canceled case has none", () => {
  for (const status of document.components.schemas.CaseStatus.enum) {
    expect(movesFrom(status as CaseStatus).length > 0, status).toBe(status !== "canceled");
    expect(movesFrom(status as CaseStatus)).not.toContain(status);
  }
});

test("nothing chosen is everything, for good", () => {
  expect(asBody(closedNow("2026-11-21"))).toEqual({
    channels: ["all"],
    themes: ["all"],
    startDate: "2026-11-21",
    endDate: null,
    daysOfWeek: [],
    timezone: null,
    timesOfDay: [],
    contactLabels: [],
  });
});

test("what is kept is shown, and saved again it is the same", () => {
  const kept = {
    channels: ["voice"],
    themes: ["all"],
    startDate: "2026-01-01",
    endDate: "2026-02-01",
    daysOfWeek: [1, 7],
    timezone: "America/Denver",
    timesOfDay: [{ fromHour: 9, toHour: 17 }],
    contactLabels: ["work" as const],
  };
  expect(asBody(closedOf(kept as unknown as DoNotInteract))).toEqual(kept);
  expect(closedOf({ ...kept, daysOfWeek: [0, 7] } as unknown as DoNotInteract).daysOfWeek).toEqual([7]);
});
