//! Write a note about an interaction.

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

/// Write a note about an interaction
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/notes",
    tag = "notes",
    operation_id = "createInteractionNote",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = inline(NoteBody),
    responses((status = 200, body = One<Note>)),
    extensions(("x-permission" = json!("note:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Note>, AppError> {
    let draft = NoteDraft::read_new(&body)?;
    let mount = Mount::Interaction(AnyId::read(&interaction));
    Ok(one(app::notes::create(&app, &caller, mount, draft).await?))
}
