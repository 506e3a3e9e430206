//! Send a message.

use axum::extract::State;
use domain::communication::SendDraft;

use crate::app::communicator::{self, Sent};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Send a message, and record it as an interaction
///
/// It is queued if Compliance Guard lets it pass, and judged once more when it goes out. Otherwise the answer is a 422
/// with the blocked interaction, and `sendAt` where only time is in the way.
#[utoipa::path(
    post,
    path = "/api/communicator/send",
    tag = "communicator",
    operation_id = "send",
    request_body = inline(super::send::SendBody),
    responses((status = 200, body = One<Sent>)),
    extensions(("x-permission" = json!("interaction:send")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Sent>, AppError> {
    let draft = SendDraft::read(&body)?;
    Ok(one(communicator::send(&app, &caller, draft).await?))
}

/// What a body may say about a message. Keys not named here are variables of the template.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `SendDraft::read` reads")]
pub struct SendBody {
    /// Id, or `ext-` and the external id.
    person_id: String,
    channel: domain::vocabulary::Channel,
    subject: domain::vocabulary::Subject,
    /// Needed where the subject implies none.
    theme: Option<domain::vocabulary::Theme>,
    /// Without it the person's usual contact for the channel.
    contact_id: Option<String>,
    contact_external_id: Option<String>,
    loan_id: Option<String>,
    loan_ids: Option<Vec<String>>,
    case_id: Option<String>,
    /// The interaction it answers.
    previous_interaction_id: Option<String>,
    /// What it says, where no template does: `{subject, bodyText, bodyHtml, cc, bcc}` or `{body}`.
    #[schema(value_type = Option<Object>)]
    content: Option<()>,
    /// Documents of the person that go with an email.
    #[schema(max_items = 20)]
    attachments: Option<Vec<String>>,
    /// Variables of the template.
    #[schema(value_type = Option<Object>)]
    context: Option<()>,
    #[schema(min_length = 2, max_length = 2)]
    language: Option<String>,
    #[schema(min_length = 1, max_length = 64)]
    product_id: Option<String>,
    /// One of the channel's senders.
    sender: Option<String>,
    /// The campaign it is part of.
    #[schema(min_length = 1, max_length = 200)]
    campaign: Option<String>,
    /// The queue it belongs to: id, or `ext-` and the reference.
    queue_id: Option<String>,
    /// The user who handles it; the one who sends it where this is left out.
    advisor_id: Option<String>,
    sensitive: Option<bool>,
    is_transactional: Option<bool>,
    is_autodialed: Option<bool>,
    scheduled_at_from: Option<domain::time::Instant>,
    scheduled_at_to: Option<domain::time::Instant>,
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<()>,
}
