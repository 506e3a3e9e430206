//! Show what would have been sent.

use axum::extract::State;
use channels::sandbox::Sent;
use domain::id::{AnyId, OutboxId};
use domain::outbox::OutboxEntry;
use domain::vocabulary::Channel;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::sandbox::{self, Filter};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// What would have been sent, newest first
#[utoipa::path(
    get,
    path = "/api/sandbox/outbox",
    tag = "sandbox",
    operation_id = "listSandboxOutbox",
    params(
        ("personId" = Option<String>, Query, description = "To this person"),
        ("channel" = Option<Channel>, Query, description = "Emails, texts or letters"),
        PagingParams
    ),
    responses((status = 200, body = Many<WouldBeSent>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<WouldBeSent>, AppError> {
    let paging = query.paging();
    let person = query.one("personId").map(|id| AnyId::read(&id));
    let channel = query.word("channel");
    query.finish()?;
    let slice = paging.slice::<OutboxId, _>(|id| sandbox::cursor(&app, &caller, id)).await?;
    let page = sandbox::outbox(&app, &caller, Filter { person, channel }, slice).await?;
    let neighbours = query.neighbours(&page, |(entry, _)| entry.id);
    Ok(many(page, neighbours, |(entry, message)| WouldBeSent { sandbox: true, entry, message }))
}

/// A message that was written to the sandbox instead of being sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct WouldBeSent {
    /// Always true: nothing was sent.
    sandbox: bool,
    /// Its entry in the outbox.
    #[serde(flatten)]
    entry: OutboxEntry,
    /// The message; null where its file is on another server, or gone.
    #[schema(value_type = Option<Object>)]
    message: Option<Sent>,
}
