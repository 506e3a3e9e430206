//! List the channels of the company.

use axum::extract::State;
use domain::channel::CompanyChannel;
use domain::id::ChannelId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// The company's channels, newest first
#[utoipa::path(
    get,
    path = "/api/channels",
    tag = "channels",
    operation_id = "listChannels",
    params(PagingParams),
    responses((status = 200, body = Many<CompanyChannel>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<CompanyChannel>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<ChannelId, _>(|id| app::channels::cursor(&app, &caller, id)).await?;
    let page = app::channels::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |channel| channel.id);
    Ok(many(page, neighbours, |channel| channel))
}
