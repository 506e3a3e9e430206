//! One person.

use axum::extract::State;
use domain::id::AnyId;
use domain::person::Person;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One person
#[utoipa::path(
    get,
    path = "/api/people/{personId}",
    tag = "people",
    operation_id = "getPerson",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Person>)),
    extensions(("x-permission" = json!("person:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    _: NoQuery,
) -> Result<One<Person>, AppError> {
    Ok(one(app::people::get(&app, &caller, &AnyId::read(&person)).await?))
}
