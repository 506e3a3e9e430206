//! The interactions before one.

use axum::extract::State;
use domain::interaction::InteractionBody;

use super::params;
use crate::app::interactions::{self, Named};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::Query;

/// The interactions this one continues, nearest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/interactions/{interactionId}/previous",
    tag = "interactions",
    operation_id = "listPreviousPersonInteractions",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("include" = Option<Vec<String>>, Query, description = "`borrower`, `contact`")
    ),
    responses((status = 200, body = One<Vec<InteractionBody>>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, interaction)): Path<(String, String)>,
    mut query: Query,
) -> Result<One<Vec<InteractionBody>>, AppError> {
    let wanted = params::read_include(&mut query);
    query.finish()?;
    Ok(one(interactions::previous(&app, &caller, &Named::of_person(&person, &interaction), wanted).await?))
}
