//! The interaction that a row continues: its id is told to whoever sees that one.

use std::collections::HashSet;

use domain::id::{Id, InteractionId};
use domain::interaction::Interaction;

use super::View;
use crate::Read;
use crate::error::StoreError;
use crate::lookup::{padded, sorted};

/// Takes from rows the ids of those before them that their reader does not see; asks once at most,
/// and only for rows that continue another.
pub(super) async fn hide(read: &impl Read, view: &View, rows: &mut [Interaction]) -> Result<(), StoreError> {
    let keys = sorted(rows.iter().filter_map(|row| row.previous).map(Id::key).collect());
    if view.sees_every_row() || keys.is_empty() {
        return Ok(());
    }
    let mut sql = read.sql();
    sql.push("SELECT i.key FROM interactions i WHERE ");
    view.restrict_with_deleted(&mut sql);
    sql.push(" AND i.key IN (").bind_all(padded(&keys)).push(")");
    let seen: HashSet<InteractionId> = read.rows(sql, |row| row.id()).await?.into_iter().collect();
    for row in rows {
        row.previous = row.previous.filter(|before| seen.contains(before));
    }
    Ok(())
}
