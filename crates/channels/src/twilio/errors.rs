//! Twilio's error codes as data: what each means for the interaction, and what is to be done.
//!
//! Twilio asks integrators not to rely on codes and splits them now and then: a code without a row is the last one.

use domain::vocabulary::StatusDetail;
use domain::vocabulary::StatusDetail::{
    InvalidContact, TextA2PCampaignUnregistered, TextAccountSuspended, TextCarrierViolation,
    TextDeviceUnreachable, TextLandlineOrUnreachableCarrier, TextMessageBlocked, TextMessagePriceExceedsMax,
    TextMissingSegment, TextNumberDisconnected, TextQueueOverflow, TextRegionInvalid, TextUnknownError,
    TextUnsubscribedRecipient,
};

use crate::Remedy;

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(super) code: u32,
    pub(super) title: &'static str,
    pub(crate) details: Option<StatusDetail>,
    pub(super) course: Course,
    /// Whether the recipient's number is known to be bad.
    pub(super) bad_number: bool,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// It passes by itself.
    Retry,
    /// It will not go to this recipient.
    GiveUp,
    /// Somebody corrects the channel; nothing would go.
    Alert,
}

impl Course {
    pub(super) fn remedy(self) -> Remedy {
        match self {
            Self::Retry => Remedy::Retry(None),
            Self::GiveUp => Remedy::GiveUp,
            Self::Alert => Remedy::Correct,
        }
    }
}

/// What a code means; one without a row is the default.
pub(crate) fn meaning(code: Option<u32>) -> Meaning {
    MEANINGS.iter().find(|meaning| Some(meaning.code) == code).copied().unwrap_or(Meaning {
        code: code.unwrap_or_default(),
        title: "Unknown error",
        details: Some(TextUnknownError),
        course: Course::GiveUp,
        bad_number: false,
    })
}

const fn row(code: u32, title: &'static str, details: Option<StatusDetail>, course: Course) -> Meaning {
    Meaning { code, title, details, course, bad_number: false }
}

const fn bad_number(code: u32, title: &'static str, details: StatusDetail) -> Meaning {
    Meaning { code, title, details: Some(details), course: Course::GiveUp, bad_number: true }
}

use Course::{Alert, GiveUp, Retry};

const MEANINGS: &[Meaning] = &[
    row(20003, "Authentication failed", Some(TextUnknownError), Alert),
    row(20404, "No such account", Some(TextUnknownError), Alert),
    row(20429, "Too many requests", Some(TextQueueOverflow), Retry),
    bad_number(21211, "Invalid 'To' number", InvalidContact),
    row(21212, "Invalid 'From' number", Some(TextUnknownError), Alert),
    row(21408, "Permission not enabled for the region", Some(TextRegionInvalid), GiveUp),
    row(21603, "No 'From' number", Some(TextUnknownError), Alert),
    row(21606, "The 'From' number is not ours", Some(TextUnknownError), Alert),
    row(21610, "Recipient opted out", Some(TextUnsubscribedRecipient), GiveUp),
    row(21612, "Not reachable from this sender", Some(TextUnknownError), Alert),
    bad_number(21614, "Not a mobile number", TextLandlineOrUnreachableCarrier),
    row(21659, "The sender is not usable", Some(TextUnknownError), Alert),
    row(30001, "Queue overflow", Some(TextQueueOverflow), Retry),
    row(30002, "Account suspended", Some(TextAccountSuspended), Alert),
    row(30003, "Unreachable destination handset", Some(TextDeviceUnreachable), Retry),
    row(30004, "Message blocked", Some(TextMessageBlocked), GiveUp),
    bad_number(30005, "Unknown destination handset", TextNumberDisconnected),
    bad_number(30006, "Landline or unreachable carrier", TextLandlineOrUnreachableCarrier),
    row(30007, "Message filtered", Some(TextCarrierViolation), GiveUp),
    row(30008, "Unknown error", Some(TextUnknownError), Retry),
    row(30009, "Missing segment", Some(TextMissingSegment), GiveUp),
    row(30010, "Price exceeds the maximum", Some(TextMessagePriceExceedsMax), GiveUp),
    row(30011, "MMS not supported", Some(TextUnknownError), GiveUp),
    row(30012, "Validity period too short", Some(TextUnknownError), GiveUp),
    row(30022, "Rate limit of the campaign", Some(TextQueueOverflow), Retry),
    row(30023, "Daily limit of the campaign", Some(TextQueueOverflow), Retry),
    row(30032, "Toll-free number not verified", Some(TextA2PCampaignUnregistered), Alert),
    row(30034, "Number not registered for A2P 10DLC", Some(TextA2PCampaignUnregistered), Alert),
    row(30047, "Could not be rescheduled for compliance", Some(TextMessageBlocked), GiveUp),
    bad_number(63003, "No such WhatsApp user", InvalidContact),
    row(63016, "Outside the WhatsApp window", None, GiveUp),
    row(63018, "WhatsApp rate limit", None, Retry),
    bad_number(63024, "Invalid WhatsApp recipient", InvalidContact),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_row_and_the_rows_are_in_order() {
        assert!(MEANINGS.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn what_the_carrier_or_the_recipient_decided_is_never_tried_again() {
        for code in [30004, 30005, 30006, 30007, 21610] {
            assert_eq!(meaning(Some(code)).course, GiveUp, "{code}");
        }
        for code in [30001, 30003, 30008, 20429] {
            assert_eq!(meaning(Some(code)).course, Retry, "{code}");
        }
    }

    #[test]
    fn a_code_nobody_knows_keeps_itself_and_is_an_unknown_error() {
        let unknown = meaning(Some(39_999));
        assert_eq!((unknown.code, unknown.details), (39_999, Some(TextUnknownError)));
    }
}
