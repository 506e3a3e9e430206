//! Change an interaction.

use axum::extract::State;
use domain::interaction::{Draft, InteractionBody};

use super::body::InteractionChanges;
use crate::app::interactions::{self, Named};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change an interaction: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/people/{personId}/interactions/{interactionId}",
    tag = "interactions",
    operation_id = "updateInteraction",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = InteractionChanges,
    responses((status = 200, body = One<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, interaction)): Path<(String, String)>,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<InteractionBody>, AppError> {
    let draft = Draft::read(&body)?;
    let path = Named::of_person(&person, &interaction);
    Ok(one(interactions::update(&app, &caller, path, draft).await?.into()))
}
