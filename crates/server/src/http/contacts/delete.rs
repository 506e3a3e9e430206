//! Delete a contact.

use axum::extract::State;
use domain::contact::Contact;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Delete a contact; interactions keep naming it
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/contacts/{contactId}",
    tag = "contacts",
    operation_id = "deleteContact",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("contactId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Contact>)),
    extensions(("x-permission" = json!("contact:delete")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, contact)): Path<(String, String)>,
) -> Result<One<Contact>, AppError> {
    Ok(one(app::contacts::delete(&app, &caller, AnyId::read(&person), AnyId::read(&contact)).await?))
}
