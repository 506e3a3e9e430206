//! One contact.

use axum::extract::State;
use domain::contact::Contact;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One contact of a person
#[utoipa::path(
    get,
    path = "/api/people/{personId}/contacts/{contactId}",
    tag = "contacts",
    operation_id = "getContact",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("contactId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Contact>)),
    extensions(("x-permission" = json!("contact:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, contact)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<Contact>, AppError> {
    Ok(one(app::contacts::get(&app, &caller, &AnyId::read(&person), &AnyId::read(&contact)).await?))
}
