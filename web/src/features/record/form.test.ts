import { expect, test } from "vitest";
import { asInteraction, mistakesIn, newlyTold, refusedFields, withOutcome } from "./form";

const NOW = new Date("2026-11-21T15:00:00Z");

test("a call needs its outcome, which brings status and detail", () => {
  const call = newlyTold("voice", NOW);
  expect(mistakesIn(call, NOW)).toEqual({ agentOutcome: "outcome" });
  const spoken = withOutcome(call, "voiceSpokeWithFirstParty");
  expect(mistakesIn(spoken, NOW)).toEqual({});
  expect(asInteraction({ ...spoken, minutes: "2.5" })).toMatchObject({
    status: "succeeded",
    statusDetails: "voiceSpokeWithFirstParty",
    agentOutcome: "voiceSpokeWithFirstParty",
    content: { durationSec: 150 },
    startedAt: "2026-11-21T15:00:00.000Z",
    endedAt: "2026-11-21T15:02:30.000Z",
  });
});

test("an email and a text need words, and nothing of them comes later than now", () => {
  const email = { ...newlyTold("email", NOW), startedAt: "2026-11-25T10:00" };
  expect(mistakesIn(email, NOW)).toEqual({ startedAt: "future", words: "words" });
  expect(mistakesIn({ ...newlyTold("text", NOW), startedAt: "" }, NOW)).toMatchObject({
    startedAt: "started",
  });
});

test("what the API refuses stands at its field, the rest beside the form", () => {
  const { by, rest } = refusedFields(
    [
      { field: "statusDetails", message: "needs direction outbound" },
      { field: "endedAt", message: "is before startedAt" },
      { field: "metaData", message: "is too large" },
    ],
    newlyTold("voice", NOW),
  );
  expect(by).toEqual({ statusDetails: "needs direction outbound", minutes: "is before startedAt" });
  expect(rest).toEqual(["metaData: is too large"]);
});
