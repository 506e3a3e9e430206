//! Revoke an API key.

use axum::extract::State;
use domain::api_key::ApiKey;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Revoke an API key
#[utoipa::path(
    delete,
    path = "/api/apikeys/{apiKeyId}",
    tag = "access",
    operation_id = "revokeApiKey",
    params(("apiKeyId" = String, Path, description = "Id")),
    responses((status = 200, body = One<ApiKey>)),
    extensions(("x-permission" = json!("apikey:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<ApiKey>, AppError> {
    Ok(one(app::api_keys::revoke(&app, &caller, AnyId::read(&id)).await?))
}
