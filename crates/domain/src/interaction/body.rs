//! An interaction as the API shows it (A4 of the API reference).

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::Interaction;
use crate::history::{Shown, shown};
use crate::id::{CaseId, ContactId, InteractionId, LoanId, PersonId, QueueId, UserId};
use crate::text::{preview, words};
use crate::time::Instant;
use crate::vocabulary::{
    AgentOutcome, Channel, Direction, Flow, HandlingStatus, Medium, Routing, Status, StatusDetail, Subject,
    Theme,
};

/// An interaction: one communication between the company and a person.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Interaction)]
pub struct InteractionBody {
    id: InteractionId,
    /// Always `interaction`.
    object: &'static str,
    created_at: Instant,
    updated_at: Option<Instant>,
    deleted_at: Option<Instant>,
    /// The person; null while it is unassociated.
    person_id: Option<PersonId>,
    contact_id: Option<ContactId>,
    contact_external_id: Option<String>,
    external_id: Option<String>,
    channel: Channel,
    direction: Direction,
    status: Status,
    status_details: Option<StatusDetail>,
    theme: Theme,
    borrower_selected_theme: Option<Theme>,
    subject: Option<Subject>,
    agent_outcome: Option<AgentOutcome>,
    /// What was said. Null and `locked` for those who may not read it.
    #[schema(value_type = Option<Object>)]
    content: Option<Box<RawValue>>,
    /// Present and true where the content is kept from this reader.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<Box<RawValue>>,
    sensitive: bool,
    is_external: bool,
    is_transactional: Option<bool>,
    loan_id: Option<LoanId>,
    loan_ids: Vec<LoanId>,
    /// Present in exports: the cases it is linked to.
    #[serde(skip_serializing_if = "Option::is_none")]
    case_ids: Option<Vec<CaseId>>,
    previous_interaction_id: Option<InteractionId>,
    twilio_error_code: Option<String>,
    template_version_id: Option<String>,
    supercase_bulk_operation_id: Option<String>,
    failure_description_short: Option<String>,
    failure_description_long: Option<String>,
    compliance_guard_rule_id: Option<String>,
    started_at: Instant,
    ended_at: Option<Instant>,
    scheduled_at_from: Option<Instant>,
    scheduled_at_to: Option<Instant>,
    status_updated_at: Option<Instant>,
    status_details_updated_at: Option<Instant>,
    agent_outcome_updated_at: Option<Instant>,
    created_by: CreatedByBody,
    has_recording: bool,
    has_voicemail: bool,
    /// The service of a chat.
    medium: Option<Medium>,
    /// The campaign it was part of.
    campaign: Option<String>,
    /// From channel and medium; read only.
    flow: Option<Flow>,
    /// What became of it: what was said, else what follows from the facts (docs/history.md).
    handling_status: Option<HandlingStatus>,
    /// Why.
    handling_reason: Option<String>,
    /// How it first found whoever handles it.
    original_routing: Routing,
    /// How it finds them now.
    current_routing: Routing,
    /// The user who handles it.
    advisor_id: Option<UserId>,
    /// The queue it came through.
    queue_id: Option<QueueId>,
    /// The number or mail address on the customer's side.
    customer_address: Option<String>,
    /// Seconds until somebody took it.
    waiting_duration: Option<i64>,
    /// Seconds somebody worked on it.
    handling_duration: Option<i64>,
    /// Seconds of work after it.
    wrap_up_duration: Option<i64>,
    /// The person, where `include=borrower` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    borrower: Option<Box<RawValue>>,
    /// The contact, where `include=contact` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    contact: Option<Box<RawValue>>,
    /// The first words of the content, where `view=card` asked for a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<String>,
}

/// Who recorded an interaction.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CreatedBy)]
pub(super) struct CreatedByBody {
    id: Option<String>,
    name: Option<String>,
    /// `employee`, `apiKey` or `system`.
    descriptor: String,
}

impl From<Interaction> for InteractionBody {
    fn from(from: Interaction) -> Self {
        let Shown { flow, status, reason, current_routing, handling } = shown(&from);
        Self {
            id: from.id,
            object: "interaction",
            created_at: from.created_at,
            updated_at: from.updated_at,
            deleted_at: from.deleted_at,
            person_id: from.person,
            contact_id: from.contact,
            contact_external_id: from.contact_external_id,
            external_id: from.external_id,
            channel: from.channel,
            direction: from.direction,
            status: from.status,
            status_details: from.status_details,
            theme: from.theme,
            borrower_selected_theme: from.borrower_selected_theme,
            subject: from.subject,
            agent_outcome: from.agent_outcome,
            content: raw(from.content),
            locked: from.locked,
            meta_data: raw(from.meta_data),
            sensitive: from.sensitive,
            is_external: from.is_external,
            is_transactional: from.is_transactional,
            loan_id: from.loans.first().copied(),
            loan_ids: from.loans,
            case_ids: None,
            previous_interaction_id: from.previous,
            twilio_error_code: from.twilio_error_code,
            template_version_id: from.template_version_id,
            supercase_bulk_operation_id: from.supercase_bulk_operation_id,
            failure_description_short: from.failure_description_short,
            failure_description_long: from.failure_description_long,
            compliance_guard_rule_id: from.compliance_guard_rule_id,
            started_at: from.started_at,
            ended_at: from.ended_at,
            scheduled_at_from: from.scheduled_at_from,
            scheduled_at_to: from.scheduled_at_to,
            status_updated_at: from.status_updated_at,
            status_details_updated_at: from.status_details_updated_at,
            agent_outcome_updated_at: from.agent_outcome_updated_at,
            created_by: CreatedByBody {
                id: from.created_by.id,
                name: from.created_by.name,
                descriptor: from.created_by.descriptor,
            },
            has_recording: from.recording.is_some(),
            has_voicemail: from.voicemail.is_some(),
            medium: from.handling.medium,
            campaign: from.handling.campaign,
            flow,
            handling_status: status,
            handling_reason: reason,
            original_routing: from.handling.original_routing,
            current_routing,
            advisor_id: from.handling.advisor,
            queue_id: from.handling.queue,
            customer_address: from.handling.customer_address,
            waiting_duration: from.handling.waiting,
            handling_duration: handling,
            wrap_up_duration: from.handling.wrap_up,
            borrower: None,
            contact: None,
            preview: None,
        }
    }
}

impl InteractionBody {
    /// With its person (`include=borrower`), as JSON text.
    pub fn with_borrower(mut self, json: String) -> Self {
        self.borrower = raw(Some(json));
        self
    }

    /// With its contact (`include=contact`), as JSON text.
    pub fn with_contact(mut self, json: String) -> Self {
        self.contact = raw(Some(json));
        self
    }

    /// With the cases it is linked to.
    pub fn with_cases(mut self, cases: Vec<CaseId>) -> Self {
        self.case_ids = Some(cases);
        self
    }

    /// With an external id where it has none: its own id.
    pub fn named_by_its_id(mut self) -> Self {
        self.external_id.get_or_insert_with(|| self.id.to_string());
        self
    }

    /// As others may be told of it: what was said, and what was added to it, is left out.
    pub fn without_words(mut self) -> Self {
        (self.content, self.meta_data, self.preview) = (None, None, None);
        self
    }

    /// As a card: the first words instead of the content.
    pub fn as_card(mut self) -> Self {
        let content = self.content.take();
        let value = content.and_then(|raw| serde_json::from_str(raw.get()).ok());
        self.preview = value.map(|value| preview(&words(&value)));
        self
    }
}

fn raw(text: Option<String>) -> Option<Box<RawValue>> {
    text.and_then(|text| RawValue::from_string(text).ok())
}
