//! Change a contact.

use axum::extract::State;
use domain::contact::{Contact, ContactDraft};
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a contact: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/people/{personId}/contacts/{contactId}",
    tag = "contacts",
    operation_id = "updateContact",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("contactId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = inline(super::create::ContactBody),
    responses((status = 200, body = One<Contact>)),
    extensions(("x-permission" = json!("contact:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, contact)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<Contact>, AppError> {
    let draft = ContactDraft::read_change(&body)?;
    let (person, contact) = (AnyId::read(&person), AnyId::read(&contact));
    Ok(one(app::contacts::update(&app, &caller, person, contact, draft).await?))
}
