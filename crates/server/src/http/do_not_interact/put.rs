//! Settle when a person must not be contacted.

use axum::extract::State;
use domain::do_not_interact::{DoNotInteract, DoNotInteractDraft, Hours};
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Settle when the person of a case must not be contacted; absent fields stay, null clears
///
/// A case has one such instance at most. A new one closes every channel and theme from today for good, but for what
/// the body says.
#[utoipa::path(
    put,
    path = "/api/people/{personId}/cases/{caseId}/do-not-interact",
    tag = "compliance",
    operation_id = "putDoNotInteract",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = inline(DoNotInteractBody),
    responses((status = 200, body = One<DoNotInteract>)),
    extensions(("x-permission" = json!("case:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, case)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<DoNotInteract>, AppError> {
    let draft = DoNotInteractDraft::read(&body)?;
    let (person, case) = (AnyId::read(&person), AnyId::read(&case));
    Ok(one(app::do_not_interact::put(&app, &caller, person, case, draft).await?))
}

/// What a body may say about when a person must not be contacted.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `DoNotInteractDraft::read` reads")]
pub struct DoNotInteractBody {
    /// `all`, or some of voice, email, fax, text, chat, mail.
    channels: Option<Vec<String>>,
    /// `all` (all but account credentials), or some of the `opsColl…` and `opsServicing…` themes.
    themes: Option<Vec<String>>,
    #[schema(format = Date)]
    start_date: Option<String>,
    /// The last day, to its end.
    #[schema(format = Date)]
    end_date: Option<String>,
    /// 1 for Monday to 7 for Sunday, 0 is Sunday too.
    days_of_week: Option<Vec<u8>>,
    /// An IANA time zone.
    timezone: Option<String>,
    times_of_day: Option<Vec<Hours>>,
    contact_labels: Option<Vec<domain::vocabulary::ContactLabel>>,
    /// `api` unless it says otherwise.
    #[schema(min_length = 1, max_length = 100)]
    source: Option<String>,
}
