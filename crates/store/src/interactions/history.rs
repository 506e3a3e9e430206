//! What happened with people, as far as a rule about contacts asks: narrow rows straight from the table.
//!
//! No `View` stands before it, for nothing of it is shown to anybody: sensitive rows and those of account
//! credentials count like all others. Content is never read.

use domain::id::{CompanyId, ContactId, Id, InteractionId, LoanId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail, Theme};

use super::columns::read_loans;
use super::list::indexed_by;
use crate::error::StoreError;
use crate::lookup::keys;
use crate::row::Row;
use crate::{Read, Sql};

/// One past or pending interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Whose it is.
    pub person: PersonId,
    /// Its id.
    pub id: InteractionId,
    /// How it travelled.
    pub channel: Channel,
    /// Who contacted whom.
    pub direction: Direction,
    /// The technical status.
    pub status: Status,
    /// More about the status.
    pub status_details: Option<StatusDetail>,
    /// What it was about.
    pub theme: Theme,
    /// What an agent says came of it.
    pub agent_outcome: Option<AgentOutcome>,
    /// Whether it happened outside and was only recorded here.
    pub is_external: bool,
    /// The loans it was about.
    pub loans: Vec<LoanId>,
    /// The contact that was used.
    pub contact: Option<ContactId>,
    /// The interaction it continues.
    pub previous: Option<InteractionId>,
    /// When it began.
    pub started_at: Instant,
    /// Whether a machine dialled, as far as a decision about it says.
    pub is_autodialed: bool,
}

/// How far back a history goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Everything since then.
    pub everything: Instant,
    /// Texts and conversations since then already.
    pub talks: Instant,
    /// Nothing that began later, but for what was accepted before and is to go out later.
    pub until: Instant,
}

/// What happened with these people within the span, and every contact ever made to locate them; in no order.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
    span: Span,
) -> Result<Vec<Past>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    read.rows(question(read.sql(), company, people, span), map).await
}

/// These interactions, whenever they were; in no order.
pub async fn these(
    read: &impl Read,
    company: CompanyId,
    ids: &[InteractionId],
) -> Result<Vec<Past>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = select(read.sql());
    sql.push(" WHERE i.company = ").bind(company.key());
    sql.push(" AND ").among("i.key", &keys(ids));
    sql.push(" AND i.person IS NOT NULL AND i.deleted_at IS NULL");
    read.rows(sql, map).await
}

/// One statement for all: two arms that have no row in common.
pub(super) fn question(sql: Sql, company: CompanyId, people: &[PersonId], span: Span) -> Sql {
    let (mut sql, people) = (select(sql), keys(people));
    sql.push(indexed_by(sql.dialect(), " INDEXED BY interactions_of_person_started"));
    sql.push(" WHERE i.company = ").bind(company.key()).push(" AND ").among("i.person", &people);
    // Spelled out, not bound: the index holds only such rows, and a planner has to see that.
    sql.push(" AND i.started_at > 0 AND i.started_at >= ")
        .bind(span.talks.min(span.everything))
        .push(" AND (");
    within(&mut sql, span).push(") AND ");
    until(&mut sql, span).push(" AND i.deleted_at IS NULL UNION ALL ");
    let mut locating = select(Sql::new(sql.dialect()));
    locating.push(indexed_by(sql.dialect(), " INDEXED BY interactions_locating"));
    locating.push(" WHERE i.company = ").bind(company.key()).push(" AND ").among("i.person", &people);
    // Spelled out, not bound: the index holds only such rows, and a planner has to see that.
    locating.push(" AND i.theme = 'opsCollLocateBorrower' AND NOT (");
    within(&mut locating, span).push(") AND ");
    until(&mut locating, span).push(" AND i.deleted_at IS NULL");
    sql.append(&locating);
    sql
}

fn within(sql: &mut Sql, span: Span) -> &mut Sql {
    sql.push("i.started_at >= ").bind(span.everything);
    sql.push(" OR (i.started_at >= ").bind(span.talks).push(" AND i.channel IN ('text', 'voice'))")
}

fn until(sql: &mut Sql, span: Span) -> &mut Sql {
    sql.push("(i.started_at <= ").bind(span.until);
    sql.push(" OR (i.status = 'scheduled' AND NOT i.is_external AND i.created_at <= ");
    sql.bind(span.until).push("))")
}

fn select(mut sql: Sql) -> Sql {
    // LIMIT keeps a planner from reading every decision there is for the sake of a few calls.
    sql.push(
        "SELECT i.person, i.key, i.channel, i.direction, i.status, i.status_details, i.theme, \
         i.agent_outcome, i.is_external, i.loans, i.contact, i.previous, i.started_at, \
         i.channel = 'voice' AND (SELECT d.key FROM guard_decisions d WHERE d.company = i.company \
         AND d.interaction = i.key AND d.autodialed LIMIT 1) IS NOT NULL FROM interactions i",
    );
    sql
}

fn map(row: &mut Row<'_>) -> Result<Past, StoreError> {
    Ok(Past {
        person: row.id()?,
        id: row.id()?,
        channel: row.word(Channel::parse)?,
        direction: row.word(Direction::parse)?,
        status: row.word(Status::parse)?,
        status_details: row.maybe_word(StatusDetail::parse)?,
        theme: row.word(Theme::parse)?,
        agent_outcome: row.maybe_word(AgentOutcome::parse)?,
        is_external: row.flag()?,
        loans: read_loans(&row.text()?),
        contact: row.maybe_id()?,
        previous: row.maybe_id()?,
        started_at: row.instant()?,
        is_autodialed: row.flag()?,
    })
}
