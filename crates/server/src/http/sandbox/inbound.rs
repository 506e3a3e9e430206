//! Pretend that somebody wrote.

use axum::extract::State;
use channels::sandbox::Written;
use domain::arrival::ArrivalRecord;
use domain::fields::Fields;
use domain::problem::Problems;
use domain::time::Instant;
use domain::vocabulary::Channel;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::{AppError, Caller, SharedApp, sandbox};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Longest address, subject line and id, in characters.
const LINE_LENGTH: usize = 255;
/// Longest words, in characters.
const BODY_LENGTH: usize = 100_000;
/// Files at most.
const FILES: usize = 10;
/// What a file looks like.
const FILE: &str = "must be a list of {name, mediaType, content}; content is base64";

/// Pretend that somebody wrote to us
#[utoipa::path(
    post,
    path = "/api/sandbox/inbound",
    tag = "sandbox",
    operation_id = "pretendInbound",
    request_body = PretendedInbound,
    responses((status = 200, body = One<ArrivalRecord>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<ArrivalRecord>, AppError> {
    let written = read(&body)?;
    let named = |random| Written { id: if written.id.is_empty() { random } else { written.id }, ..written };
    Ok(one(sandbox::inbound(&app, &caller, named).await?))
}

fn read(body: &str) -> Result<Written, Problems> {
    let mut fields = Fields::read(body)?;
    let channel = fields.word::<Channel>("channel");
    fields.require("channel", &channel);
    if channel.as_value().is_some_and(|channel| !matches!(channel, Channel::Text | Channel::Email)) {
        fields.refuse("channel", "must be text or email");
    }
    let from = fields.text("from", 1, LINE_LENGTH);
    fields.require("from", &from);
    let body = fields.text("body", 0, BODY_LENGTH);
    fields.require("body", &body);
    let written = Written {
        id: fields.text("id", 1, LINE_LENGTH).value().unwrap_or_default(),
        channel: channel.value().unwrap_or(Channel::Text),
        from: from.value().unwrap_or_default(),
        to: fields.text("to", 1, LINE_LENGTH).value(),
        subject: fields.text("subject", 0, LINE_LENGTH).value(),
        body: body.value().unwrap_or_default(),
        in_reply_to: fields.text("inReplyTo", 1, LINE_LENGTH).value(),
        automatic: fields.flag("automatic").value().unwrap_or(false),
        attachments: fields.list("attachments", FILES, FILE).value().unwrap_or_default(),
        at: fields.instant("at").value(),
    };
    fields.finish(written)
}

/// What somebody would have written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct PretendedInbound {
    /// `text` or `email`.
    channel: Channel,
    /// The number or address it comes from.
    from: String,
    /// To whom of us.
    to: Option<String>,
    /// The subject line of an email.
    subject: Option<String>,
    /// What it says.
    body: String,
    /// The interaction (`IN-…`) or the Message-ID that an email answers.
    in_reply_to: Option<String>,
    /// Whether a machine wrote it.
    automatic: Option<bool>,
    /// The files of an email: `[{name, mediaType, content}]`, `content` in base64.
    #[schema(value_type = Option<Vec<Object>>)]
    attachments: Option<Vec<serde_json::Value>>,
    /// When it was sent; default now.
    at: Option<Instant>,
    /// The provider's id of it: a second one of the same id is the same.
    id: Option<String>,
}
