//! Search people.

use axum::extract::State;
use domain::id::PersonId;
use domain::person::search::{FoundPerson, Wanted};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// People by part of a name, a phone number in any format, an email address or an id; newest first
#[utoipa::path(
    get,
    path = "/api/people/search",
    tag = "people",
    operation_id = "searchPeople",
    params(
        ("q" = String, Query, description = "What to look for", min_length = 1, max_length = 200),
        PagingParams
    ),
    responses((status = 200, body = Many<FoundPerson>)),
    extensions(("x-permission" = json!("person:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<FoundPerson>, AppError> {
    let wanted = read_wanted(&mut query);
    let paging = query.paging();
    query.finish()?;
    let Some(wanted) = wanted else { return Err(AppError::field("q", "is required")) };
    let slice = paging.slice::<PersonId, _>(|id| app::people::cursor(&app, &caller, id)).await?;
    let page = app::people::search(&app, &caller, wanted, slice).await?;
    let neighbours = query.neighbours(&page, |found| found.person.id);
    Ok(many(page, neighbours, |found| found))
}

fn read_wanted(query: &mut Query) -> Option<Wanted> {
    let text = query.one("q")?;
    Wanted::read(&text).map_err(|remedy| query.refuse("q", remedy)).ok()
}
