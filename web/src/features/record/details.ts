import type { AgentOutcome, Direction, Status, StatusDetail } from "../../api/schema";

/** The channels of what happened elsewhere (document 000: Call, Email, Text). */
export type ExternalChannel = "voice" | "email" | "text";

type Goes = readonly [statuses: readonly Status[], direction: Direction | null];

const SUCCEEDED: readonly Status[] = ["succeeded"];
const ATTEMPTED: readonly Status[] = ["attempted"];
const FAILED: readonly Status[] = ["failed"];
/** The likelier one first: it is what is meant unless somebody says otherwise. */
const REACHED: readonly Status[] = ["succeeded", "attempted"];
const HINDERED: readonly Status[] = ["attempted", "failed"];

/** What each detail goes with (docs/api.md, "Status, details, channel, direction"); the API has the last word. */
const DETAILS: Partial<Record<StatusDetail, Goes>> = {
  voiceSpokeWithFirstParty: [REACHED, null],
  voiceSpokeWithThirdParty: [REACHED, null],
  voiceLeftVoicemailFirstParty: [REACHED, "outbound"],
  voiceLeftVoicemailThirdParty: [REACHED, "outbound"],
  voiceLeftVoicemail: [REACHED, "outbound"],
  voiceLineBusyNoRing: [HINDERED, "outbound"],
  voiceReachedVoicemailNoMessageLeft: [REACHED, null],
  voiceRangNoPickup: [REACHED, "outbound"],
  voicePickedHungUp: [REACHED, null],
  voiceFailedToInitiate: [FAILED, "outbound"],
  voiceNumberDisconnected: [FAILED, "outbound"],
  voiceReceivedOutsideOpenHours: [ATTEMPTED, "inbound"],
  voiceUnexpectedDisconnect: [REACHED, null],
  voiceDisconnectedWhileQueuedOnHold: [REACHED, "inbound"],
  voiceReceivedNoAgentsAvailable: [FAILED, "inbound"],
  voiceLenderDisabledInboundCalls: [FAILED, "inbound"],
  voiceConnected: [ATTEMPTED, null],
  voiceNumberInvalid: [FAILED, "outbound"],
  emailSent: [ATTEMPTED, "outbound"],
  emailDelivered: [SUCCEEDED, "outbound"],
  emailBlocked: [FAILED, "outbound"],
  emailBounced: [FAILED, "outbound"],
  emailOpened: [SUCCEEDED, "outbound"],
  emailClick: [SUCCEEDED, "outbound"],
  emailDropped: [FAILED, "outbound"],
  emailFailedToSend: [FAILED, "outbound"],
  emailReportedAsSpam: [FAILED, "outbound"],
  textConvoTimeoutAutoclose: [ATTEMPTED, null],
  textConvoClosedStale: [ATTEMPTED, null],
  textConvoUnknownNumberRejected: [FAILED, "inbound"],
  textConvoClosedByAgent: [ATTEMPTED, null],
  textLenderDisabledInboundTexts: [FAILED, "inbound"],
  textUnsubscribedRecipient: [FAILED, "outbound"],
  textQueueOverflow: [FAILED, "outbound"],
  textAccountSuspended: [FAILED, "outbound"],
  textDeviceUnreachable: [FAILED, "outbound"],
  textMessageBlocked: [FAILED, "outbound"],
  textNumberDisconnected: [FAILED, "outbound"],
  textLandlineOrUnreachableCarrier: [FAILED, "outbound"],
  textCarrierViolation: [FAILED, "outbound"],
  textUnknownError: [FAILED, "outbound"],
  textMissingSegment: [FAILED, "outbound"],
  textMessagePriceExceedsMax: [FAILED, "outbound"],
  textA2PCampaignUnregistered: [FAILED, "outbound"],
  textRegionInvalid: [FAILED, "outbound"],
};

/** What agents say came of a call, in the order in which it is likely. */
export const OUTCOMES: readonly AgentOutcome[] = [
  "voiceSpokeWithFirstParty",
  "voiceSpokeWithThirdParty",
  "voiceLeftVoicemail",
  "voiceRangNoPickup",
  "voiceReachedVoicemailNoMessageLeft",
  "voiceLineBusyNoRing",
  "voicePickedHungUp",
  "voiceNumberDisconnected",
  "voiceUnexpectedDisconnect",
  "voiceDisconnectedWhileQueuedOnHold",
  "voiceFailedToInitiate",
];

/** The details that fit a channel, a direction and, where it is settled, a status. */
export function detailsFor(
  channel: ExternalChannel,
  direction: Direction,
  status: Status | null,
): StatusDetail[] {
  return Object.entries(DETAILS).flatMap(([name, [statuses, way]]) => {
    const fits =
      name.startsWith(channel) &&
      (way === null || way === direction) &&
      (!status || statuses.includes(status));
    return fits ? [name as StatusDetail] : [];
  });
}

/** The outcomes a call in this direction can have. */
export function outcomesFor(direction: Direction): AgentOutcome[] {
  const fitting: readonly string[] = detailsFor("voice", direction, null);
  return OUTCOMES.filter((outcome) => fitting.includes(outcome));
}

/** Nobody speaks with anybody in an attempt: the status an outcome stands for. */
const SPOKEN: ReadonlySet<string> = new Set(["voiceSpokeWithFirstParty", "voiceSpokeWithThirdParty"]);

/** The status a detail brings; where it leaves a choice, only a talk is a success. */
export function statusOf(detail: StatusDetail): Status | null {
  const statuses = DETAILS[detail]?.[0] ?? [];
  if (statuses.length > 1 && detail.startsWith("voice") && !SPOKEN.has(detail)) return "attempted";
  return statuses[0] ?? null;
}
