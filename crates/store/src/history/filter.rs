//! What is asked of the history, as conditions; and by which index the rows are found.

use domain::history::Access;
use domain::id::{CaseId, Id, InteractionId, PersonId, QueueId, TemplateVersionId, UserId};
use domain::vocabulary::{Direction, Flow, HandlingStatus, Routing};

use super::Sight;
use super::reach::{within_access, within_period};
use crate::interactions::Span;
use crate::interactions::filter::{any_word, within};
use crate::interactions::list::indexed_by;
use crate::lookup::keys;
use crate::{Dialect, Sql};

/// Characters from which on the beginning of an address leads to few rows.
const TELLING: usize = 4;

/// Whole seconds, both ends included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Between {
    /// At least.
    pub least: Option<i64>,
    /// At most.
    pub most: Option<i64>,
}

/// What is asked of the history. Within a list any may match, all lists must; `None` in one asks for rows without.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Begun in.
    pub started: Span,
    /// Ended in.
    pub ended: Span,
    /// How the key of the address begins (`domain::history::search_key`).
    pub search: Option<String>,
    /// Flows.
    pub flows: Vec<Option<Flow>>,
    /// Handling statuses.
    pub statuses: Vec<Option<HandlingStatus>>,
    /// Directions.
    pub directions: Vec<Option<Direction>>,
    /// Original routings.
    pub original_routings: Vec<Option<Routing>>,
    /// Current routings.
    pub current_routings: Vec<Option<Routing>>,
    /// Those who handled them.
    pub advisors: Vec<Option<UserId>>,
    /// Queues.
    pub queues: Vec<Option<QueueId>>,
    /// A piece of the address.
    pub address: Option<String>,
    /// Campaigns.
    pub campaigns: Vec<Option<String>>,
    /// A piece of the reason.
    pub reason: Option<String>,
    /// Templates: of each list one must have been used.
    pub templates: Vec<Vec<TemplateVersionId>>,
    /// These alone.
    pub ids: Option<Vec<InteractionId>>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// Linked to this case.
    pub case: Option<CaseId>,
    /// Seconds until somebody took it.
    pub waiting: Between,
    /// Seconds somebody worked on it.
    pub handling: Between,
    /// Seconds of work after it.
    pub wrap_up: Between,
}

impl Filter {
    /// The conditions on rows `i`, those of the sight among them.
    ///
    /// They are tried one after the other: first what is cheap to tell and leaves few rows, then who may see them, last
    /// what is read from the rows themselves.
    pub(super) fn conditions(&self, sight: &Sight, sql: &mut Sql) {
        within_period(sight, self.started.after, sql);
        sql.push(" AND i.deleted_at IS NULL");
        self.indexed(sql);
        within_access(sight, sql);
        self.unindexed(sql);
    }

    /// What the index of the newest holds.
    fn indexed(&self, sql: &mut Sql) {
        within(sql, "i.started_at", Span { after: None, ..self.started });
        within(sql, "i.ended_at", self.ended);
        any_word(sql, "i.flow", &self.flows);
        any_word(sql, "i.handling_status", &self.statuses);
        any_word(sql, "i.direction", &self.directions);
        any_word(sql, "i.original_routing", &self.original_routings);
        any_word(sql, "i.current_routing", &self.current_routings);
        any_key(sql, "i.advisor", &self.advisors);
        any_key(sql, "i.queue", &self.queues);
        between(sql, "i.waiting_duration", self.waiting);
        between(sql, "i.handling_duration", self.handling);
        between(sql, "i.wrap_up_duration", self.wrap_up);
    }

    fn unindexed(&self, sql: &mut Sql) {
        self.texts(sql);
        if let Some(ids) = &self.ids {
            one_of(sql, "i.key", &keys(ids));
        }
        if let Some(person) = self.person {
            // The index of persons holds only such rows, and a planner has to see that.
            sql.push(" AND i.started_at > 0 AND i.person = ").bind(person.key());
        }
        if let Some(case) = self.case {
            sql.push(" AND i.key IN (SELECT interaction_key FROM interaction_cases WHERE case_key = ");
            sql.bind(case.key()).push(")");
        }
        for versions in &self.templates {
            let ids: Vec<String> = versions.iter().map(ToString::to_string).collect();
            any_text(sql, "i.template_version_id", &ids);
        }
    }

    fn texts(&self, sql: &mut Sql) {
        if let Some(begin) = &self.search {
            sql.push(" AND i.address_key >= ").bind(begin.as_str());
            if let Some(end) = after(begin) {
                sql.push(" AND i.address_key < ").bind(end);
            }
        }
        piece(sql, "i.customer_address", self.address.as_deref());
        piece(sql, "i.handling_reason", self.reason.as_deref());
        if !self.campaigns.is_empty() {
            let named: Vec<_> = self.campaigns.iter().flatten().cloned().collect();
            sql.push(" AND (1 = 0");
            if !named.is_empty() {
                sql.push(" OR i.campaign IN (").bind_all(named).push(")");
            }
            sql.push(if self.campaigns.contains(&None) { " OR i.campaign IS NULL)" } else { ")" });
        }
    }

    /// SQLite is told the index, for its planner knows nothing of the values; PostgreSQL looks at them.
    pub(super) fn hint(&self, sight: &Sight, dialect: Dialect) -> &'static str {
        indexed_by(dialect, self.index(sight))
    }

    fn index(&self, sight: &Sight) -> &'static str {
        let own = matches!(sight.reach.access, Access::Own { .. });
        if self.ids.is_some() || self.case.is_some() {
            return "";
        }
        if self.person.is_some() {
            return " INDEXED BY interactions_of_person_started";
        }
        if self.search.as_ref().is_some_and(|begin| begin.chars().count() >= TELLING) {
            return " INDEXED BY interactions_by_address";
        }
        if own || matches!(self.advisors[..], [Some(_)]) {
            return " INDEXED BY interactions_of_advisor";
        }
        if matches!(self.queues[..], [Some(_)]) {
            return " INDEXED BY interactions_of_queue";
        }
        " INDEXED BY interactions_started"
    }
}

/// The smallest text after all that begin so.
fn after(begin: &str) -> Option<String> {
    let mut characters: Vec<char> = begin.chars().collect();
    while let Some(last) = characters.pop() {
        let next = (last as u32 + 1..=char::MAX as u32).find_map(char::from_u32);
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

fn any_key<T: Id>(sql: &mut Sql, column: &str, ids: &[Option<T>]) {
    if ids.is_empty() {
        return;
    }
    let known: Vec<i64> = ids.iter().flatten().map(|id| id.key()).collect();
    if known.len() == ids.len() {
        return one_of(sql, column, &known);
    }
    sql.push(" AND (").push(column).push(" IS NULL");
    if !known.is_empty() {
        sql.push(" OR ").among(column, &known);
    }
    sql.push(")");
}

fn one_of(sql: &mut Sql, column: &str, keys: &[i64]) {
    if keys.is_empty() {
        sql.push(" AND 1 = 0");
        return;
    }
    sql.push(" AND ").among(column, keys);
}

fn any_text(sql: &mut Sql, column: &str, texts: &[String]) {
    if texts.is_empty() {
        sql.push(" AND 1 = 0");
        return;
    }
    sql.push(" AND ").push(column).push(" IN (").bind_all(texts.iter().cloned()).push(")");
}

/// A piece of a text, whatever the case of its letters.
fn piece(sql: &mut Sql, column: &str, text: Option<&str>) {
    let Some(text) = text else { return };
    let position = sql.dialect().position();
    sql.push(" AND ").push(position).push("(lower(").push(column).push("), lower(").bind(text);
    sql.push(")) > 0");
}

fn between(sql: &mut Sql, column: &str, seconds: Between) {
    if let Some(least) = seconds.least {
        sql.push(" AND ").push(column).push(" >= ").bind(least);
    }
    if let Some(most) = seconds.most {
        sql.push(" AND ").push(column).push(" <= ").bind(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_lies_before_the_text_after_it() {
        let end = after("ada@").unwrap();
        assert!("ada@zzz" < end.as_str() && end.as_str() < "adb");
        assert_eq!(after("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(after("\u{10ffff}"), None);
        assert_eq!(after("\u{d7ff}").as_deref(), Some("\u{e000}"));
    }
}
