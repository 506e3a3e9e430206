//! Record an inbound interaction of nobody known yet.

use axum::extract::State;
use domain::interaction::{Draft, InteractionBody};

use super::body::NewInteraction;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Record an inbound interaction that belongs to no person yet
#[utoipa::path(
    post,
    path = "/api/interactions",
    tag = "interactions",
    operation_id = "createUnassociatedInteraction",
    request_body = NewInteraction,
    responses((status = 200, body = One<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<InteractionBody>, AppError> {
    let draft = Draft::read(&body)?;
    Ok(one(app::interactions::create_unassociated(&app, &caller, draft).await?.into()))
}
