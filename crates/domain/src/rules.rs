//! The rules that tie channel, direction, status, details, subject and theme of an interaction together.

use crate::{
    problem::Problems,
    vocabulary::{Channel, Direction, Status, StatusDetail, Subject, Theme, Vocabulary},
};

use Status::{Attempted, Failed, InProgress, Scheduled, Succeeded};

/// Details of an inbound call that nobody of the lender answered (D13 of the API reference).
pub const MISSED_CALL_DETAILS: [StatusDetail; 4] = [
    StatusDetail::VoiceReceivedOutsideOpenHours,
    StatusDetail::VoiceReceivedNoAgentsAvailable,
    StatusDetail::VoiceDisconnectedWhileQueuedOnHold,
    StatusDetail::VoiceLenderDisabledInboundCalls,
];

/// What somebody says about an interaction, not yet checked against itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How it travels.
    pub channel: Channel,
    /// Who contacts whom.
    pub direction: Direction,
    /// Its technical status; has to be said.
    pub status: Option<Status>,
    /// More about the status.
    pub details: Option<StatusDetail>,
    /// What it is about; may be left to the subject.
    pub theme: Option<Theme>,
    /// Its specific purpose.
    pub subject: Option<Subject>,
}

/// Terms that agree with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Its technical status.
    pub status: Status,
    /// More about the status.
    pub details: Option<StatusDetail>,
    /// What it is about, as said or as its subject implies.
    pub theme: Theme,
    /// Its specific purpose.
    pub subject: Option<Subject>,
}

/// The terms as they are stored, or every field that contradicts another.
///
/// The rules are A5, A6, A9.1 and D12 of the API reference. A theme that differs from
/// the one its subject implies is accepted: the client decides.
pub fn settle(terms: &Terms) -> Result<Settled, Problems> {
    let mut problems = Problems::new();
    let theme = terms.theme.or(terms.subject.and_then(Subject::implied_theme));
    if terms.status.is_none() {
        problems.push("status", "required");
    }
    if let Some(details) = terms.details {
        judge_details(details, terms, &mut problems);
    }
    if theme.is_none() {
        problems.push("theme", missing_theme(terms.subject));
    }
    match (terms.status, theme) {
        (Some(status), Some(theme)) => {
            problems.into_result(Settled { status, details: terms.details, theme, subject: terms.subject })
        }
        _ => Err(problems),
    }
}

/// Status and details after an update that sends one of them, both or neither.
///
/// Details alone bring the status they force; a status alone clears the stored details it contradicts; both
/// together stay as given, for [`settle`] to judge (A5 and D12 of the API reference). `sent_details` is
/// `Some(None)` where the update clears them.
pub fn status_after(
    before: (Status, Option<StatusDetail>),
    sent_status: Option<Status>,
    sent_details: Option<Option<StatusDetail>>,
) -> (Status, Option<StatusDetail>) {
    let (status, details) = before;
    match (sent_status, sent_details) {
        (None, None) => before,
        (Some(sent), Some(details)) => (sent, details),
        (Some(sent), None) => (sent, details.filter(|stored| stored.fits_status(sent))),
        (None, Some(None)) => (status, None),
        (None, Some(Some(sent))) if sent.fits_status(status) => (status, Some(sent)),
        (None, Some(Some(sent))) => (sent.default_status().unwrap_or(status), Some(sent)),
    }
}

/// Whether an interaction may go from one status to another (section 4 of the contract).
///
/// Staying is always fine, and external rows may move freely.
pub fn status_may_move(from: Status, to: Status, is_external: bool) -> bool {
    if from == to || is_external {
        return true;
    }
    match from {
        Scheduled => matches!(to, InProgress | Attempted | Failed | Status::Canceled),
        InProgress | Attempted | Succeeded | Failed => matches!(to, Attempted | Succeeded | Failed),
        Status::Canceled => false,
    }
}

/// Whether a call of the borrower was missed: one of [`MISSED_CALL_DETAILS`], or a voicemail was left.
///
/// D13 of the API reference.
pub fn is_missed_call(
    channel: Channel,
    direction: Direction,
    details: Option<StatusDetail>,
    has_voicemail: bool,
) -> bool {
    if channel != Channel::Voice || direction != Direction::Inbound {
        return false;
    }
    has_voicemail || details.is_some_and(|details| MISSED_CALL_DETAILS.contains(&details))
}

fn judge_details(details: StatusDetail, terms: &Terms, problems: &mut Problems) {
    const FIELD: &str = "statusDetails";
    if let Some(channel) = details.channel().filter(|_| !details.fits_channel(terms.channel)) {
        problems.push(FIELD, format!("{details} needs channel {channel}"));
    }
    if terms.status.is_some_and(|status| !details.fits_status(status)) {
        problems.push(FIELD, format!("{details} needs status {}", alternatives(details.statuses())));
    }
    if let Some(direction) = details.direction().filter(|_| !details.fits_direction(terms.direction)) {
        problems.push(FIELD, format!("{details} needs direction {direction}"));
    }
}

fn missing_theme(subject: Option<Subject>) -> String {
    match subject {
        Some(subject) => format!("required, as subject {subject} implies none"),
        None => "required, as no subject implies one".to_owned(),
    }
}

fn alternatives<V: Vocabulary>(values: &[V]) -> String {
    values.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod matrix;
#[cfg(test)]
mod tests;
