//! The rows of a company, or of one of its persons, in the order of their keys.
//!
//! On PostgreSQL whose rows they are is part of the range and of the order. With `company = ?` and an order by key alone
//! its planner takes the primary key for a way to the page too, and that one holds the rows of every company: where the
//! newest rows are another's, it walks past all of them.

use domain::id::{CompanyId, Id, PersonId};

use super::View;
use super::filter::Filter;
use crate::{Dialect, Sql};

/// Every key.
pub(super) const ALL_KEYS: (i64, i64) = (0, i64::MAX);

/// Rows that lie beside each other in an index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    company: CompanyId,
    person: Option<PersonId>,
    keys: (i64, i64),
    descending: bool,
}

impl Stretch {
    /// What a view sees and a filter asks for, between these keys.
    pub(super) fn new(view: &View, filter: &Filter, keys: (i64, i64), descending: bool) -> Self {
        Self { company: view.company, person: filter.person, keys, descending }
    }

    /// Only what comes after a key, in its order.
    pub(super) fn after(self, key: i64) -> Self {
        let (first, last) = self.keys;
        let keys = if self.descending {
            (first, last.min(key.saturating_sub(1)))
        } else {
            (first.max(key.saturating_add(1)), last)
        };
        Self { keys, ..self }
    }

    /// The conditions on rows `i`, the filter's among them.
    pub(super) fn conditions(&self, view: &View, filter: &Filter, sql: &mut Sql) {
        if sql.dialect() == Dialect::Sqlite {
            filter.conditions(view, sql);
            return self.between(sql);
        }
        if self.person.is_some() {
            sql.push("i.company = ").bind(self.company.key()).push(" AND ");
        }
        self.bound(">=", self.keys.0, sql);
        sql.push(" AND ");
        self.bound("<=", self.keys.1, sql);
        filter.conditions_within(view, sql);
    }

    /// ` ORDER BY …`
    pub(super) fn order(&self, sql: &mut Sql) {
        let direction = if self.descending { " DESC" } else { " ASC" };
        match sql.dialect() {
            Dialect::Sqlite => sql.push(" ORDER BY i.key").push(direction),
            Dialect::Postgres => {
                let (whose, _) = self.whose();
                sql.push(" ORDER BY ").push(whose).push(direction).push(", i.key").push(direction)
            }
        };
    }

    /// What the rows have in common, and what no other company's or person's have.
    fn whose(&self) -> (&'static str, i64) {
        match self.person {
            Some(person) => ("i.person", person.key()),
            None => ("i.company", self.company.key()),
        }
    }

    /// A bound that bounds nothing would draw SQLite's planner to the index that has the key next to the company.
    fn between(&self, sql: &mut Sql) {
        let (first, last) = self.keys;
        if first > ALL_KEYS.0 {
            sql.push(" AND i.key >= ").bind(first);
        }
        if last < ALL_KEYS.1 {
            sql.push(" AND i.key <= ").bind(last);
        }
    }

    fn bound(&self, comparison: &str, key: i64, sql: &mut Sql) {
        let (whose, value) = self.whose();
        sql.push("(").push(whose).push(", i.key) ").push(comparison).push(" (");
        sql.bind(value).push(", ").bind(key).push(")");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(dialect: Dialect, person: Option<i64>) -> String {
        let view = View {
            company: CompanyId::of(2),
            as_of: None,
            sensitive: true,
            credentials: true,
            unassociated: true,
        };
        let filter = Filter { person: person.map(PersonId::of), ..Filter::default() };
        let stretch = Stretch::new(&view, &filter, (5, 90), true).after(70);
        let mut sql = Sql::new(dialect);
        stretch.conditions(&view, &filter, &mut sql);
        stretch.order(&mut sql);
        sql.text().to_owned()
    }

    #[test]
    fn postgres_is_asked_by_the_columns_of_the_index_alone() {
        let rows = text(Dialect::Postgres, None);
        assert!(
            rows.starts_with("(i.company, i.key) >= ($1, $2) AND (i.company, i.key) <= ($3, $4)"),
            "{rows}"
        );
        assert!(
            rows.ends_with(" ORDER BY i.company DESC, i.key DESC") && !rows.contains("i.company ="),
            "{rows}"
        );
        let of_person = text(Dialect::Postgres, Some(7));
        assert!(
            of_person.starts_with("i.company = $1 AND (i.person, i.key) >= ($2, $3) AND (i.person"),
            "{of_person}"
        );
        assert!(
            of_person.ends_with("i.person DESC, i.key DESC") && !of_person.contains("i.person ="),
            "{of_person}"
        );
        assert!(text(Dialect::Sqlite, None).starts_with("i.company = ?"));
    }

    #[test]
    fn a_place_cuts_the_stretch_at_the_side_it_is_walked_from() {
        let view = View {
            company: CompanyId::of(2),
            as_of: None,
            sensitive: true,
            credentials: true,
            unassociated: true,
        };
        let keys =
            |descending, key| Stretch::new(&view, &Filter::default(), (5, 90), descending).after(key).keys;
        assert_eq!((keys(true, 70), keys(false, 70)), ((5, 69), (71, 90)));
        assert_eq!((keys(true, 200), keys(false, 1)), ((5, 90), (5, 90)));
    }
}
