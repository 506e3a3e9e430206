//! Of whom anything is recorded that only few people have: one question instead of one a table.

use domain::id::{CompanyId, Id, PersonId};

use crate::Read;
use crate::error::StoreError;
use crate::lookup::{keys, sorted};

/// The tables, in the order of `Recorded`.
const TABLES: [&str; 4] = ["legal_representatives", "do_not_interact", "consents", "overrides"];

/// People of whom something is recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Who was ever represented before the law.
    pub representatives: Vec<PersonId>,
    /// Who must not be contacted at times.
    pub closed: Vec<PersonId>,
    /// Who agreed to something or took it back.
    pub consents: Vec<PersonId>,
    /// About whom somebody of the company was allowed something.
    pub overrides: Vec<PersonId>,
}

/// Of which of these people anything is recorded.
pub async fn recorded(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Recorded, StoreError> {
    if people.is_empty() {
        return Ok(Recorded::default());
    }
    let (mut sql, people) = (read.sql(), sorted(keys(people)));
    for (kind, table) in TABLES.iter().enumerate() {
        sql.push(if kind == 0 { "" } else { " UNION " });
        sql.push(&format!("SELECT CAST({kind} AS BIGINT), person FROM {table} WHERE company = "));
        sql.bind(company.key()).push(" AND ").among("person", &people);
    }
    let mut recorded = Recorded::default();
    for (kind, person) in read.rows(sql, |row| Ok((row.int()?, row.id()?))).await? {
        let of_kind = match kind {
            0 => &mut recorded.representatives,
            1 => &mut recorded.closed,
            2 => &mut recorded.consents,
            _ => &mut recorded.overrides,
        };
        of_kind.push(person);
    }
    Ok(recorded)
}
