//! List what waits to go out, failed or went.

use axum::extract::State;
use domain::id::{AnyId, OutboxId};
use domain::outbox::OutboxEntry;
use domain::vocabulary::OutboxState;

use crate::app::outbox::{self, Filter};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// The company's outbox, newest first
#[utoipa::path(
    get,
    path = "/api/outbox",
    tag = "outbox",
    operation_id = "listOutbox",
    params(
        ("state" = Option<Vec<OutboxState>>, Query, description = "In one of these states"),
        ("channelId" = Option<String>, Query, description = "By this channel"),
        ("personId" = Option<String>, Query, description = "To this person"),
        PagingParams
    ),
    responses((status = 200, body = Many<OutboxEntry>)),
    extensions(("x-permission" = json!("outbox:manage")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<OutboxEntry>, AppError> {
    let paging = query.paging();
    let states = query.words::<OutboxState>("state").into_iter().flatten().collect();
    let channel = query.one("channelId").map(|id| AnyId::read(&id));
    let person = query.one("personId").map(|id| AnyId::read(&id));
    query.finish()?;
    let slice = paging.slice::<OutboxId, _>(|id| outbox::cursor(&app, &caller, id)).await?;
    let page = outbox::list(&app, &caller, Filter { states, channel, person }, slice).await?;
    let neighbours = query.neighbours(&page, |entry| entry.id);
    Ok(many(page, neighbours, |entry| entry))
}
