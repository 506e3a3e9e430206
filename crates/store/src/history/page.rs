//! Pages of the history.

use domain::history::HistoryRow;
use domain::id::{AnyId, Id, InteractionId};

use super::reach::within_reach;
use super::{Filter, Sight, rows};
use crate::error::StoreError;
use crate::interactions::list::counted;
use crate::interactions::sort::Order;
use crate::interactions::{Sort, SortField};
use crate::page::{From, Page, Slice, Total, finish};
use crate::{Read, Row, Sql, Store, Value};

/// The order where none is asked for.
const NEWEST: Sort = Sort { field: SortField::StartedAt, descending: true };

/// A page of the rows that a sight shows and a filter keeps.
pub async fn list(
    store: &Store,
    sight: &Sight,
    filter: &Filter,
    sorts: &[Sort],
    slice: Slice,
    total: Total,
) -> Result<Page<HistoryRow>, StoreError> {
    let Some(asked) = ask(store, sight, filter, sorts, slice).await? else {
        return Ok(finish(Vec::new(), slice, 0, true));
    };
    let mut found = fetch(store, &asked).await?;
    rows::complete(store, sight, &mut found).await?;
    let (total, exact) = if slice.is_whole(found.len()) {
        (found.len() as i64, true)
    } else {
        let seen = slice.offset + found.len() as i64;
        counted(store, counting(store.sql(), sight, filter), total, seen).await?
    };
    Ok(finish(found, slice, total, exact))
}

/// The next rows after `after`, newest first, with no count of the rest: for exports.
pub async fn walk(
    store: &Store,
    sight: &Sight,
    filter: &Filter,
    after: Option<InteractionId>,
    limit: i64,
) -> Result<Vec<HistoryRow>, StoreError> {
    let from = after.map_or(From::Start, |id| From::After(id.key()));
    let slice = Slice { limit: limit - 1, offset: 0, from };
    let Some(asked) = ask(store, sight, filter, &[], slice).await? else { return Ok(Vec::new()) };
    let mut found = fetch(store, &asked).await?;
    rows::complete(store, sight, &mut found).await?;
    Ok(found)
}

/// The row with this id, if the sight shows it.
pub async fn find(
    read: &impl Read,
    sight: &Sight,
    id: &AnyId<InteractionId>,
) -> Result<Option<HistoryRow>, StoreError> {
    let mut found = read.sql();
    found.push("SELECT i.key AS key FROM interactions i WHERE ");
    within_reach(sight, &mut found);
    found.push(" AND i.deleted_at IS NULL");
    if !is_named(id, &mut found) {
        return Ok(None);
    }
    let by = sight.clone();
    let row = read.row(rows::select(&found), move |row| rows::map(row, &by)).await?;
    let mut row: Vec<_> = row.into_iter().collect();
    rows::complete(read, sight, &mut row).await?;
    Ok(row.pop())
}

/// The id a cursor names, deleted or not, if the sight shows it.
pub async fn cursor(
    read: &impl Read,
    sight: &Sight,
    id: &AnyId<InteractionId>,
) -> Result<Option<InteractionId>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT i.key FROM interactions i WHERE ");
    within_reach(sight, &mut sql);
    if !is_named(id, &mut sql) {
        return Ok(None);
    }
    read.row(sql, |row| row.id()).await
}

/// Adds that a row has this id; whether any can.
fn is_named(id: &AnyId<InteractionId>, sql: &mut Sql) -> bool {
    match id {
        AnyId::Ours(id) => sql.push(" AND i.key = ").bind(id.key()),
        AnyId::External(external) => sql.push(" AND i.external_id = ").bind(external.as_str()),
        AnyId::Neither => return false,
    };
    true
}

/// What a page is asked for with, its cursor looked up.
pub(crate) struct Asked<'a> {
    sight: &'a Sight,
    filter: &'a Filter,
    order: Order,
    place: Option<Vec<Value>>,
    slice: Slice,
}

/// The question; none where the cursor's row is not there any more.
pub(crate) async fn ask<'a>(
    store: &Store,
    sight: &'a Sight,
    filter: &'a Filter,
    sorts: &[Sort],
    slice: Slice,
) -> Result<Option<Asked<'a>>, StoreError> {
    let order = Order::new(if sorts.is_empty() { &[NEWEST] } else { sorts });
    let (order, key) = match slice.from {
        From::Start => (order, None),
        From::After(key) => (order, Some(key)),
        From::Before(key) => (order.reversed(), Some(key)),
    };
    let place = match key {
        None => None,
        Some(key) => match order.place(store, &sight.view, key).await? {
            None => return Ok(None),
            place => place,
        },
    };
    Ok(Some(Asked { sight, filter, order, place, slice }))
}

async fn fetch(store: &Store, asked: &Asked<'_>) -> Result<Vec<HistoryRow>, StoreError> {
    let sight = asked.sight.clone();
    store.rows_planned(page(store.sql(), asked), move |row: &mut Row<'_>| rows::map(row, &sight)).await
}

/// The keys are found and sorted by what the indexes hold; only the rows of the page are read.
pub(crate) fn page(sql: Sql, asked: &Asked<'_>) -> Sql {
    let mut sql = rows::select(&keys(sql, asked));
    asked.order.clause(&mut sql);
    sql
}

/// The keys of the rows of the page.
pub(crate) fn keys(mut found: Sql, asked: &Asked<'_>) -> Sql {
    found.push("SELECT i.key AS key FROM interactions i");
    let hint = asked.filter.hint(asked.sight, found.dialect());
    found.push(hint);
    asked.order.joins(&mut found);
    found.push(" WHERE ");
    asked.filter.conditions(asked.sight, &mut found);
    if let Some(place) = &asked.place {
        asked.order.after(place, &mut found);
    }
    asked.order.clause(&mut found);
    found.push(" LIMIT ").bind(asked.slice.limit + 1).push(" OFFSET ").bind(asked.slice.offset);
    found
}

/// How many rows a sight shows and a filter keeps.
pub async fn count(store: &Store, sight: &Sight, filter: &Filter) -> Result<i64, StoreError> {
    let counted = store.rows_planned(counting(store.sql(), sight, filter), |row| row.int()).await?;
    Ok(counted.first().copied().unwrap_or(0))
}

/// The statement that counts them.
pub(crate) fn counting(mut sql: Sql, sight: &Sight, filter: &Filter) -> Sql {
    let hint = filter.hint(sight, sql.dialect());
    sql.push("SELECT count(*) FROM interactions i").push(hint).push(" WHERE ");
    filter.conditions(sight, &mut sql);
    sql
}
