//! Delete an interaction.

use axum::extract::State;
use domain::interaction::InteractionBody;

use crate::app::interactions::{self, Named};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Delete an interaction that came from outside
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/interactions/{interactionId}",
    tag = "interactions",
    operation_id = "deleteInteraction",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:delete")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, interaction)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<InteractionBody>, AppError> {
    let path = Named::of_person(&person, &interaction);
    Ok(one(interactions::delete(&app, &caller, path).await?.into()))
}
