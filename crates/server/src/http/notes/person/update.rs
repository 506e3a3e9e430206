//! Change a note about a person.

use axum::extract::State;
use domain::id::AnyId;
use domain::note::{Note, NoteDraft};

use crate::app::notes::Mount;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::notes::body::NoteBody;
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a note about a person; somebody else's needs `note:delete`
#[utoipa::path(
    put,
    path = "/api/people/{personId}/notes/{noteId}",
    tag = "notes",
    operation_id = "updatePersonNote",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("noteId" = String, Path, description = "Id")
    ),
    request_body = inline(NoteBody),
    responses((status = 200, body = One<Note>)),
    extensions(("x-permission" = json!("note:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, note)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<Note>, AppError> {
    let draft = NoteDraft::read_change(&body)?;
    let mount = Mount::Person(AnyId::read(&person));
    Ok(one(app::notes::update(&app, &caller, mount, AnyId::read(&note), draft).await?))
}
