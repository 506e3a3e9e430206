//! Give a call its recording.

use axum::extract::State;
use domain::interaction::InteractionBody;

use super::body::AudioBytes;
use crate::app::audio::{self, Audio};
use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;
use crate::http::upload::FileBody;

/// Give a call its recording, made by an agent, in place of the one before
#[utoipa::path(
    put,
    path = "/api/interactions/{interactionId}/recording",
    tag = "audio",
    operation_id = "putRecording",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body(content = AudioBytes, content_type = "audio/*", description = "The bytes of the audio file"),
    responses((status = 200, body = One<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    _: NoQuery,
    FileBody(upload): FileBody,
) -> Result<One<InteractionBody>, AppError> {
    let path = Named::alone(&interaction);
    Ok(one(audio::put(&app, &caller, &path, Audio::Recording, upload).await?.into()))
}
