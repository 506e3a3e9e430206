//! Ending the conversation of an interaction.

use super::Interaction;
use super::merge::stamp;
use crate::rules::{status_after, status_may_move};
use crate::time::Instant;
use crate::vocabulary::{Channel, StatusDetail};

/// The interaction after an agent closed its conversation (section 4 of the contract).
///
/// It ends now; a text says that an agent closed it, where its status may move to what that forces.
pub fn close_convo(before: &Interaction, now: Instant) -> Interaction {
    closed(before, Some(StatusDetail::TextConvoClosedByAgent), now)
}

/// The interaction after nobody wrote in its conversation for too long. It says so where somebody had written in it; a
/// text that nobody answered has merely ended.
pub fn time_out_convo(before: &Interaction, somebody_wrote: bool, now: Instant) -> Interaction {
    closed(before, somebody_wrote.then_some(StatusDetail::TextConvoTimeoutAutoclose), now)
}

fn closed(before: &Interaction, why: Option<StatusDetail>, now: Instant) -> Interaction {
    let mut after = before.clone();
    // Never before its start, which may be planned.
    after.ended_at = before.ended_at.or(Some(now.max(before.started_at)));
    if let Some(why) = why.filter(|_| before.channel == Channel::Text) {
        let (status, details) = status_after((before.status, before.status_details), None, Some(Some(why)));
        if status_may_move(before.status, status, before.is_external) {
            (after.status, after.status_details) = (status, details);
        }
    }
    stamp(before, &mut after, now);
    after
}
