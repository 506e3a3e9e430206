//! Record an interaction of a person.

use axum::extract::State;
use domain::id::AnyId;
use domain::interaction::Draft;

use super::body::{NewInteraction, Shown, ShownBody};
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::path::Path;
use crate::http::query::Query;

/// Record an interaction that took place elsewhere
///
/// Nothing is sent. `isExternal` becomes true.
#[utoipa::path(
    post,
    path = "/api/people/{personId}/interactions",
    tag = "interactions",
    operation_id = "createInteraction",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("searchable" = Option<bool>, Query, description = "Answer with a flat document for a search index")
    ),
    request_body = NewInteraction,
    responses((status = 200, body = ShownBody)),
    extensions(("x-permission" = json!("interaction:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
    JsonText(body): JsonText,
) -> Result<Shown, AppError> {
    let searchable = query.flag("searchable").unwrap_or(false);
    query.finish()?;
    let draft = Draft::read(&body)?;
    let person = AnyId::read(&person);
    if searchable {
        let flat = app::interactions::create_searchable(&app, &caller, &person, draft).await?;
        return Ok(Shown::Flat(Box::new(flat)));
    }
    let created = app::interactions::create(&app, &caller, &person, draft).await?;
    Ok(Shown::Whole(Box::new(created.into())))
}
