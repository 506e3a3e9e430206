//! Write a note about a case.

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

/// Write a note about a case
#[utoipa::path(
    post,
    path = "/api/people/{personId}/cases/{caseId}/notes",
    tag = "notes",
    operation_id = "createCaseNote",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = inline(NoteBody),
    responses((status = 200, body = One<Note>)),
    extensions(("x-permission" = json!("note:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, case)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<Note>, AppError> {
    let draft = NoteDraft::read_new(&body)?;
    let mount = Mount::Case(AnyId::read(&person), AnyId::read(&case));
    Ok(one(app::notes::create(&app, &caller, mount, draft).await?))
}
