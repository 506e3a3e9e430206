//! Save a view of the history.

use axum::extract::State;
use domain::saved_view::SavedViewDraft;

use super::body::{SavedViewBody, SeenBody};
use crate::app::{AppError, Caller, SharedApp, saved_views};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Save a view of the history: for yourself, or for a team of yours
#[utoipa::path(
    post,
    path = "/api/history/views",
    tag = "history",
    operation_id = "createSavedView",
    request_body = inline(SavedViewBody),
    responses((status = 200, body = One<SeenBody>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<SeenBody>, AppError> {
    let draft = SavedViewDraft::read(&body)?;
    Ok(one(saved_views::create(&app, &caller, draft).await?.into()))
}
