//! Interactions: written with their text and counters, read only through a `View`.

mod before;
mod columns;
pub(crate) mod filter;
pub mod history;
pub(crate) mod list;
mod plan;
mod remembered;
mod search;
pub(crate) mod sort;
mod stretch;
mod totals;
mod walk;
mod write;

#[cfg(test)]
mod backfilled;
#[cfg(test)]
mod pinned_plans;

pub use filter::{Filter, Span};
pub(crate) use remembered::Remembered;

pub use list::cursor;
pub use sort::{Sort, SortField};
pub use write::{Inserted, Prepared, follow, insert, insert_many, update};
pub(crate) use write::{folded, write_texts};

use domain::id::{AnyId, CompanyId, Id, InteractionId, PersonId};
use domain::interaction::Interaction;
use domain::vocabulary::Theme;

use crate::error::StoreError;
use crate::page::{Page, Slice, Total};
use crate::{Read, Sql, Store};

/// What a reader may see. Every read of interactions takes one; nothing above checks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct View {
    /// The company whose rows they are.
    pub company: CompanyId,
    /// The company's newest event when the reader came in, if known: totals found since then hold.
    pub as_of: Option<i64>,
    /// Whether the content of sensitive rows is shown.
    pub sensitive: bool,
    /// Whether rows of account credentials are seen at all.
    pub credentials: bool,
    /// Whether rows that belong to no person are seen.
    pub unassociated: bool,
}

impl View {
    /// Everything there is, for Switchboard's own work.
    pub fn whole(company: CompanyId) -> Self {
        Self { company, as_of: None, sensitive: true, credentials: true, unassociated: true }
    }

    /// Takes from a row what its reader may not see.
    pub fn lock(self, mut interaction: Interaction) -> Interaction {
        let locked = interaction.sensitive && !self.sensitive || interaction.is_credentials();
        if locked {
            interaction.content = None;
            interaction.locked = true;
        }
        interaction
    }

    /// A row as its reader sees it.
    pub async fn show(self, read: &impl Read, interaction: Interaction) -> Result<Interaction, StoreError> {
        let mut row = [self.lock(interaction)];
        before::hide(read, &self, &mut row).await?;
        let [shown] = row;
        Ok(shown)
    }

    fn sees_every_row(self) -> bool {
        self.credentials && self.unassociated
    }

    /// The rows that are seen at all.
    fn restrict(self, sql: &mut Sql) {
        self.restrict_with_deleted(sql);
        sql.push(" AND i.deleted_at IS NULL");
    }

    /// What more must hold of the company's rows to be seen, with ` AND ` in front.
    pub(crate) fn restrict_within(self, sql: &mut Sql) {
        if !self.credentials {
            sql.push(" AND i.theme <> ").bind(Theme::OpsAccountCredentials.as_str());
        }
        if !self.unassociated {
            sql.push(" AND i.person IS NOT NULL");
        }
    }

    /// The rows that are seen, and those that would be were they not deleted.
    fn restrict_with_deleted(self, sql: &mut Sql) {
        sql.push("i.company = ").bind(self.company.key());
        self.restrict_within(sql);
    }
}

/// The interaction with this id, of this person if one is given, if the view sees it.
pub async fn find(
    read: &impl Read,
    view: &View,
    person: Option<PersonId>,
    id: &AnyId<InteractionId>,
) -> Result<Option<Interaction>, StoreError> {
    let mut sql = columns::select(read.sql());
    sql.push(" FROM interactions i WHERE ");
    view.restrict(&mut sql);
    match id {
        AnyId::Ours(id) => sql.push(" AND i.key = ").bind(id.key()),
        AnyId::External(external) => sql.push(" AND i.external_id = ").bind(external.as_str()),
        AnyId::Neither => return Ok(None),
    };
    if let Some(person) = person {
        sql.push(" AND i.person = ").bind(person.key());
    }
    let company = view.company;
    let found = read.row(sql, move |row| columns::map(row, company)).await?;
    match found {
        Some(row) => Ok(Some(view.show(read, row).await?)),
        None => Ok(None),
    }
}

/// The interactions with these ids that the view sees, in no order.
pub async fn find_all(
    read: &impl Read,
    view: &View,
    ids: &[InteractionId],
) -> Result<Vec<Interaction>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = columns::select(read.sql());
    sql.push(" FROM interactions i WHERE ");
    view.restrict(&mut sql);
    sql.push(" AND i.key IN (").bind_all(ids.iter().map(|id| id.key())).push(")");
    let company = view.company;
    let found = read.rows(sql, move |row| columns::map(row, company)).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| view.lock(row)).collect();
    before::hide(read, view, &mut found).await?;
    Ok(found)
}

/// A page of the interactions that a view sees and a filter keeps.
pub async fn list(
    store: &Store,
    view: &View,
    filter: &Filter,
    sorts: &[Sort],
    slice: Slice,
    total: Total,
) -> Result<Page<Interaction>, StoreError> {
    let mut page = list::list(store, view, filter, sorts, slice, total).await?;
    before::hide(store, view, &mut page.rows).await?;
    Ok(page)
}

/// The interactions before this one, nearest first.
pub async fn previous(
    read: &impl Read,
    view: &View,
    start: &Interaction,
) -> Result<Vec<Interaction>, StoreError> {
    let mut chain = list::previous(read, view, start.id).await?;
    before::hide(read, view, &mut chain).await?;
    Ok(chain)
}

/// The next rows after `after` that a view sees and a filter keeps, oldest first: for exports.
pub async fn walk(
    store: &Store,
    view: &View,
    filter: &Filter,
    after: Option<InteractionId>,
    limit: i64,
) -> Result<Vec<Interaction>, StoreError> {
    let mut rows = walk::walk(store, view, filter, after, limit).await?;
    before::hide(store, view, &mut rows).await?;
    Ok(rows)
}
