//! Take a consent back.

use axum::extract::State;
use domain::consent::Consent;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take a consent back from now on; it stays in the list with `revokedAt`
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/consents/{consentId}",
    tag = "compliance",
    operation_id = "revokeConsent",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("consentId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<Consent>)),
    extensions(("x-permission" = json!("contact:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, id)): Path<(String, String)>,
) -> Result<One<Consent>, AppError> {
    Ok(one(app::consents::revoke(&app, &caller, AnyId::read(&person), AnyId::read(&id)).await?))
}
