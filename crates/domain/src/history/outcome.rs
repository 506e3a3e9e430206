//! What became of an interaction, from its technical status, details and the agent's word (docs/history.md).

use crate::vocabulary::HandlingStatus::{Aborted, Delivered, Dissuaded, Processed, Warning};
use crate::vocabulary::{AgentOutcome, Channel, Direction, HandlingStatus, Status, StatusDetail};

/// The handling status that follows from the facts; none before anything came of it.
///
/// Of a call the agent's word counts most, then the details, then the status alone.
pub fn handling_status(
    channel: Channel,
    direction: Direction,
    status: Status,
    details: Option<StatusDetail>,
    outcome: Option<AgentOutcome>,
) -> Option<HandlingStatus> {
    match status {
        Status::Scheduled | Status::InProgress => return None,
        Status::Canceled => return Some(Aborted),
        Status::Attempted | Status::Succeeded | Status::Failed => {}
    }
    let told = outcome.filter(|_| channel == Channel::Voice).map(of_outcome);
    Some(told.or(details.map(of_detail)).unwrap_or_else(|| of_status(channel, direction, status)))
}

/// The words that say why, of what decided: the agent's, or the details'.
pub fn words_of(
    channel: Channel,
    details: Option<StatusDetail>,
    outcome: Option<AgentOutcome>,
) -> Option<&'static str> {
    use crate::vocabulary::Vocabulary;
    let told = outcome.filter(|_| channel == Channel::Voice).map(Vocabulary::meaning);
    told.or(details.map(Vocabulary::meaning))
}

fn of_outcome(outcome: AgentOutcome) -> HandlingStatus {
    use AgentOutcome::{VoiceLeftVoicemail, VoiceSpokeWithFirstParty, VoiceSpokeWithThirdParty};
    match outcome {
        VoiceSpokeWithFirstParty | VoiceSpokeWithThirdParty | VoiceLeftVoicemail => Processed,
        AgentOutcome::VoiceLineBusyNoRing
        | AgentOutcome::VoiceReachedVoicemailNoMessageLeft
        | AgentOutcome::VoiceRangNoPickup
        | AgentOutcome::VoicePickedHungUp
        | AgentOutcome::VoiceFailedToInitiate
        | AgentOutcome::VoiceNumberDisconnected
        | AgentOutcome::VoiceUnexpectedDisconnect
        | AgentOutcome::VoiceDisconnectedWhileQueuedOnHold => Aborted,
    }
}

fn of_detail(detail: StatusDetail) -> HandlingStatus {
    use StatusDetail as D;
    match detail {
        D::VoiceSpokeWithFirstParty
        | D::VoiceSpokeWithThirdParty
        | D::VoiceLeftVoicemailFirstParty
        | D::VoiceLeftVoicemailThirdParty
        | D::VoiceLeftVoicemail
        | D::VoiceConnected
        | D::EmailSent
        | D::LetterCreated
        | D::LetterRenderedPdf
        | D::LetterRenderedThumbnails
        | D::LetterProcessedForDelivery
        | D::LetterRerouted
        | D::LetterInLocalArea
        | D::LetterInTransit
        | D::ChatPosted
        | D::TextConvoTimeoutAutoclose
        | D::TextConvoClosedStale
        | D::TextConvoClosedByAgent => Processed,
        D::EmailDelivered | D::EmailOpened | D::EmailClick | D::LetterDelivered | D::ChatRead => Delivered,
        D::EmailBlocked | D::EmailBounced | D::EmailDropped | D::EmailReportedAsSpam => Warning,
        D::VoiceReceivedOutsideOpenHours
        | D::VoiceReceivedNoAgentsAvailable
        | D::VoiceLenderDisabledInboundCalls
        | D::ChatReceivedOutsideOpenHours
        | D::TextConvoUnknownNumberRejected
        | D::TextLenderDisabledInboundTexts => Dissuaded,
        D::VoiceLineBusyNoRing
        | D::VoiceReachedVoicemailNoMessageLeft
        | D::VoiceRangNoPickup
        | D::VoicePickedHungUp
        | D::VoiceFailedToInitiate
        | D::VoiceNumberDisconnected
        | D::VoiceUnexpectedDisconnect
        | D::VoiceDisconnectedWhileQueuedOnHold
        | D::VoiceNumberInvalid
        | D::EmailFailedToSend
        | D::LetterFailedToCreate
        | D::LetterReturnedToSender
        | D::LetterDeleted
        | D::ChatBorrowerInactivity
        | D::TextUnsubscribedRecipient
        | D::TextQueueOverflow
        | D::TextAccountSuspended
        | D::TextDeviceUnreachable
        | D::TextMessageBlocked
        | D::TextNumberDisconnected
        | D::TextLandlineOrUnreachableCarrier
        | D::TextCarrierViolation
        | D::TextUnknownError
        | D::TextMissingSegment
        | D::TextMessagePriceExceedsMax
        | D::TextA2PCampaignUnregistered
        | D::TextRegionInvalid
        | D::BlockedByComplianceGuard
        | D::InvalidContact => Aborted,
    }
}

/// A message that went out and is known to have arrived was delivered; all else that did not fail was handled.
fn of_status(channel: Channel, direction: Direction, status: Status) -> HandlingStatus {
    use Channel::{Chat, Email, Fax, Mail, Text};
    let is_message = matches!(channel, Chat | Email | Fax | Mail | Text);
    match status {
        Status::Failed => Aborted,
        Status::Succeeded if is_message && direction == Direction::Outbound => Delivered,
        _ => Processed,
    }
}
