//! Change a person.

use axum::extract::State;
use domain::id::AnyId;
use domain::person::{Person, PersonDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a person: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/people/{personId}",
    tag = "people",
    operation_id = "updatePerson",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(super::create::PersonBody),
    responses((status = 200, body = One<Person>)),
    extensions(("x-permission" = json!("person:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Person>, AppError> {
    let draft = PersonDraft::read(&body)?;
    Ok(one(app::people::update(&app, &caller, AnyId::read(&person), draft).await?))
}
