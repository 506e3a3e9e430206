//! Change a channel.

use axum::extract::State;
use domain::channel::{ChannelDraft, CompanyChannel};
use domain::id::AnyId;

use super::create::ChannelBody;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a channel
#[utoipa::path(
    put,
    path = "/api/channels/{channelId}",
    tag = "channels",
    operation_id = "updateChannel",
    params(("channelId" = String, Path, description = "Id")),
    request_body = inline(ChannelBody),
    responses((status = 200, body = One<CompanyChannel>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<CompanyChannel>, AppError> {
    let draft = ChannelDraft::read(&body)?;
    Ok(one(app::channels::update(&app, &caller, AnyId::read(&id), draft).await?))
}
