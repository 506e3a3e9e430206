//! Every interaction a filter keeps, oldest first, in pieces: for exports.

use domain::id::{Id, InteractionId};
use domain::interaction::Interaction;
use domain::text::fold;

use super::filter::Filter;
use super::stretch::{ALL_KEYS, Stretch};
use super::{View, columns};
use crate::error::StoreError;
use crate::{Read, Store};

/// The next rows after `after` that a view sees and a filter keeps, with no count of the rest.
pub(super) async fn walk(
    store: &Store,
    view: &View,
    filter: &Filter,
    after: Option<InteractionId>,
    limit: i64,
) -> Result<Vec<Interaction>, StoreError> {
    let mut sql = columns::select(store.sql());
    sql.push(" FROM interactions i WHERE ");
    let stretch = Stretch::new(view, filter, ALL_KEYS, false).after(after.map_or(0, Id::key));
    stretch.conditions(view, filter, &mut sql);
    if let Some(text) = &filter.contains {
        let position = sql.dialect().position();
        sql.push(" AND EXISTS (SELECT 1 FROM interaction_text t WHERE t.company = i.company AND t.key = i.key AND ");
        sql.push(position).push("(t.folded, ").bind(fold(text)).push(") > 0)");
    }
    stretch.order(&mut sql);
    sql.push(" LIMIT ").bind(limit);
    let view = *view;
    store.rows(sql, move |row| Ok(view.lock(columns::map(row, view.company)?))).await
}
