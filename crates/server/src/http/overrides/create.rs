//! Let one contact pass one rule.

use axum::extract::State;
use domain::id::AnyId;
use domain::overrides::{Override, OverrideDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Let one contact pass one rule of Compliance Guard, once, within 15 minutes
///
/// Only a user may, by signing in or by a key that acts as one (403). Bankruptcy, cease, attorney, opt-outs and
/// consent to autodialed calls cannot be overridden; limits and hours only with the person's consent on record (422).
#[utoipa::path(
    post,
    path = "/api/people/{personId}/overrides",
    tag = "compliance",
    operation_id = "createOverride",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(OverrideBody),
    responses((status = 200, body = One<Override>)),
    extensions(("x-permission" = json!("complianceGuard:override")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Override>, AppError> {
    let draft = OverrideDraft::read(&body)?;
    Ok(one(app::overrides::create(&app, &caller, AnyId::read(&person), draft).await?))
}

/// What a body says about an override.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `OverrideDraft::read` reads")]
pub struct OverrideBody {
    /// The rule that may be passed.
    rule_id: String,
    /// Why; kept with the decision.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    #[schema(inline)]
    proposal: ProposalBody,
}

/// The contact that may pass, as can-interact takes it.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ProposalDraft::read` reads")]
pub struct ProposalBody {
    channel: domain::vocabulary::Channel,
    /// Needed unless the subject implies it.
    theme: Option<domain::vocabulary::Theme>,
    subject: Option<domain::vocabulary::Subject>,
    contact_id: Option<String>,
    contact_external_id: Option<String>,
    loan_id: Option<String>,
    loan_ids: Option<Vec<String>>,
    is_autodialed: Option<bool>,
    check_at_company_noon: Option<bool>,
}
