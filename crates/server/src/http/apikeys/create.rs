//! Make an API key.

use axum::extract::State;
use axum::http::{HeaderName, header};
use domain::api_key::{ApiKey, ApiKeyDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make an API key; the answer is the only place where it is seen
#[utoipa::path(
    post,
    path = "/api/apikeys",
    tag = "access",
    operation_id = "createApiKey",
    request_body = inline(ApiKeyBody),
    responses((status = 200, body = One<ShownKey>)),
    extensions(("x-permission" = json!("apikey:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<([(HeaderName, &'static str); 1], One<ShownKey>), AppError> {
    let draft = ApiKeyDraft::read(&body)?;
    let made = app::api_keys::create(&app, &caller, draft).await?;
    let shown = ShownKey { about: made.about, key: made.key };
    Ok(([(header::CACHE_CONTROL, "no-store")], one(shown)))
}

/// What a body says about a new key.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ApiKeyDraft::read` reads")]
pub struct ApiKeyBody {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// agent, manager, service, administrator or the id of a role of the company's own.
    role: String,
    /// The user it acts as: an id or an email.
    user_id: Option<String>,
}

/// A key with its secret.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct ShownKey {
    /// What is known about it later.
    #[serde(flatten)]
    pub about: ApiKey,
    /// What a program sends as X-API-KEY.
    pub key: String,
}
