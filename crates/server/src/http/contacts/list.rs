//! List the contacts of a person.

use axum::extract::State;
use domain::contact::Contact;
use domain::id::{AnyId, ContactId};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The contacts of a person, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/contacts",
    tag = "contacts",
    operation_id = "listContacts",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<Contact>)),
    extensions(("x-permission" = json!("contact:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Contact>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let slice = paging.slice::<ContactId, _>(|id| app::contacts::cursor(&app, &caller, &person, id)).await?;
    let page = app::contacts::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |contact| contact.id);
    Ok(many(page, neighbours, |contact| contact))
}
