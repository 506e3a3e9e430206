//! An interaction that somebody else began: a mail or a text that came in.

use super::{CreatedBy, Interaction};
use crate::history::{Handling, clean_address};
use crate::id::{CompanyId, ContactId, Id, InteractionId, PersonId};
use crate::time::Instant;
use crate::vocabulary::{Channel, Direction, Status, Theme};

/// A message that came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// Whose it is.
    pub company: CompanyId,
    /// Who wrote, where that is known.
    pub person: Option<PersonId>,
    /// The person's contact it came from, with its external id.
    pub contact: Option<(ContactId, Option<String>)>,
    /// How it came.
    pub channel: Channel,
    /// The number or mail address it came from.
    pub from: String,
    /// What was said, as JSON text.
    pub content: String,
    /// What else is known of it, as JSON text.
    pub meta_data: String,
    /// When it was sent.
    pub at: Instant,
    /// Now.
    pub now: Instant,
}

/// The interaction of a message that came in and continues another, or none. Its id is a placeholder until the store
/// gives it one.
///
/// It is about what the other is about; what begins by itself is about servicing. Words of account credentials are
/// never kept, so an answer to them is no such thing; but it may quote them, so it is sensitive.
pub fn receive(received: Received, previous: Option<&Interaction>) -> Interaction {
    let Received { company, person, contact, channel, from, content, meta_data, at, now } = received;
    let (contact, contact_external_id) = contact.map_or((None, None), |(id, external)| (Some(id), external));
    // A clock ahead of ours would put the message into the future.
    let at = at.min(now);
    Interaction {
        id: InteractionId::of(0),
        company,
        person,
        contact,
        contact_external_id,
        external_id: None,
        channel,
        direction: Direction::Inbound,
        status: Status::Succeeded,
        status_details: None,
        theme: previous.map_or(Theme::OpsServicing, theme_after),
        borrower_selected_theme: None,
        subject: None,
        agent_outcome: None,
        content: Some(content),
        locked: false,
        meta_data: Some(meta_data),
        sensitive: previous.is_some_and(|before| before.sensitive || before.is_credentials()),
        is_external: false,
        is_transactional: None,
        loans: previous
            .filter(|before| before.person == person)
            .map_or_else(Vec::new, |before| before.loans.clone()),
        previous: previous.map(|before| before.id),
        twilio_error_code: None,
        template_version_id: None,
        supercase_bulk_operation_id: None,
        failure_description_short: None,
        failure_description_long: None,
        compliance_guard_rule_id: None,
        started_at: at,
        ended_at: (channel != Channel::Text).then_some(at),
        scheduled_at_from: None,
        scheduled_at_to: None,
        created_at: now,
        updated_at: None,
        deleted_at: None,
        status_updated_at: Some(now),
        status_details_updated_at: None,
        agent_outcome_updated_at: None,
        created_by: CreatedBy {
            descriptor: "system".to_owned(),
            id: None,
            name: Some("Switchboard".to_owned()),
        },
        hold_duration: None,
        recording: None,
        voicemail: None,
        handling: Handling {
            customer_address: clean_address(&from.replace('\0', "")),
            ..Handling::default()
        },
    }
}

fn theme_after(before: &Interaction) -> Theme {
    match before.theme {
        Theme::OpsAccountCredentials | Theme::AgentNotification => Theme::OpsServicing,
        theme => theme,
    }
}
