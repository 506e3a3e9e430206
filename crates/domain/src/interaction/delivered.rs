//! What becomes of an interaction when a provider tells what became of its message.

use super::Interaction;
use super::merge::stamp;
use crate::rules::status_may_move;
use crate::time::Instant;
use crate::vocabulary::{Status, StatusDetail};

/// What a provider told, in our words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What the interaction becomes; none leaves it.
    pub status: Option<Status>,
    /// More about it.
    pub details: Option<StatusDetail>,
    /// Why it failed, in a few words.
    pub short: Option<String>,
    /// Why it failed, in the provider's words.
    pub long: Option<String>,
    /// Twilio's code.
    pub twilio_error_code: Option<String>,
}

/// The interaction after what a provider told; unchanged where it cannot become that.
pub fn after_delivery(before: &Interaction, told: &Told, now: Instant) -> Interaction {
    let details = told.details.filter(|details| fits(*details, before));
    let status = details.and_then(StatusDetail::default_status).or(told.status);
    let Some(status) = status.filter(|status| may_become(before, *status)) else { return before.clone() };
    // That a conversation was closed says more than that its first text arrived.
    if is_closed(before) && status != Status::Failed {
        return before.clone();
    }
    let failed = status == Status::Failed;
    let mut after = before.clone();
    (after.status, after.status_details) = (status, details);
    after.failure_description_short = told.short.clone().filter(|_| failed);
    after.failure_description_long = told.long.clone().filter(|_| failed);
    after.twilio_error_code = told.twilio_error_code.clone().filter(|_| failed);
    stamp(before, &mut after, now);
    after
}

fn fits(details: StatusDetail, row: &Interaction) -> bool {
    details.fits_channel(row.channel) && details.fits_direction(row.direction)
}

/// A message that waited for its time was tried on its way to anything else.
fn may_become(before: &Interaction, status: Status) -> bool {
    let from = if before.status == Status::Scheduled { Status::Attempted } else { before.status };
    status_may_move(from, status, before.is_external)
}

fn is_closed(row: &Interaction) -> bool {
    use StatusDetail::{TextConvoClosedByAgent, TextConvoTimeoutAutoclose};
    matches!(row.status_details, Some(TextConvoClosedByAgent | TextConvoTimeoutAutoclose))
}
