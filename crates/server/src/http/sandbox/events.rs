//! Pretend that a provider told what became of a message.

use axum::extract::State;
use channels::sandbox::Happened;
use domain::arrival::ArrivalRecord;
use domain::fields::Fields;
use domain::id::{AnyId, InteractionId};
use domain::problem::Problems;
use domain::time::Instant;
use domain::vocabulary::{Channel, PretendedEvent};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::sandbox::{self, Pretence};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Longest code of a provider (A4 of the API reference).
const CODE_LENGTH: usize = 10;
/// Longest id, in characters.
const ID_LENGTH: usize = 200;

/// Pretend that a provider told what became of a message
#[utoipa::path(
    post,
    path = "/api/sandbox/events",
    tag = "sandbox",
    operation_id = "pretendEvent",
    request_body = PretendedHappening,
    responses((status = 200, body = One<ArrivalRecord>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<ArrivalRecord>, AppError> {
    Ok(one(sandbox::event(&app, &caller, read(&body)?).await?))
}

fn read(body: &str) -> Result<Pretence, Problems> {
    let mut fields = Fields::read(body)?;
    let interaction = fields.any_id::<InteractionId>("interactionId");
    fields.require("interactionId", &interaction);
    let event = fields.word::<PretendedEvent>("event");
    fields.require("event", &event);
    let happened = Happened {
        id: fields.text("id", 1, ID_LENGTH).value().unwrap_or_default(),
        interaction_id: String::new(),
        channel: Channel::Text,
        event: event.value().unwrap_or(PretendedEvent::Delivered),
        code: fields.text("code", 1, CODE_LENGTH).value(),
        recipient: None,
        at: fields.instant("at").value(),
    };
    let interaction = interaction.value().unwrap_or(AnyId::Neither);
    fields.finish(Pretence { interaction, happened })
}

/// What would have become of a message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct PretendedHappening {
    /// The interaction the message belongs to.
    interaction_id: String,
    /// What happened to it.
    event: PretendedEvent,
    /// The provider's code, Twilio's for a text: `30005`.
    code: Option<String>,
    /// When; default now.
    at: Option<Instant>,
    /// The provider's id of it: a second one of the same id is the same.
    id: Option<String>,
}
