//! May a contact happen?

use axum::extract::State;
use domain::can_interact::Question;
use domain::id::AnyId;

use super::body::Verdict;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Whether a contact with a person may happen. Writes nothing: ask again right before acting
#[utoipa::path(
    post,
    path = "/api/people/{personId}/can-interact",
    tag = "complianceGuard",
    operation_id = "canInteract",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(super::can_interact::QuestionBody),
    responses((status = 200, body = One<Verdict>)),
    extensions(("x-permission" = json!("interaction:check")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Verdict>, AppError> {
    let question = Question::read(&body)?;
    let decision = app::guard::can_interact(&app, &caller, &AnyId::read(&person), question).await?;
    Ok(one(decision.into()))
}

/// What a body may ask. Needed are `channel`, and `theme` or a subject that implies one.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `Question::read` reads")]
pub struct QuestionBody {
    channel: domain::vocabulary::Channel,
    theme: Option<domain::vocabulary::Theme>,
    subject: Option<domain::vocabulary::Subject>,
    /// Id, or `ext-` and the external id; without any the guard takes the usual contact.
    contact_id: Option<String>,
    /// The contact's external id, bare.
    contact_external_id: Option<String>,
    /// A contact spelled out: matched to a recorded one, else judged as if it were recorded.
    #[schema(value_type = Option<Object>)]
    contact_details: Option<()>,
    /// Id, or `ext-` and the external id; without any every loan in collection is asked.
    loan_id: Option<String>,
    loan_ids: Option<Vec<String>>,
    /// Autodialed or prerecorded.
    #[schema(default = false)]
    is_autodialed: Option<bool>,
    /// Whether it answers an event; without it the subject says so.
    is_transactional: Option<bool>,
    /// Judge the time of day as of noon today where the company is.
    #[schema(default = false)]
    check_at_company_noon: Option<bool>,
    /// The interaction it answers.
    previous_interaction_id: Option<String>,
    /// Judge for this instant instead of now; what happened after it is ignored.
    at: Option<domain::time::Instant>,
}
