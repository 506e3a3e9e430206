//! What a body may say about an interaction, and the two shapes of the answer.

use axum::response::{IntoResponse, Response};
use domain::vocabulary::{
    AgentOutcome, Channel, Direction, HandlingStatus, Medium, Routing, Status, StatusDetail, Subject, Theme,
};
use utoipa::ToSchema;

use crate::app::interactions::read::Searchable;
use crate::http::envelope::{One, one};
use domain::interaction::InteractionBody;

/// A new interaction. `theme` may be left out where the subject implies it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `Draft::read` reads")]
pub struct NewInteraction {
    channel: Channel,
    direction: Direction,
    status: Status,
    #[schema(inline)]
    #[serde(flatten)]
    rest: InteractionChanges,
}

/// Changes to an interaction: absent fields stay, null clears.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `Draft::read` reads")]
pub struct InteractionChanges {
    channel: Option<Channel>,
    direction: Option<Direction>,
    status: Option<Status>,
    status_details: Option<StatusDetail>,
    theme: Option<Theme>,
    borrower_selected_theme: Option<Theme>,
    subject: Option<Subject>,
    agent_outcome: Option<AgentOutcome>,
    /// What was said. Voice: `durationSec, holdDurationSec, transcript`; email: `subject, bodyText,
    /// bodyHtml, from, to, cc, attachments`; text: `body` or `messages`; chat: `messages`; else free.
    #[schema(value_type = Option<Object>)]
    content: Option<()>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<()>,
    sensitive: Option<bool>,
    /// Why `sensitive` changes: told in the audit trail, so without words of the content.
    #[schema(min_length = 1, max_length = 500)]
    reason: Option<String>,
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    is_transactional: Option<bool>,
    /// A contact of the person: id or `ext-…`.
    contact_id: Option<String>,
    /// A contact by its bare external id.
    #[schema(min_length = 1, max_length = 255)]
    contact_external_id: Option<String>,
    /// A loan: id or `ext-…`.
    loan_id: Option<String>,
    /// Loans: ids or `ext-…`.
    #[schema(max_items = 100)]
    loan_ids: Option<Vec<String>>,
    /// The interaction this one continues: id or `ext-…`.
    previous_interaction_id: Option<String>,
    #[schema(max_length = 10)]
    twilio_error_code: Option<String>,
    #[schema(max_length = 5000)]
    failure_description_short: Option<String>,
    #[schema(max_length = 5000)]
    failure_description_long: Option<String>,
    /// Only with `statusDetails` blockedByComplianceGuard.
    #[schema(max_length = 255)]
    compliance_guard_rule_id: Option<String>,
    /// A time with its offset, or a bare date; now where it is left out.
    started_at: Option<domain::time::Instant>,
    ended_at: Option<domain::time::Instant>,
    scheduled_at_from: Option<domain::time::Instant>,
    scheduled_at_to: Option<domain::time::Instant>,
    /// Only with channel chat.
    medium: Option<Medium>,
    #[schema(min_length = 1, max_length = 200)]
    campaign: Option<String>,
    /// Null: what follows from the facts (docs/history.md). `warning` only with channel email.
    handling_status: Option<HandlingStatus>,
    #[schema(min_length = 1, max_length = 500)]
    handling_reason: Option<String>,
    /// Smart where a new one has a queue, else direct.
    original_routing: Option<Routing>,
    /// As `originalRouting`; smart once it has a queue.
    current_routing: Option<Routing>,
    /// The user who handles it: id, or `ext-` and the email. Whoever records it where it is left out.
    advisor_id: Option<String>,
    /// The queue: id, or `ext-` and its reference.
    queue_id: Option<String>,
    /// The number or mail address on the customer's side; the contact's where it is left out.
    #[schema(min_length = 1, max_length = 255)]
    customer_address: Option<String>,
    /// Seconds.
    #[schema(minimum = 0)]
    waiting_duration: Option<i64>,
    /// Seconds; of calls and chats the rest of their time where it is left out.
    #[schema(minimum = 0)]
    handling_duration: Option<i64>,
    /// Seconds.
    #[schema(minimum = 0)]
    wrap_up_duration: Option<i64>,
}

/// An interaction in its envelope, or bare for a search index (`searchable=true`).
pub enum Shown {
    /// In its envelope.
    Whole(Box<InteractionBody>),
    /// Bare and flat.
    Flat(Box<Searchable>),
}

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        match self {
            Shown::Whole(body) => one(*body).into_response(),
            Shown::Flat(document) => axum::Json(*document).into_response(),
        }
    }
}

/// Either answer, for the document.
#[derive(serde::Serialize, ToSchema)]
#[serde(untagged)]
pub enum ShownBody {
    /// The usual answer.
    Whole(Box<One<InteractionBody>>),
    /// With `searchable=true`.
    Flat(Box<Searchable>),
}
