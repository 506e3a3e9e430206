//! Change a saved view.

use axum::extract::State;
use domain::id::AnyId;
use domain::saved_view::SavedViewDraft;

use super::body::{SavedViewBody, SeenBody};
use crate::app::{AppError, Caller, SharedApp, saved_views};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a saved view: absent fields stay; its owner may, and whoever manages its team
#[utoipa::path(
    put,
    path = "/api/history/views/{savedViewId}",
    tag = "history",
    operation_id = "updateSavedView",
    params(("savedViewId" = String, Path, description = "Id")),
    request_body = inline(SavedViewBody),
    responses((status = 200, body = One<SeenBody>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<SeenBody>, AppError> {
    let draft = SavedViewDraft::read(&body)?;
    Ok(one(saved_views::update(&app, &caller, AnyId::read(&id), draft).await?.into()))
}
