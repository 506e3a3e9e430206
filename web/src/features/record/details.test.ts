import { expect, test } from "vitest";
import document from "../../../openapi.json";
import { detailsFor, OUTCOMES, outcomesFor, statusOf } from "./details";

const { StatusDetail, AgentOutcome } = document.components.schemas;

test("every detail of the three channels is known, and no other", () => {
  const known = (["voice", "email", "text"] as const).flatMap((channel) => [
    ...detailsFor(channel, "inbound", null),
    ...detailsFor(channel, "outbound", null),
  ]);
  expect([...new Set<string>(known)].sort()).toEqual(
    StatusDetail.enum.filter((word) => /^(voice|email|text)/.test(word)).sort(),
  );
});

test("every outcome is offered, and is a detail too", () => {
  expect([...OUTCOMES].sort()).toEqual([...AgentOutcome.enum].sort());
});

test("nobody rang somebody who called", () => {
  expect(outcomesFor("inbound")).not.toContain("voiceRangNoPickup");
  expect(outcomesFor("outbound")).not.toContain("voiceDisconnectedWhileQueuedOnHold");
});

test("a talk is a success, a voicemail an attempt, a dead number a failure", () => {
  expect(statusOf("voiceSpokeWithThirdParty")).toBe("succeeded");
  expect(statusOf("voiceLeftVoicemail")).toBe("attempted");
  expect(statusOf("voiceNumberDisconnected")).toBe("failed");
  expect(statusOf("emailDelivered")).toBe("succeeded");
});
