//! Reading the history: pages, one of its interactions, and what they add up to.

use domain::convo::Participant;
use domain::history::{Buckets, HistoryRow, Period};
use domain::id::{AnyId, InteractionId};
use domain::interaction::InteractionBody;
use domain::vocabulary::Permission;
use serde::Serialize;
use store::history::{self, Filter, Sight, Totals};
use store::interactions::Sort;
use store::page::{Page, Slice, Total};
use store::{convos, interactions};
use utoipa::ToSchema;

use super::reach;
use crate::app::interactions::read::tell_of_reading;
use crate::app::{App, AppError, Caller};

/// Somebody who looks back: what they see, and their calendar.
#[derive(Debug, Clone)]
pub struct Looking {
    /// What they see.
    pub sight: Sight,
    /// Their company's calendar.
    pub period: Period,
}

/// The caller as somebody who looks back, or why they may not.
pub async fn look(app: &App, caller: &Caller) -> Result<Looking, AppError> {
    let (reach, period) = reach(app, caller).await?;
    Ok(Looking { sight: Sight::new(caller.view(), reach), period })
}

/// A question to the history.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What is shown.
    pub filter: Filter,
    /// In which order.
    pub sorts: Vec<Sort>,
    /// Which page.
    pub slice: Slice,
    /// What its total may cost.
    pub total: Total,
}

/// A page of the history.
pub async fn list(app: &App, looking: &Looking, asked: &Listed) -> Result<Page<HistoryRow>, AppError> {
    let Listed { filter, sorts, slice, total } = asked;
    Ok(history::list(&app.store, &looking.sight, filter, sorts, *slice, *total).await?)
}

/// The row a page is cut at.
pub async fn cursor(
    app: &App,
    looking: &Looking,
    id: AnyId<InteractionId>,
) -> Result<Option<InteractionId>, AppError> {
    Ok(history::cursor(&app.store, &looking.sight, &id).await?)
}

/// How many rows a filter keeps, counted to the end.
pub async fn count(app: &App, looking: &Looking, filter: &Filter) -> Result<i64, AppError> {
    Ok(history::count(&app.store, &looking.sight, filter).await?)
}

/// What the rows of a filter add up to, and how its buckets lie.
pub async fn totals(app: &App, looking: &Looking, filter: &Filter) -> Result<(Totals, Buckets), AppError> {
    let reach = looking.sight.reach.since;
    let from = filter.started.after.map_or(reach, |after| after.max(reach));
    let to = filter.started.before.unwrap_or_else(|| app.clock.now());
    let buckets = looking.period.buckets(from, to.max(from));
    Ok((history::totals(&app.store, &looking.sight, filter, &buckets).await?, buckets))
}

/// One interaction of the history, whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryDetail)]
pub struct Detail {
    #[serde(flatten)]
    row: HistoryRow,
    /// As `GET /api/interactions/{interactionId}` shows it to you.
    interaction: InteractionBody,
    /// Who took part in its conversation.
    participants: Vec<Participant>,
}

/// One interaction of the history. That its sensitive content was read is an event.
pub async fn get(
    app: &App,
    caller: &Caller,
    looking: &Looking,
    id: &AnyId<InteractionId>,
) -> Result<Detail, AppError> {
    caller.require(Permission::InteractionRead)?;
    const MISSING: AppError = AppError::Missing("interaction");
    let row = history::find(&app.store, &looking.sight, id).await?.ok_or(MISSING)?;
    let whole = interactions::find(&app.store, &looking.sight.view, None, &AnyId::Ours(row.id)).await?;
    let whole = whole.ok_or(MISSING)?;
    tell_of_reading(app, caller, std::slice::from_ref(&whole)).await?;
    let participants = match whole.has_convo() && !whole.locked {
        true => convos::find(&app.store, caller.company, row.id).await?.participants,
        false => Vec::new(),
    };
    Ok(Detail { row, interaction: whole.into(), participants })
}
