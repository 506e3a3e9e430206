//! What waits to go out. A row commits together with its interaction; whoever sends leases it first.

mod lease;
mod told;

pub use lease::{Leased, abandoned, lease, next_due};
pub use told::{About, Told, find_told, tell};

use domain::id::{ChannelId, CompanyId, Id, InteractionId, OutboxId, PersonId};
use domain::outbox::OutboxEntry;
use domain::time::Instant;
use domain::vocabulary::{Channel, OutboxState};

use crate::error::StoreError;
use crate::interactions::View;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, interaction, person, channel, state, due_at, due_until, attempts, recipient, \
     provider_id, reason_short, reason_long, reason_code, created_at, updated_at, sent_at";

fn map(row: &mut Row<'_>) -> Result<OutboxEntry, StoreError> {
    Ok(OutboxEntry {
        id: row.id()?,
        interaction_id: row.id()?,
        person_id: row.id()?,
        channel_id: row.id()?,
        state: row.word(OutboxState::parse)?,
        due_at: row.instant()?,
        due_until: row.maybe_instant()?,
        attempts: row.int()?,
        recipient: row.text()?,
        provider_id: row.maybe_text()?,
        reason_short: row.maybe_text()?,
        reason_long: row.maybe_text()?,
        reason_code: row.maybe_text()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        sent_at: row.maybe_instant()?,
    })
}

/// A message that was accepted.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The interaction it carries out.
    pub interaction: InteractionId,
    /// The person it goes to.
    pub person: PersonId,
    /// The channel it goes by.
    pub channel: ChannelId,
    /// When it may go.
    pub due_at: Instant,
    /// Until when.
    pub due_until: Option<Instant>,
    /// Where it goes.
    pub recipient: String,
    /// The message, as the sending part writes it.
    pub message: String,
    /// What Compliance Guard was asked, to be asked again.
    pub proposal: String,
    /// The Message-ID of a mail.
    pub message_id: Option<String>,
    /// Whether it carries account credentials: then users do not see that it is there.
    pub credentials: bool,
}

/// What became of a try.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// When to try again.
    pub due_at: Option<Instant>,
    /// The provider's id.
    pub provider_id: Option<String>,
    /// Why it is not gone, in a few words.
    pub reason_short: Option<String>,
    /// Why it is not gone.
    pub reason_long: Option<String>,
    /// The provider's code.
    pub reason_code: Option<String>,
}

/// Accepts a message; its id.
pub async fn insert(tx: &Tx, accepted: &Accepted, now: Instant) -> Result<OutboxId, StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "INSERT INTO outbox (company, interaction, person, channel, state, due_at, due_until, attempts, \
         recipient, message, proposal, message_id, credentials, told_rank, created_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 0, ?) RETURNING key",
        [
            tx.author().company.key().into(),
            accepted.interaction.key().into(),
            accepted.person.key().into(),
            accepted.channel.key().into(),
            OutboxState::Queued.as_str().into(),
            accepted.due_at.into(),
            accepted.due_until.into(),
            accepted.recipient.as_str().into(),
            accepted.message.as_str().into(),
            accepted.proposal.as_str().into(),
            accepted.message_id.clone().into(),
            accepted.credentials.into(),
            now.into(),
        ],
    );
    Ok(OutboxId::of(tx.insert(&sql).await?))
}

/// The entry with this id, if the view sees its interaction.
pub async fn find(read: &impl Read, view: &View, id: OutboxId) -> Result<Option<OutboxEntry>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM outbox WHERE company = ").bind(view.company.key());
    sql.push(" AND key = ").bind(id.key());
    if !view.credentials {
        sql.push(" AND NOT credentials");
    }
    read.row(sql, map).await
}

/// The entry of an interaction.
pub async fn of_interaction(
    read: &impl Read,
    company: CompanyId,
    interaction: InteractionId,
) -> Result<Option<OutboxEntry>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM outbox WHERE company = ").bind(company.key());
    sql.push(" AND interaction = ").bind(interaction.key());
    read.row(sql, map).await
}

/// Which entries are asked for; an empty one asks for all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In one of these states.
    pub states: Vec<OutboxState>,
    /// By this channel.
    pub channel: Option<ChannelId>,
    /// To this person.
    pub person: Option<PersonId>,
    /// Whose interaction is of this channel.
    pub carried: Option<Channel>,
}

/// The entries whose interactions a view sees, newest first.
pub async fn list(
    read: &impl Read,
    view: &View,
    wanted: &Wanted,
    slice: Slice,
) -> Result<Page<OutboxEntry>, StoreError> {
    let mut condition = "company = ?".to_owned();
    let mut values = vec![Value::Int(view.company.key())];
    if !view.credentials {
        condition.push_str(" AND NOT credentials");
    }
    if !wanted.states.is_empty() {
        let places = vec!["?"; wanted.states.len()].join(", ");
        condition.push_str(&format!(" AND state IN ({places})"));
        values.extend(wanted.states.iter().map(|state| state.as_str().into()));
    }
    if let Some(channel) = wanted.channel {
        condition.push_str(" AND channel = ?");
        values.push(channel.key().into());
    }
    if let Some(person) = wanted.person {
        condition.push_str(" AND person = ?");
        values.push(person.key().into());
    }
    if let Some(carried) = wanted.carried {
        condition.push_str(
            " AND EXISTS (SELECT 1 FROM interactions i WHERE i.company = outbox.company \
             AND i.key = outbox.interaction AND i.channel = ?)",
        );
        values.push(carried.as_str().into());
    }
    Newest { columns: COLUMNS, table: "outbox", condition, values }.page(read, slice, map).await
}

/// Whether messages of a channel are still to go out.
pub async fn waits(read: &impl Read, company: CompanyId, channel: ChannelId) -> Result<bool, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT key FROM outbox WHERE company = ").bind(company.key());
    sql.push(" AND channel = ").bind(channel.key());
    sql.push(" AND state IN ('queued', 'retrying', 'sending') LIMIT 1");
    Ok(read.row(sql, |row| row.int()).await?.is_some())
}

/// An entry that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Whether a provider had told something about this try.
    pub was_told: bool,
}

/// Moves an entry from a state to another, if it was in that state.
///
/// What is over forgets its message.
pub async fn settle(
    tx: &Tx,
    id: OutboxId,
    from: OutboxState,
    to: OutboxState,
    outcome: &Outcome,
    now: Instant,
) -> Result<Option<Settled>, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE outbox SET state = ").bind(to.as_str());
    sql.push(", leased_until = NULL, updated_at = ").bind(now);
    if let Some(due_at) = outcome.due_at {
        sql.push(", due_at = ").bind(due_at);
    }
    if let Some(provider) = &outcome.provider_id {
        sql.push(", provider_id = ").bind(provider.as_str());
    }
    sql.push(", reason_short = ").bind(outcome.reason_short.clone());
    sql.push(", reason_long = ").bind(outcome.reason_long.clone());
    sql.push(", reason_code = ").bind(outcome.reason_code.clone());
    if to == OutboxState::Sent {
        sql.push(", sent_at = ").bind(now);
    }
    if to == OutboxState::Queued {
        // What was told was about the try before.
        sql.push(", told_rank = 0, told_at = NULL");
    }
    if matches!(to, OutboxState::Sent | OutboxState::Canceled) {
        sql.push(", message = NULL");
    }
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND state = ").bind(from.as_str());
    sql.push(" RETURNING told_rank");
    let settled = tx.insert_returning(&sql, |row| Ok(Settled { was_told: row.int()? > 0 })).await?;
    Ok(settled.first().copied())
}

/// Waiting and doubtful messages by state, of every company: for the program's own figures.
pub async fn depths(read: &impl Read) -> Result<Vec<(OutboxState, i64)>, StoreError> {
    let mut sql = read.sql();
    sql.push(
        "SELECT state, count(*) FROM outbox WHERE state IN ('queued', 'retrying', 'sending', 'inDoubt')",
    );
    sql.push(" GROUP BY state ORDER BY state");
    read.rows(sql, |row| Ok((row.word(OutboxState::parse)?, row.int()?))).await
}
