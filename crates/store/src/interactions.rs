//! Interactions: written with their text and counters, read only through a `View`.

mod columns;
mod filter;
mod list;
mod plan;
mod remembered;
mod search;
mod sort;
mod totals;
mod walk;
mod write;

#[cfg(test)]
mod pinned_plans;

pub use filter::{Filter, Span};
pub(crate) use remembered::Remembered;

pub use list::{cursor, list, previous};
pub use sort::{Sort, SortField};
pub use walk::walk;
pub use write::{Inserted, Prepared, follow, insert, insert_many, update};
pub(crate) use write::{folded, write_texts};

use domain::id::{AnyId, CompanyId, Id, InteractionId, PersonId};
use domain::interaction::Interaction;
use domain::vocabulary::Theme;

use crate::error::StoreError;
use crate::{Read, Sql};

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

    /// The rows that are seen at all.
    fn restrict(self, sql: &mut Sql) {
        self.restrict_with_deleted(sql);
        sql.push(" AND i.deleted_at IS NULL");
    }

    /// The rows that are seen, and those that would be were they not deleted.
    fn restrict_with_deleted(self, sql: &mut Sql) {
        sql.push("i.company = ").bind(self.company.key());
        if !self.credentials {
            sql.push(" AND i.theme <> ").bind(Theme::OpsAccountCredentials.as_str());
        }
        if !self.unassociated {
            sql.push(" AND i.person IS NOT NULL");
        }
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
    let view = *view;
    read.row(sql, move |row| Ok(view.lock(columns::map(row, view.company)?))).await
}
