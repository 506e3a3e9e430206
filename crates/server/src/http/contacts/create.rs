//! Record a contact.

use axum::extract::State;
use domain::contact::{Contact, ContactDraft};
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Record a contact of a person
#[utoipa::path(
    post,
    path = "/api/people/{personId}/contacts",
    tag = "contacts",
    operation_id = "createContact",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(super::create::ContactBody),
    responses((status = 200, body = One<Contact>)),
    extensions(("x-permission" = json!("contact:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Contact>, AppError> {
    let draft = ContactDraft::read_new(&body)?;
    Ok(one(app::contacts::create(&app, &caller, AnyId::read(&person), draft).await?))
}

/// What a body may say about a contact; `contactType` and its `value` or `address` are needed.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ContactDraft` reads")]
pub struct ContactBody {
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    /// Needed for a new contact.
    contact_type: Option<domain::vocabulary::ContactType>,
    label: Option<domain::vocabulary::ContactLabel>,
    affiliation: Option<domain::vocabulary::Affiliation>,
    status: Option<domain::vocabulary::ContactStatus>,
    name: Option<String>,
    /// A phone number (E.164, or ten digits of a US number) or an email address.
    value: Option<String>,
    address: Option<domain::contact::Address>,
    valid: Option<bool>,
    verified: Option<bool>,
    receive_text_messages: Option<bool>,
    authorized_third_party: Option<bool>,
    power_of_attorney: Option<bool>,
    /// Goes with a phone; an unknown line is treated as a mobile phone.
    line: Option<domain::vocabulary::Line>,
    reassigned_checked_at: Option<domain::time::Instant>,
    refused_by_employer: Option<bool>,
    /// Only `lastKnownConnectionDate` is read.
    phone_disconnection_details: Option<domain::contact::Disconnection>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<()>,
}
