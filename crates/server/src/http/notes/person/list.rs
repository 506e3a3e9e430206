//! List the notes about a person.

use axum::extract::State;
use domain::id::{AnyId, NoteId};
use domain::note::Note;

use crate::app::notes::Mount;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The notes about a person, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/notes",
    tag = "notes",
    operation_id = "listPersonNotes",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        PagingParams
    ),
    responses((status = 200, body = Many<Note>)),
    extensions(("x-permission" = json!("note:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Note>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let mount = Mount::Person(AnyId::read(&person));
    let slice = paging.slice::<NoteId, _>(|id| app::notes::cursor(&app, &caller, &mount, id)).await?;
    let page = app::notes::list(&app, &caller, &mount, slice).await?;
    let neighbours = query.neighbours(&page, |note| note.id);
    Ok(many(page, neighbours, |note| note))
}
