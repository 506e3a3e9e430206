//! The filters of the lists (A6 of the API reference), as conditions.

use domain::id::{CaseId, Id, PersonId};
use domain::rules::MISSED_CALL_DETAILS;
use domain::time::Instant;
use domain::vocabulary::{
    AgentOutcome, Channel, Direction, Status, StatusDetail, Subject, Theme, Vocabulary,
};

use super::View;
use crate::{Sql, Value};

/// A span of time, both ends included (A9.5 of the API reference).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// At or after.
    pub after: Option<Instant>,
    /// At or before.
    pub before: Option<Instant>,
}

impl Span {
    /// Whether it bounds nothing.
    pub fn is_open(self) -> bool {
        self.after.is_none() && self.before.is_none()
    }
}

/// What a list shows. Within a filter any value may match, all filters must. In the lists of words
/// `None` asks for rows without one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Of this person, while the person is there.
    pub person: Option<PersonId>,
    /// Without a person, or with one.
    pub has_no_person: Option<bool>,
    /// Channels.
    pub channels: Vec<Option<Channel>>,
    /// Direction.
    pub direction: Option<Direction>,
    /// Statuses.
    pub statuses: Vec<Option<Status>>,
    /// Status details.
    pub details: Vec<Option<StatusDetail>>,
    /// Agent outcomes.
    pub outcomes: Vec<Option<AgentOutcome>>,
    /// Subjects.
    pub subjects: Vec<Option<Subject>>,
    /// Themes.
    pub themes: Vec<Option<Theme>>,
    /// Linked to one of these cases.
    pub cases: Option<Vec<CaseId>>,
    /// Words in the content, as they were typed.
    pub contains: Option<String>,
    /// Recorded in.
    pub created: Span,
    /// Begun in.
    pub started: Span,
    /// Planned from a moment in.
    pub scheduled_from: Span,
    /// Planned until a moment in.
    pub scheduled_to: Span,
    /// Recorded by; `Some(None)` asks for rows of nobody.
    pub created_by: Option<Option<String>>,
    /// With a voicemail.
    pub has_voicemail: Option<bool>,
    /// With a recording.
    pub has_recording: Option<bool>,
    /// Sensitive.
    pub sensitive: Option<bool>,
    /// From outside.
    pub is_external: Option<bool>,
    /// A call that nobody answered.
    pub missed_call: Option<bool>,
}

impl Filter {
    /// Whether the counters know the answer: everything but the date is a fact they count by.
    pub(super) fn is_counted(&self) -> bool {
        self.details.is_empty()
            && self.outcomes.is_empty()
            && self.subjects.is_empty()
            && self.cases.is_none()
            && self.contains.is_none()
            && self.started.is_open()
            && self.scheduled_from.is_open()
            && self.scheduled_to.is_open()
            && self.created_by.is_none()
            && self.has_voicemail.is_none()
            && self.has_recording.is_none()
            && self.missed_call.is_none()
    }

    /// Whether it asks for a person at most, so that one plan is the best for all who ask so.
    pub(super) fn is_plain(&self) -> bool {
        *self == Filter { person: self.person, ..Filter::default() }
    }

    /// Whether it names few rows by something that has an index of its own.
    pub(super) fn names_few(&self) -> bool {
        self.person.is_some() || self.cases.is_some() || !self.scheduled_from.is_open()
    }

    /// The conditions on rows `i` but for the words in the content, after those of the view.
    pub(super) fn conditions(&self, view: &View, sql: &mut Sql) {
        sql.push("i.company = ").bind(view.company.key());
        if let Some(person) = self.person {
            sql.push(" AND i.person = ").bind(person.key());
        }
        self.conditions_within(view, sql);
    }

    /// The same for rows of the company, and of the person if one is asked for; with ` AND ` in front.
    pub(super) fn conditions_within(&self, view: &View, sql: &mut Sql) {
        view.restrict_within(sql);
        sql.push(" AND i.deleted_at IS NULL");
        if let Some(person) = self.person {
            // Asked once for the whole list; who is gone has none.
            sql.push(" AND EXISTS (SELECT 1 FROM people WHERE key = ").bind(person.key());
            sql.push(" AND deleted_at IS NULL)");
        }
        match self.has_no_person {
            Some(true) => sql.push(" AND i.person IS NULL"),
            Some(false) => sql.push(" AND i.person IS NOT NULL"),
            None => sql,
        };
        self.facts(sql, "i.");
        any_word(sql, "i.status_details", &self.details);
        any_word(sql, "i.agent_outcome", &self.outcomes);
        any_word(sql, "i.subject", &self.subjects);
        if let Some(cases) = &self.cases {
            sql.push(" AND i.key IN (SELECT interaction_key FROM interaction_cases WHERE case_key IN (");
            sql.bind_all(cases.iter().map(|case| case.key())).push("))");
        }
        within(sql, "i.created_at", self.created);
        within(sql, "i.started_at", self.started);
        within(sql, "i.scheduled_from", self.scheduled_from);
        within(sql, "i.scheduled_to", self.scheduled_to);
        match &self.created_by {
            Some(Some(id)) => sql.push(" AND i.created_by_id = ").bind(id.as_str()),
            Some(None) => sql.push(" AND i.created_by_id IS NULL"),
            None => sql,
        };
        exists(sql, "i.voicemail", self.has_voicemail);
        exists(sql, "i.recording", self.has_recording);
        self.missed(sql);
        // Words of a locked row match nothing, for they would tell.
        if self.contains.is_some() && !view.sensitive {
            sql.push(" AND i.sensitive = ").bind(false);
        }
    }

    /// The conditions that the counters know, on columns with this prefix.
    pub(super) fn facts(&self, sql: &mut Sql, prefix: &str) {
        any_word(sql, &format!("{prefix}channel"), &self.channels);
        any_word(sql, &format!("{prefix}status"), &self.statuses);
        any_word(sql, &format!("{prefix}theme"), &self.themes);
        if let Some(direction) = self.direction {
            sql.push(" AND ").push(prefix).push("direction = ").bind(direction.as_str());
        }
        if let Some(sensitive) = self.sensitive {
            sql.push(" AND ").push(prefix).push("sensitive = ").bind(sensitive);
        }
        if let Some(is_external) = self.is_external {
            sql.push(" AND ").push(prefix).push("is_external = ").bind(is_external);
        }
    }

    fn missed(&self, sql: &mut Sql) {
        let Some(missed) = self.missed_call else { return };
        sql.push(if missed { " AND (" } else { " AND NOT (" });
        sql.push("i.channel = ").bind(Channel::Voice.as_str());
        sql.push(" AND i.direction = ").bind(Direction::Inbound.as_str());
        sql.push(" AND (coalesce(i.status_details, '') IN (");
        sql.bind_all(MISSED_CALL_DETAILS.map(|detail| detail.as_str()));
        sql.push(") OR i.voicemail IS NOT NULL))");
    }
}

pub(crate) fn any_word<V: Vocabulary>(sql: &mut Sql, column: &str, words: &[Option<V>]) {
    if words.is_empty() {
        return;
    }
    let known: Vec<Value> = words.iter().flatten().map(|word| Value::from(word.as_str())).collect();
    let or_none = words.iter().any(Option::is_none);
    sql.push(" AND (");
    if !known.is_empty() {
        sql.push(column).push(" IN (").bind_all(known).push(")");
    }
    if or_none {
        sql.push(if words.len() > 1 && words.iter().any(Option::is_some) { " OR " } else { "" });
        sql.push(column).push(" IS NULL");
    }
    sql.push(")");
}

/// The rows whose time lies in a span.
pub(crate) fn within(sql: &mut Sql, column: &str, span: Span) {
    if let Some(after) = span.after {
        sql.push(" AND ").push(column).push(" >= ").bind(after);
    }
    if let Some(before) = span.before {
        sql.push(" AND ").push(column).push(" <= ").bind(before);
    }
}

fn exists(sql: &mut Sql, column: &str, wanted: Option<bool>) {
    match wanted {
        Some(true) => sql.push(" AND ").push(column).push(" IS NOT NULL"),
        Some(false) => sql.push(" AND ").push(column).push(" IS NULL"),
        None => sql,
    };
}
