//! A reach as conditions: the one place where it meets SQL.

use domain::history::{Access, Facts};
use domain::id::{Id, InteractionId, QueueId};
use domain::time::Instant;
use domain::vocabulary::{Flow, Routing};

use super::Sight;
use crate::error::StoreError;
use crate::interactions::View;
use crate::lookup::keys;
use crate::{Read, Sql};

/// The rows `i` of the company that are within reach, deleted ones too.
pub(super) fn within_reach(sight: &Sight, sql: &mut Sql) {
    within_period(sight, None, sql);
    within_access(sight, sql);
}

/// The rows `i` of the company that are in the period and began at or after a moment, deleted ones too: one half of a
/// reach.
///
/// One bound for both: of two, SQLite walks its index from the first that is said.
pub(super) fn within_period(sight: &Sight, after: Option<Instant>, sql: &mut Sql) {
    sql.push("i.company = ").bind(sight.view.company.key());
    sight.view.restrict_within(sql);
    let since = after.map_or(sight.reach.since, |after| after.max(sight.reach.since));
    sql.push(" AND i.started_at >= ").bind(since);
}

/// Those that the user may see: the other half.
pub(super) fn within_access(sight: &Sight, sql: &mut Sql) {
    match &sight.reach.access {
        Access::Own { me } => {
            sql.push(" AND i.advisor = ").bind(me.key());
        }
        Access::Team { people, queues } => {
            sql.push(" AND (").among("i.advisor", &keys(people));
            if !queues.is_empty() {
                sql.push(" OR (");
                smart(queues, None, sql);
                sql.push(")");
            }
            sql.push(")");
        }
        Access::Company { queues, flows } => {
            sql.push(" AND (i.current_routing = 'direct'");
            let none_allowed = queues.is_empty() || flows.as_ref().is_some_and(Vec::is_empty);
            if !none_allowed {
                sql.push(" OR (");
                smart(queues, flows.as_deref(), sql);
                sql.push(")");
            }
            sql.push(")");
        }
    }
}

/// The smart ones of these queues, and flows where not all are allowed.
fn smart(queues: &[QueueId], flows: Option<&[Flow]>, sql: &mut Sql) {
    sql.push("i.current_routing = 'smart' AND ").among("i.queue", &keys(queues));
    if let Some(flows) = flows {
        sql.push(" AND i.flow IN (").bind_all(flows.iter().map(|flow| flow.as_str())).push(")");
    }
}

/// What a reach asks about these interactions, deleted ones too; those the view does not show are left out.
pub async fn facts(
    read: &impl Read,
    view: &View,
    ids: &[InteractionId],
) -> Result<Vec<(InteractionId, Facts)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push(
        "SELECT i.key, i.started_at, i.advisor, i.queue, i.current_routing, i.flow FROM interactions i \
         WHERE i.company = ",
    );
    sql.bind(view.company.key());
    view.restrict_within(&mut sql);
    sql.push(" AND ").among("i.key", &keys(ids));
    read.rows(sql, |row| {
        let id = row.id()?;
        let facts = Facts {
            started_at: row.instant()?,
            advisor: row.maybe_id()?,
            queue: row.maybe_id()?,
            routing: row.word(Routing::parse)?,
            flow: row.maybe_word(Flow::parse)?,
        };
        Ok((id, facts))
    })
    .await
}
