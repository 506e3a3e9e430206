//! Take a qualification away.

use axum::extract::State;
use domain::beside::Qualification;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, beside};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take a qualification away from an interaction
#[utoipa::path(
    delete,
    path = "/api/interactions/{interactionId}/qualifications/{qualificationId}",
    tag = "beside interactions",
    operation_id = "deleteQualification",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("qualificationId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Qualification>)),
    extensions(("x-permission" = json!("interaction:delete")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, id)): Path<(String, String)>,
) -> Result<One<Qualification>, AppError> {
    let (interaction, id) = (AnyId::read(&interaction), AnyId::read(&id));
    Ok(one(beside::delete::<Qualification>(&app, &caller, interaction, id).await?))
}
