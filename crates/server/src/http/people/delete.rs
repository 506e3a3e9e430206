//! Delete a person.

use axum::extract::State;
use domain::id::AnyId;
use domain::person::Person;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Delete a person; its interactions stay on record
#[utoipa::path(
    delete,
    path = "/api/people/{personId}",
    tag = "people",
    operation_id = "deletePerson",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Person>)),
    extensions(("x-permission" = json!("person:delete")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
) -> Result<One<Person>, AppError> {
    Ok(one(app::people::delete(&app, &caller, AnyId::read(&person)).await?))
}
