//! What Compliance Guard decided about real contacts, with all it looked at.

use domain::id::{CompanyId, DecisionId, Id, InteractionId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{Channel, DecisionPhase, GuardOutcome, Theme};
use serde_json::value::RawValue;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, interaction, phase, at, channel, theme, outcome, rule_id, \
     rulebook_version, facts_digest, proposal, decision";

/// The types of the columns of a new decision on PostgreSQL.
const TYPES: [&str; 16] = [
    "bigint", "bigint", "bigint", "text", "bigint", "text", "text", "bool", "text", "text", "text", "text",
    "text", "text", "text", "text",
];

/// A decision to be kept.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// About whom.
    pub person: PersonId,
    /// The interaction that carries the contact, once there is one.
    pub interaction: Option<InteractionId>,
    /// When it was asked.
    pub phase: DecisionPhase,
    /// The instant it was judged for.
    pub at: Instant,
    /// How the contact travels.
    pub channel: Channel,
    /// What it is about.
    pub theme: Theme,
    /// Whether a machine dials.
    pub autodialed: bool,
    /// What came of it.
    pub outcome: GuardOutcome,
    /// The first rule in the way.
    pub rule_id: Option<String>,
    /// The book it was judged by.
    pub rulebook_version: String,
    /// What the company had settled, as JSON.
    pub settings: String,
    /// The contact that was proposed, as JSON.
    pub proposal: String,
    /// Everything that was known, as JSON.
    pub facts: String,
    /// SHA-256 of the facts.
    pub facts_digest: String,
    /// The whole answer, as JSON.
    pub decision: String,
}

/// A decision as it is shown. The facts are for judging it again only.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Its id.
    pub id: DecisionId,
    /// About whom.
    pub person: PersonId,
    /// The interaction that carries the contact.
    pub interaction: Option<InteractionId>,
    /// When it was asked.
    pub phase: DecisionPhase,
    /// The instant it was judged for.
    pub at: Instant,
    /// How the contact travels.
    pub channel: Channel,
    /// What it is about.
    pub theme: Theme,
    /// What came of it.
    pub outcome: GuardOutcome,
    /// The first rule in the way.
    pub rule_id: Option<String>,
    /// The book it was judged by.
    pub rulebook_version: String,
    /// SHA-256 of the facts.
    pub facts_digest: String,
    /// The contact that was proposed.
    pub proposal: Option<Box<RawValue>>,
    /// The whole answer.
    pub decision: Option<Box<RawValue>>,
}

/// Which decisions are wanted, and which a reader sees.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// About this person.
    pub person: Option<PersonId>,
    /// About this interaction.
    pub interaction: Option<InteractionId>,
    /// With one of these outcomes.
    pub outcomes: Vec<GuardOutcome>,
    /// With one of these as the first rule in the way.
    pub rules: Vec<String>,
    /// Whether those about account credentials are seen.
    pub credentials: bool,
}

/// A decision as it can be judged again.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its id.
    pub id: DecisionId,
    /// When it was asked.
    pub phase: DecisionPhase,
    /// The instant it was judged for.
    pub at: Instant,
    /// The book it was judged by.
    pub rulebook_version: String,
    /// What the company had settled, as JSON.
    pub settings: String,
    /// The contact that was proposed, as JSON.
    pub proposal: String,
    /// Everything that was known, as JSON.
    pub facts: String,
    /// SHA-256 of the facts.
    pub facts_digest: String,
    /// The whole answer, as JSON.
    pub decision: String,
}

/// Keeps decisions.
pub async fn insert(tx: &Tx, all: &[NewDecision]) -> Result<(), StoreError> {
    if all.is_empty() {
        return Ok(());
    }
    let company = tx.author().company.key();
    let row = |new: &NewDecision| {
        vec![
            company.into(),
            new.person.key().into(),
            new.interaction.map(Id::key).into(),
            new.phase.as_str().into(),
            new.at.into(),
            new.channel.as_str().into(),
            new.theme.as_str().into(),
            new.autodialed.into(),
            new.outcome.as_str().into(),
            new.rule_id.clone().into(),
            new.rulebook_version.as_str().into(),
            new.settings.as_str().into(),
            new.proposal.as_str().into(),
            new.facts.as_str().into(),
            new.facts_digest.as_str().into(),
            new.decision.as_str().into(),
        ]
    };
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO guard_decisions (company, person, interaction, phase, at, channel, theme, autodialed, \
         outcome, rule_id, rulebook_version, settings, proposal, facts, facts_digest, decision) ",
    );
    sql.rows(&TYPES, all.iter().map(row).collect());
    tx.execute(&sql).await?;
    Ok(())
}

/// The decision with this id, if it is the company's and the reader sees it.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: DecisionId,
    credentials: bool,
) -> Result<Option<Decided>, StoreError> {
    let (condition, values) = condition(company, &Filter { credentials, ..Filter::default() });
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM guard_decisions WHERE ").with(&condition, values);
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The decisions a filter keeps, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<Decided>, StoreError> {
    let (condition, values) = condition(company, filter);
    let list = Newest { columns: COLUMNS, table: "guard_decisions", condition, values };
    list.page(read, slice, map).await
}

/// The next decisions after `after` that were judged for an instant from `from` to before `to`, oldest first.
pub async fn walk(
    read: &impl Read,
    company: CompanyId,
    (from, to): (Instant, Instant),
    after: Option<DecisionId>,
    limit: i64,
) -> Result<Vec<Stored>, StoreError> {
    let mut sql = read.sql();
    sql.push(
        "SELECT key, phase, at, rulebook_version, settings, proposal, facts, facts_digest, decision \
         FROM guard_decisions WHERE company = ",
    );
    sql.bind(company.key()).push(" AND key > ").bind(after.map_or(0, Id::key));
    sql.push(" AND at >= ").bind(from).push(" AND at < ").bind(to);
    sql.push(" ORDER BY key LIMIT ").bind(limit);
    let map = |row: &mut Row<'_>| {
        Ok(Stored {
            id: row.id()?,
            phase: row.word(DecisionPhase::parse)?,
            at: row.instant()?,
            rulebook_version: row.text()?,
            settings: row.text()?,
            proposal: row.text()?,
            facts: row.text()?,
            facts_digest: row.text()?,
            decision: row.text()?,
        })
    };
    read.rows(sql, map).await
}

/// How many decisions `walk` meets.
pub async fn count(
    read: &impl Read,
    company: CompanyId,
    (from, to): (Instant, Instant),
) -> Result<i64, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT count(*) FROM guard_decisions WHERE company = ").bind(company.key());
    sql.push(" AND at >= ").bind(from).push(" AND at < ").bind(to);
    Ok(read.row(sql, |row| row.int()).await?.unwrap_or(0))
}

fn condition(company: CompanyId, filter: &Filter) -> (String, Vec<Value>) {
    let mut text = "company = ?".to_owned();
    let mut values = vec![Value::Int(company.key())];
    if !filter.credentials {
        text.push_str(" AND theme <> ?");
        values.push(Theme::OpsAccountCredentials.as_str().into());
    }
    let keys = [("person", filter.person.map(Id::key)), ("interaction", filter.interaction.map(Id::key))];
    for (column, key) in keys {
        if let Some(key) = key {
            text.push_str(&format!(" AND {column} = ?"));
            values.push(Value::Int(key));
        }
    }
    let outcomes: Vec<&str> = filter.outcomes.iter().map(|outcome| outcome.as_str()).collect();
    let rules: Vec<&str> = filter.rules.iter().map(String::as_str).collect();
    for (column, words) in [("outcome", outcomes), ("rule_id", rules)] {
        if !words.is_empty() {
            let places = vec!["?"; words.len()].join(", ");
            text.push_str(&format!(" AND {column} IN ({places})"));
            values.extend(words.into_iter().map(Value::from));
        }
    }
    (text, values)
}

fn map(row: &mut Row<'_>) -> Result<Decided, StoreError> {
    Ok(Decided {
        id: row.id()?,
        person: row.id()?,
        interaction: row.maybe_id()?,
        phase: row.word(DecisionPhase::parse)?,
        at: row.instant()?,
        channel: row.word(Channel::parse)?,
        theme: row.word(Theme::parse)?,
        outcome: row.word(GuardOutcome::parse)?,
        rule_id: row.maybe_text()?,
        rulebook_version: row.text()?,
        facts_digest: row.text()?,
        proposal: row.maybe_json()?,
        decision: row.maybe_json()?,
    })
}
