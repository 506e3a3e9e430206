//! Take the link of an interaction to a case away.

use axum::extract::State;
use domain::case::Case;
use domain::id::AnyId;

use crate::app::cases::Ends;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take the link of an interaction to a case away
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/cases/{caseId}/interactions/{interactionId}",
    tag = "cases",
    operation_id = "unlinkInteraction",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Case>)),
    extensions(("x-permission" = json!("case:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, case, interaction)): Path<(String, String, String)>,
) -> Result<One<Case>, AppError> {
    let ends = Ends {
        person: AnyId::read(&person),
        case: AnyId::read(&case),
        interaction: AnyId::read(&interaction),
    };
    Ok(one(app::cases::unlink(&app, &caller, ends).await?))
}
