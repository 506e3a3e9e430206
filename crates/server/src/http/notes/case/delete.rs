//! Delete a note about a case.

use axum::extract::State;
use domain::id::AnyId;
use domain::note::Note;

use crate::app::notes::Mount;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Delete a note about a case; somebody else's needs `note:delete`
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/cases/{caseId}/notes/{noteId}",
    tag = "notes",
    operation_id = "deleteCaseNote",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("noteId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<Note>)),
    extensions(("x-permission" = json!("note:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, case, note)): Path<(String, String, String)>,
) -> Result<One<Note>, AppError> {
    let mount = Mount::Case(AnyId::read(&person), AnyId::read(&case));
    Ok(one(app::notes::delete(&app, &caller, mount, AnyId::read(&note)).await?))
}
