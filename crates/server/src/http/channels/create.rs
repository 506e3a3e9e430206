//! Set a channel up.

use axum::extract::State;
use domain::channel::{ChannelDraft, CompanyChannel, Sender};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Set a channel up
#[utoipa::path(
    post,
    path = "/api/channels",
    tag = "channels",
    operation_id = "createChannel",
    request_body = inline(super::create::ChannelBody),
    responses((status = 200, body = One<CompanyChannel>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<CompanyChannel>, AppError> {
    let draft = ChannelDraft::read(&body)?;
    Ok(one(app::channels::create(&app, &caller, draft).await?))
}

/// What a body may say about a channel; `kind` is needed for a new one and stays.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ChannelDraft::read` reads")]
pub struct ChannelBody {
    kind: Option<domain::vocabulary::ChannelKind>,
    #[schema(min_length = 1, max_length = 255)]
    name: Option<String>,
    enabled: Option<bool>,
    /// By kind; see docs/api.md.
    #[schema(value_type = Option<Object>)]
    settings: Option<()>,
    #[schema(max_items = 100)]
    senders: Option<Vec<Sender>>,
    /// Replaced as a whole, never read back.
    #[schema(value_type = Option<Object>)]
    secrets: Option<()>,
}
