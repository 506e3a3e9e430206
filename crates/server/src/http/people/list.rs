//! List people.

use axum::extract::State;
use domain::id::PersonId;
use domain::person::Person;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// People, newest first
#[utoipa::path(
    get,
    path = "/api/people",
    tag = "people",
    operation_id = "listPeople",
    params(PagingParams),
    responses((status = 200, body = Many<Person>)),
    extensions(("x-permission" = json!("person:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Person>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<PersonId, _>(|id| app::people::cursor(&app, &caller, id)).await?;
    let page = app::people::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |person| person.id);
    Ok(many(page, neighbours, |person| person))
}
