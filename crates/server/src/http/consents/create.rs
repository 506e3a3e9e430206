//! Record a consent.

use axum::extract::State;
use domain::consent::{Consent, ConsentDraft};
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Record what a person agreed to, or refuses
///
/// Given now unless `givenAt` says otherwise. A refusal of what was never given has `revokedAt` alone.
#[utoipa::path(
    post,
    path = "/api/people/{personId}/consents",
    tag = "compliance",
    operation_id = "createConsent",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(ConsentBody),
    responses((status = 200, body = One<Consent>)),
    extensions(("x-permission" = json!("contact:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Consent>, AppError> {
    let draft = ConsentDraft::read(&body)?;
    Ok(one(app::consents::create(&app, &caller, AnyId::read(&person), draft).await?))
}

/// What a body may say about a consent.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ConsentDraft::read` reads")]
pub struct ConsentBody {
    kind: domain::vocabulary::ConsentKind,
    /// For this loan only: its id, or `ext-` and its external id.
    loan_id: Option<String>,
    /// For this contact only: its id, or `ext-` and its external id.
    contact_id: Option<String>,
    given_at: Option<domain::time::Instant>,
    /// For `extraCalls` at most seven days after `givenAt`, which is what it is then unless said.
    expires_at: Option<domain::time::Instant>,
    revoked_at: Option<domain::time::Instant>,
    /// How it is known: a form, a call, a text.
    #[schema(min_length = 1, max_length = 255)]
    source: Option<String>,
}
