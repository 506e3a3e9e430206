//! Record a person.

use axum::extract::State;
use domain::person::{Person, PersonDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Record a person
#[utoipa::path(
    post,
    path = "/api/people",
    tag = "people",
    operation_id = "createPerson",
    request_body = inline(super::create::PersonBody),
    responses((status = 200, body = One<Person>)),
    extensions(("x-permission" = json!("person:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Person>, AppError> {
    let draft = PersonDraft::read(&body)?;
    Ok(one(app::people::create(&app, &caller, draft).await?))
}

/// What a body may say about a person; `name` or `externalId` is needed.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `PersonDraft::read` reads")]
pub struct PersonBody {
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    borrower_type: Option<domain::vocabulary::BorrowerType>,
    status: Option<domain::vocabulary::PersonStatus>,
    collections_intensity: Option<domain::vocabulary::CollectionsIntensity>,
    display_id: Option<String>,
    name: Option<domain::person::Name>,
    #[schema(format = Date)]
    date_of_birth: Option<String>,
    /// IANA time zone (`America/New_York`).
    timezone: Option<String>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<()>,
    #[schema(value_type = Option<Object>)]
    comm_preferences: Option<()>,
    #[schema(format = Date)]
    monitor_start_date: Option<String>,
}
