//! Making an interaction of a draft, and merging a draft into one.

use serde_json::Value;

use super::draft::{Draft, History};
use super::{CreatedBy, Interaction};
use crate::history::{self, Handling};
use crate::id::{CompanyId, ContactId, Id, InteractionId, LoanId, PersonId, QueueId, UserId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::rules::{Settled, Terms, settle, status_after, status_may_move};
use crate::time::Instant;
use crate::vocabulary::{Channel, Direction, StatusDetail, Vocabulary};

/// Why a merge was refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    /// Some fields are wrong.
    Fields(Problems),
    /// The interaction is not in a state for it; what to do instead.
    State(String),
}

impl From<Problems> for Refused {
    fn from(problems: Problems) -> Self {
        Refused::Fields(problems)
    }
}

/// What a draft names, found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The contact and its external id.
    pub contact: Patch<(ContactId, Option<String>)>,
    /// The loans.
    pub loans: Patch<Vec<LoanId>>,
    /// The interaction before.
    pub previous: Patch<InteractionId>,
    /// Who handles it. Where nobody is named, whoever recorded it.
    pub advisor: Patch<UserId>,
    /// The queue.
    pub queue: Patch<QueueId>,
    /// The number or mail address of the contact it has, where it may be asked for.
    pub address: Option<String>,
}

/// The surroundings of a new interaction.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Whose it is.
    pub company: CompanyId,
    /// For whom; none makes it unassociated.
    pub person: Option<PersonId>,
    /// Who records it.
    pub created_by: CreatedBy,
    /// Whether it comes from outside.
    pub is_external: bool,
    /// Now.
    pub now: Instant,
}

/// A new interaction. Its id is a placeholder until the store gives it one.
pub fn create(draft: Draft, found: Found, setting: Setting) -> Result<Interaction, Problems> {
    let mut problems = draft.unread.clone();
    let channel = required(&draft.channel, "channel", &mut problems);
    let direction = required(&draft.direction, "direction", &mut problems);
    let settled = settle(&Terms {
        channel: channel.unwrap_or(Channel::Voice),
        direction: direction.unwrap_or(Direction::Outbound),
        status: draft.status.as_value().copied(),
        details: draft
            .status_details
            .as_value()
            .copied()
            .filter(|_| channel.is_some() && direction.is_some()),
        theme: draft.theme.as_value().copied(),
        subject: draft.subject.as_value().copied(),
    });
    let settled = match settled {
        Ok(settled) => Some(settled),
        Err(found) => {
            problems.extend_untold(found);
            None
        }
    };
    let (Some(channel), Some(direction), Some(settled)) = (channel, direction, settled) else {
        return Err(problems);
    };
    let interaction = build(draft, found, setting, channel, direction, settled);
    check(&interaction, &mut problems);
    problems.into_result(interaction)
}

fn required<V: Vocabulary>(value: &Patch<V>, field: &str, problems: &mut Problems) -> Option<V> {
    let known = value.as_value().copied();
    if known.is_none() && !problems.tells_of(field) {
        problems.push(field, "is required");
    }
    known
}

fn build(
    draft: Draft,
    found: Found,
    setting: Setting,
    channel: Channel,
    direction: Direction,
    settled: Settled,
) -> Interaction {
    let History { created_at, updated_at, .. } = draft.history.clone();
    let created_at = created_at.value().unwrap_or(setting.now);
    let stamps = draft.history;
    let (contact, contact_external_id) =
        found.contact.clone().value().map_or((None, None), |(id, ext)| (Some(id), ext));
    let mut interaction = Interaction {
        id: InteractionId::of(0),
        company: setting.company,
        person: setting.person,
        contact,
        contact_external_id,
        external_id: draft.external_id.value(),
        channel,
        direction,
        status: settled.status,
        status_details: settled.details,
        theme: settled.theme,
        borrower_selected_theme: draft.borrower_selected_theme.value(),
        subject: settled.subject,
        agent_outcome: draft.agent_outcome.value(),
        content: draft.content.value(),
        locked: false,
        meta_data: draft.meta_data.value(),
        sensitive: draft.sensitive.value().unwrap_or(false),
        is_external: setting.is_external,
        is_transactional: draft.is_transactional.value(),
        loans: found.loans.clone().value().unwrap_or_default(),
        previous: found.previous.clone().value(),
        twilio_error_code: draft.twilio_error_code.value(),
        template_version_id: None,
        supercase_bulk_operation_id: None,
        failure_description_short: draft.failure_description_short.value(),
        failure_description_long: draft.failure_description_long.value(),
        compliance_guard_rule_id: draft.compliance_guard_rule_id.value(),
        started_at: draft.started_at.value().unwrap_or(setting.now),
        ended_at: draft.ended_at.value(),
        scheduled_at_from: draft.scheduled_at_from.value(),
        scheduled_at_to: draft.scheduled_at_to.value(),
        created_at,
        updated_at: updated_at.value(),
        deleted_at: None,
        status_updated_at: stamps.status_updated_at.over(Some(created_at)),
        status_details_updated_at: stamps.status_details_updated_at.over(settled.details.map(|_| created_at)),
        agent_outcome_updated_at: None,
        created_by: stamps.created_by.value().unwrap_or(setting.created_by),
        hold_duration: None,
        recording: None,
        voicemail: None,
        handling: Handling::default(),
    };
    interaction.agent_outcome_updated_at =
        stamps.agent_outcome_updated_at.over(interaction.agent_outcome.map(|_| created_at));
    tidy(&mut interaction);
    interaction.handling = draft.handling.create(&found, &interaction);
    interaction
}

/// The interaction after an update.
pub fn merge(before: &Interaction, draft: Draft, found: Found, now: Instant) -> Result<Interaction, Refused> {
    let mut after = before.clone();
    let mut problems = draft.unread.clone();
    after.channel = keep(draft.channel, before.channel, "channel", &mut problems);
    after.direction = keep(draft.direction, before.direction, "direction", &mut problems);
    let sent_status = match draft.status {
        Patch::Null => {
            problems.push("status", "cannot be cleared");
            None
        }
        status => status.value(),
    };
    let (status, details) =
        status_after((before.status, before.status_details), sent_status, draft.status_details.mentioned());
    after.subject = draft.subject.clone().over(before.subject);
    let theme = match draft.theme {
        Patch::Value(theme) => Some(theme),
        Patch::Null => None,
        // A new subject brings its theme along; without one the reason stays as it was.
        Patch::Absent => {
            let implied = draft.subject.value().and_then(|subject| subject.implied_theme());
            Some(implied.unwrap_or(before.theme))
        }
    };
    let (channel, direction, subject) = (after.channel, after.direction, after.subject);
    match settle(&Terms { channel, direction, status: Some(status), details, theme, subject }) {
        Ok(settled) => {
            after.status = settled.status;
            after.status_details = settled.details;
            after.theme = settled.theme;
        }
        Err(found) => problems.extend_untold(found),
    }
    after.sensitive = draft.sensitive.mentioned().map_or(before.sensitive, |said| said.unwrap_or(false));
    after.borrower_selected_theme = draft.borrower_selected_theme.over(after.borrower_selected_theme);
    after.agent_outcome = draft.agent_outcome.over(after.agent_outcome);
    after.content = draft.content.over(after.content);
    after.meta_data = draft.meta_data.over(after.meta_data);
    after.external_id = draft.external_id.over(after.external_id);
    after.is_transactional = draft.is_transactional.over(after.is_transactional);
    after.twilio_error_code = draft.twilio_error_code.over(after.twilio_error_code);
    after.failure_description_short = draft.failure_description_short.over(after.failure_description_short);
    after.failure_description_long = draft.failure_description_long.over(after.failure_description_long);
    after.compliance_guard_rule_id = draft.compliance_guard_rule_id.over(after.compliance_guard_rule_id);
    after.started_at = keep(draft.started_at, before.started_at, "startedAt", &mut problems);
    after.ended_at = draft.ended_at.over(after.ended_at);
    after.scheduled_at_from = draft.scheduled_at_from.over(after.scheduled_at_from);
    after.scheduled_at_to = draft.scheduled_at_to.over(after.scheduled_at_to);
    after.previous = found.previous.clone().over(after.previous);
    after.loans = found.loans.clone().mentioned().map_or(after.loans, Option::unwrap_or_default);
    if let Some(contact) = found.contact.clone().mentioned() {
        (after.contact, after.contact_external_id) =
            contact.map_or((None, None), |(id, ext)| (Some(id), ext));
    }
    tidy(&mut after);
    after.handling = draft.handling.merge(&before.handling, &found, &after);
    check(&after, &mut problems);
    if after.previous == Some(before.id) {
        problems.push("previousInteractionId", "an interaction cannot continue itself");
    }
    if !problems.is_empty() {
        return Err(Refused::Fields(problems));
    }
    if !status_may_move(before.status, after.status, before.is_external) {
        return Err(Refused::State(format!(
            "status cannot go from {} to {}; {}",
            before.status,
            after.status,
            if before.is_external { "choose another" } else { "a native interaction follows its own course" }
        )));
    }
    stamp(before, &mut after, now);
    Ok(after)
}

fn keep<T>(said: Patch<T>, before: T, field: &str, problems: &mut Problems) -> T {
    match said {
        Patch::Absent => before,
        Patch::Value(value) => value,
        Patch::Null => {
            problems.push(field, "cannot be cleared");
            before
        }
    }
}

/// What follows from the rest: credentials lose their words, a call lifts its hold time out.
fn tidy(interaction: &mut Interaction) {
    if interaction.is_credentials() {
        (interaction.content, interaction.recording, interaction.voicemail) = (None, None, None);
    }
    interaction.hold_duration = hold_duration(interaction);
}

fn hold_duration(interaction: &Interaction) -> Option<i64> {
    if interaction.channel != Channel::Voice {
        return None;
    }
    let content: Value = serde_json::from_str(interaction.content.as_deref()?).ok()?;
    let seconds = content.get("holdDurationSec").or_else(|| content.get("holdDuration"))?.as_f64()?;
    // Out of any real call's range it is not a duration.
    (0.0..1e9).contains(&seconds).then_some(seconds as i64)
}

fn check(interaction: &Interaction, problems: &mut Problems) {
    history::check(interaction, problems);
    let blocked = interaction.status_details == Some(StatusDetail::BlockedByComplianceGuard);
    if interaction.compliance_guard_rule_id.is_some() && !blocked {
        problems.push("complianceGuardRuleId", "only goes with statusDetails blockedByComplianceGuard");
    }
    let window = (interaction.scheduled_at_from, interaction.scheduled_at_to);
    if let (Some(from), Some(to)) = window
        && to < from
    {
        problems.push("scheduledAtTo", "must not be before scheduledAtFrom");
    }
    if interaction.ended_at.is_some_and(|ended| ended < interaction.started_at) {
        problems.push("endedAt", "must not be before startedAt");
    }
}

/// Notes when what changed did.
pub fn stamp(before: &Interaction, after: &mut Interaction, now: Instant) {
    if *after == *before {
        return;
    }
    after.updated_at = Some(now);
    if after.status != before.status {
        after.status_updated_at = Some(now);
    }
    if after.status_details != before.status_details {
        after.status_details_updated_at = Some(now);
    }
    if after.agent_outcome != before.agent_outcome {
        after.agent_outcome_updated_at = Some(now);
    }
}
