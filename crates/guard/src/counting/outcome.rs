//! The core table (D5): what one interaction counts as.

use domain::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail, Theme};

use crate::facts::PastInteraction;
use crate::proposal::is_collection;

/// What one interaction counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// A call that reached the number.
    pub(crate) is_call: bool,
    /// A contact or an attempt at one.
    pub(crate) is_contact: bool,
    /// It only rang.
    pub(crate) only_rang: bool,
    /// With whom somebody talked.
    pub(crate) talk: Talk,
}

/// With whom somebody talked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Talk {
    /// With nobody.
    #[default]
    None,
    /// With the person, or nobody knows yet.
    Person,
    /// With somebody else.
    Other,
}

/// What came of a call.
#[derive(Clone, Copy)]
enum Call {
    SpokeWithPerson,
    SpokeWithOther,
    Unknown,
    Voicemail,
    Rang,
    NotMade,
}

impl Tally {
    /// What an interaction counts as: by agent outcome if there is one, else by status details, else by status.
    pub(crate) fn of(row: &PastInteraction) -> Self {
        match (row.channel, row.direction) {
            (Channel::Gui | Channel::Document, _) => Self::default(),
            (Channel::Voice, Direction::Outbound) if row.is_reserved => Self::of_call(Call::Voicemail),
            (Channel::Voice, Direction::Outbound) => Self::of_call(call(row)),
            (Channel::Voice, Direction::Inbound) => {
                Self { talk: Self::of_call(call(row)).talk, ..Self::default() }
            }
            (_, Direction::Outbound) => {
                Self { is_contact: row.is_reserved || was_sent(row), ..Self::default() }
            }
            (_, Direction::Inbound) => Self::default(),
        }
    }

    fn of_call(call: Call) -> Self {
        let made = Self { is_call: true, is_contact: true, ..Self::default() };
        match call {
            Call::SpokeWithPerson | Call::Unknown => Self { talk: Talk::Person, ..made },
            Call::SpokeWithOther => Self { talk: Talk::Other, ..made },
            Call::Voicemail => made,
            Call::Rang => Self { only_rang: true, ..made },
            Call::NotMade => Self::default(),
        }
    }
}

/// Whether an interaction is about collecting: outbound ones by their theme, inbound ones but for two themes.
pub(crate) fn may_touch_a_debt(row: &PastInteraction) -> bool {
    match row.direction {
        Direction::Outbound => is_collection(row.theme),
        Direction::Inbound => !matches!(row.theme, Theme::OpsAccountCredentials | Theme::AgentNotification),
    }
}

fn call(row: &PastInteraction) -> Call {
    if let Some(outcome) = row.agent_outcome {
        return match outcome {
            AgentOutcome::VoiceSpokeWithFirstParty => Call::SpokeWithPerson,
            AgentOutcome::VoiceSpokeWithThirdParty => Call::SpokeWithOther,
            AgentOutcome::VoiceLeftVoicemail
            | AgentOutcome::VoiceReachedVoicemailNoMessageLeft
            | AgentOutcome::VoicePickedHungUp => Call::Voicemail,
            AgentOutcome::VoiceRangNoPickup => Call::Rang,
            AgentOutcome::VoiceUnexpectedDisconnect => Call::Unknown,
            AgentOutcome::VoiceDisconnectedWhileQueuedOnHold => held(row.direction),
            AgentOutcome::VoiceLineBusyNoRing
            | AgentOutcome::VoiceFailedToInitiate
            | AgentOutcome::VoiceNumberDisconnected => Call::NotMade,
        };
    }
    match row.status_details {
        Some(details) => by_details(details, row.direction),
        None => match row.status {
            Status::Attempted | Status::Succeeded | Status::InProgress => Call::Unknown,
            Status::Failed | Status::Scheduled | Status::Canceled => Call::NotMade,
        },
    }
}

fn by_details(details: StatusDetail, direction: Direction) -> Call {
    match details {
        StatusDetail::VoiceSpokeWithFirstParty => Call::SpokeWithPerson,
        StatusDetail::VoiceSpokeWithThirdParty => Call::SpokeWithOther,
        StatusDetail::VoiceLeftVoicemail
        | StatusDetail::VoiceLeftVoicemailFirstParty
        | StatusDetail::VoiceLeftVoicemailThirdParty
        | StatusDetail::VoiceReachedVoicemailNoMessageLeft
        | StatusDetail::VoicePickedHungUp => Call::Voicemail,
        StatusDetail::VoiceRangNoPickup => Call::Rang,
        StatusDetail::VoiceConnected | StatusDetail::VoiceUnexpectedDisconnect => Call::Unknown,
        StatusDetail::VoiceDisconnectedWhileQueuedOnHold => held(direction),
        // Busy, never begun, refused, missed by us, blocked.
        _ => Call::NotMade,
    }
}

/// A caller who gave up on hold talked with nobody; that a called person did is not known.
fn held(direction: Direction) -> Call {
    match direction {
        Direction::Inbound => Call::Voicemail,
        Direction::Outbound => Call::Unknown,
    }
}

fn was_sent(row: &PastInteraction) -> bool {
    matches!(row.status, Status::Attempted | Status::Succeeded | Status::InProgress)
        && !matches!(
            row.status_details,
            Some(StatusDetail::BlockedByComplianceGuard | StatusDetail::InvalidContact)
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{Id, InteractionId};
    use domain::time::Instant;

    fn call(status: Status, details: Option<StatusDetail>, outcome: Option<AgentOutcome>) -> PastInteraction {
        let row =
            PastInteraction::attempted(InteractionId::of(1), Channel::Voice, Theme::OpsCollDebt, Instant(0));
        PastInteraction { status, status_details: details, agent_outcome: outcome, ..row }
    }

    /// The table of D5, row by row: call, conversation, contact.
    #[test]
    fn every_row_of_the_table_counts_as_it_says() {
        use StatusDetail as D;
        let table = [
            (Status::Attempted, Some(D::VoiceSpokeWithFirstParty), (true, Talk::Person, true)),
            (Status::Attempted, Some(D::VoiceSpokeWithThirdParty), (true, Talk::Other, true)),
            (Status::Attempted, Some(D::VoiceLeftVoicemail), (true, Talk::None, true)),
            (Status::Attempted, Some(D::VoiceLeftVoicemailFirstParty), (true, Talk::None, true)),
            (Status::Attempted, Some(D::VoiceLeftVoicemailThirdParty), (true, Talk::None, true)),
            (Status::Attempted, Some(D::VoiceReachedVoicemailNoMessageLeft), (true, Talk::None, true)),
            (Status::Attempted, Some(D::VoiceRangNoPickup), (true, Talk::None, true)),
            (Status::Attempted, Some(D::VoicePickedHungUp), (true, Talk::None, true)),
            (Status::Attempted, Some(D::VoiceUnexpectedDisconnect), (true, Talk::Person, true)),
            (Status::Attempted, Some(D::VoiceConnected), (true, Talk::Person, true)),
            (Status::InProgress, None, (true, Talk::Person, true)),
            (Status::Attempted, None, (true, Talk::Person, true)),
            (Status::Attempted, Some(D::VoiceLineBusyNoRing), (false, Talk::None, false)),
            (Status::Failed, Some(D::VoiceFailedToInitiate), (false, Talk::None, false)),
            (Status::Failed, Some(D::VoiceNumberDisconnected), (false, Talk::None, false)),
            (Status::Failed, Some(D::VoiceNumberInvalid), (false, Talk::None, false)),
            (Status::Attempted, Some(D::BlockedByComplianceGuard), (false, Talk::None, false)),
            (Status::Failed, Some(D::InvalidContact), (false, Talk::None, false)),
            (Status::Failed, None, (false, Talk::None, false)),
            (Status::Scheduled, None, (false, Talk::None, false)),
            (Status::Canceled, None, (false, Talk::None, false)),
        ];
        for (status, details, expected) in table {
            let tally = Tally::of(&call(status, details, None));
            assert_eq!((tally.is_call, tally.talk, tally.is_contact), expected, "{status} {details:?}");
        }
    }

    #[test]
    fn what_an_agent_filed_goes_before_what_the_line_said() {
        let filed = call(
            Status::Attempted,
            Some(StatusDetail::VoiceConnected),
            Some(AgentOutcome::VoiceLeftVoicemail),
        );
        assert_eq!(Tally::of(&filed).talk, Talk::None);
        assert!(Tally::of(&filed).is_call);
    }

    #[test]
    fn an_inbound_call_is_never_a_call_placed_but_may_be_a_conversation() {
        let inbound = |details| PastInteraction {
            direction: Direction::Inbound,
            ..call(Status::Attempted, details, None)
        };
        let talk = Tally::of(&inbound(Some(StatusDetail::VoiceConnected)));
        assert_eq!(talk, Tally { talk: Talk::Person, ..Tally::default() });
        assert_eq!(Tally::of(&inbound(Some(StatusDetail::VoiceReceivedOutsideOpenHours))), Tally::default());
        assert_eq!(
            Tally::of(&inbound(Some(StatusDetail::VoiceDisconnectedWhileQueuedOnHold))),
            Tally::default()
        );
    }

    #[test]
    fn a_reservation_takes_its_place_before_it_is_sent() {
        let mut reserved = call(Status::Scheduled, None, None);
        reserved.is_reserved = true;
        let tally = Tally::of(&reserved);
        assert!(tally.is_call && tally.is_contact && tally.talk == Talk::None);
        reserved.channel = Channel::Email;
        assert!(Tally::of(&reserved).is_contact);
    }

    #[test]
    fn a_bounced_message_frees_its_place() {
        let row =
            |status, details| PastInteraction { channel: Channel::Email, ..call(status, details, None) };
        assert!(Tally::of(&row(Status::Attempted, Some(StatusDetail::EmailSent))).is_contact);
        assert!(!Tally::of(&row(Status::Failed, Some(StatusDetail::EmailBounced))).is_contact);
        assert!(!Tally::of(&row(Status::Scheduled, None)).is_contact);
    }
}
