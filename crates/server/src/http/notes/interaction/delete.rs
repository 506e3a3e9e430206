//! Delete a note about an interaction.

use axum::extract::State;
use domain::id::AnyId;
use domain::note::Note;

use crate::app::notes::Mount;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Delete a note about an interaction; somebody else's needs `note:delete`
#[utoipa::path(
    delete,
    path = "/api/interactions/{interactionId}/notes/{noteId}",
    tag = "notes",
    operation_id = "deleteInteractionNote",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("noteId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<Note>)),
    extensions(("x-permission" = json!("note:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, note)): Path<(String, String)>,
) -> Result<One<Note>, AppError> {
    let mount = Mount::Interaction(AnyId::read(&interaction));
    Ok(one(app::notes::delete(&app, &caller, mount, AnyId::read(&note)).await?))
}
