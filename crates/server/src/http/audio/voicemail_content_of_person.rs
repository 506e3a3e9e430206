//! The voicemail of a call.

use axum::extract::State;
use axum::http::HeaderMap;

use super::body::{ContentParams, Given, LinkBody, read_wanted};
use crate::app::audio::{self, Audio};
use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::path::Path;
use crate::http::query::Query;

/// The voicemail of a call, by a link that works for 15 minutes without a key
#[utoipa::path(
    get,
    path = "/api/people/{personId}/interactions/{interactionId}/voicemail-content",
    tag = "audio",
    operation_id = "getPersonVoicemailContent",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ContentParams
    ),
    responses(
        (status = 302, description = "The link is in `Location`"),
        (status = 200, body = LinkBody, description = "With `returnUrl=true`")
    ),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, interaction)): Path<(String, String)>,
    mut query: Query,
    headers: HeaderMap,
) -> Result<Given, AppError> {
    let wanted = read_wanted(&mut query);
    query.finish()?;
    let path = Named::of_person(&person, &interaction);
    let link = audio::link(&app, &caller, &path, Audio::Voicemail, wanted.disposition).await?;
    Ok(Given::new(&app, &headers, link, &wanted))
}
