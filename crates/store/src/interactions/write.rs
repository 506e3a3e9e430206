//! Writing interactions: the row, its folded text, its counters.

use std::collections::HashSet;

use domain::id::{Id, InteractionId, UserId};
use domain::interaction::Interaction;
use domain::text::{flatten, fold};

use super::columns;
use crate::counts::{Delta, buckets};
use crate::error::StoreError;
use crate::{Dialect, Facts, Sql, Tx, Value};

/// Rows in one statement of a bulk insert; 62 values each stay below SQLite's limit of values.
const CHUNK: usize = 200;
/// The same where a column is one value.
const COLUMN_CHUNK: usize = 1_000;

/// What became of an insert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is in, under this id.
    New(InteractionId),
    /// Another one has its external id.
    Duplicate,
}

/// An interaction and its text as the search wants it, made before it waits for the one writer.
#[derive(Debug, Clone)]
pub struct Prepared {
    interaction: Interaction,
    folded: Option<String>,
}

impl Prepared {
    /// Prepares an interaction.
    pub fn of(interaction: Interaction) -> Self {
        let folded = text_of(&interaction);
        Self { interaction, folded }
    }

    /// The interaction.
    pub fn interaction(&self) -> &Interaction {
        &self.interaction
    }
}

/// Adds an interaction.
pub async fn insert(tx: &Tx, interaction: &Interaction) -> Result<Inserted, StoreError> {
    let keys = tx.interaction_keys(1).await?;
    let key = keys.first().copied().ok_or_else(|| StoreError::Broken("no key at hand".to_owned()))?;
    let mut sql = begin_insert(tx);
    sql.rows(&columns::TYPES, vec![row(key, interaction)]).push(UNLESS_TAKEN);
    let text = write_texts(tx, texts(key, text_of(interaction)));
    if interaction.external_id.is_none() {
        // No other can have its id: one round trip for both.
        futures::try_join!(tx.execute(&sql), text)?;
    } else if tx.execute(&sql).await? == 0 {
        return Ok(Inserted::Duplicate);
    } else {
        text.await?;
    }
    count(tx, key, interaction, 1);
    Ok(Inserted::New(InteractionId::of(key)))
}

/// Adds many interactions at once; what became of each, in order.
pub async fn insert_many(tx: &Tx, prepared: &[Prepared]) -> Result<Vec<Inserted>, StoreError> {
    let mut outcomes = Vec::with_capacity(prepared.len());
    let size = if tx.sql().dialect() == Dialect::Postgres { COLUMN_CHUNK } else { CHUNK };
    for chunk in prepared.chunks(size) {
        let keys = tx.interaction_keys(chunk.len()).await?;
        let keyed = || keys.iter().copied().zip(chunk);
        let mut sql = begin_insert(tx);
        sql.rows(&columns::TYPES, keyed().map(|(key, new)| row(key, &new.interaction)).collect());
        sql.push(UNLESS_TAKEN).push(" RETURNING key");
        let taken: HashSet<i64> = tx.insert_all(&sql).await?.into_iter().collect();
        let new = || keyed().filter(|(key, _)| taken.contains(key));
        write_texts(tx, new().filter_map(|(key, new)| Some((key, new.folded.clone()?))).collect()).await?;
        for (key, new) in new() {
            count(tx, key, &new.interaction, 1);
        }
        outcomes.extend(keys.iter().map(|key| match taken.contains(key) {
            true => Inserted::New(InteractionId::of(*key)),
            false => Inserted::Duplicate,
        }));
    }
    Ok(outcomes)
}

/// Says of interactions written just now which one each continues.
pub async fn follow(tx: &Tx, links: &[(InteractionId, InteractionId)]) -> Result<(), StoreError> {
    for (id, previous) in links {
        let mut sql = tx.sql();
        sql.push("UPDATE interactions SET previous = ").bind(previous.key());
        sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
        tx.execute(&sql).await?;
    }
    Ok(())
}

/// Writes a changed interaction back.
pub async fn update(tx: &Tx, before: &Interaction, after: &Interaction) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE interactions SET ");
    columns::assign(&mut sql, after);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(after.id.key());
    tx.execute(&sql).await?;
    let gone = after.deleted_at.is_some();
    if gone || before.content != after.content {
        remove_text(tx, before.id.key()).await?;
        if !gone {
            write_texts(tx, texts(after.id.key(), text_of(after))).await?;
        }
    }
    count(tx, before.id.key(), before, -1);
    if !gone {
        count(tx, after.id.key(), after, 1);
    }
    Ok(())
}

const UNLESS_TAKEN: &str = " ON CONFLICT (company, external_id) WHERE external_id IS NOT NULL DO NOTHING";

fn begin_insert(tx: &Tx) -> Sql {
    let mut sql = tx.sql();
    sql.push("INSERT INTO interactions (");
    columns::names(&mut sql);
    sql.push(", created_by_user) ");
    sql
}

fn row(key: i64, interaction: &Interaction) -> Vec<Value> {
    let user = interaction.created_by.id.as_deref().and_then(|id| id.parse::<UserId>().ok());
    let mut row = Vec::with_capacity(columns::TYPES.len());
    row.extend([key.into(), interaction.company.key().into()]);
    row.extend(columns::values(interaction));
    row.push(user.map(Id::key).into());
    row
}

fn texts(key: i64, text: Option<String>) -> Vec<(i64, String)> {
    text.into_iter().map(|text| (key, text)).collect()
}

/// Adds the texts that the search reads, by the key of their interaction.
pub(crate) async fn write_texts(tx: &Tx, texts: Vec<(i64, String)>) -> Result<(), StoreError> {
    if texts.is_empty() {
        return Ok(());
    }
    let company = tx.author().company.key();
    let rows = |row: fn(i64, i64, &str) -> Vec<Value>| {
        texts.iter().map(|(key, text)| row(company, *key, text)).collect::<Vec<_>>()
    };
    let mut sql = tx.sql();
    sql.push("INSERT INTO interaction_text (company, key, folded) ").rows(
        &["bigint", "bigint", "text"],
        rows(|company, key, text| vec![company.into(), key.into(), text.into()]),
    );
    tx.execute(&sql).await?;
    if sql.dialect() == Dialect::Sqlite {
        let mut index = tx.sql();
        index
            .push("INSERT INTO interaction_fts (rowid, folded) ")
            .rows(&[], rows(|_, key, text| vec![key.into(), text.into()]));
        tx.execute(&index).await?;
        tx.indexed(texts.iter().map(|(_, text)| text.len()).sum());
    }
    Ok(())
}

async fn remove_text(tx: &Tx, key: i64) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM interaction_text WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(key);
    let had = tx.execute(&sql).await? > 0;
    if had && sql.dialect() == Dialect::Sqlite {
        let mut index = tx.sql();
        index.push("DELETE FROM interaction_fts WHERE rowid = ").bind(key);
        tx.execute(&index).await?;
    }
    Ok(())
}

fn text_of(interaction: &Interaction) -> Option<String> {
    folded(interaction.content.as_deref()?)
}

/// What the search reads of a content, which is JSON text; nothing where there are no words.
pub(crate) fn folded(content: &str) -> Option<String> {
    let content = serde_json::from_str(content).ok()?;
    Some(fold(&flatten(&content))).filter(|text| !text.is_empty())
}

fn count(tx: &Tx, key: i64, interaction: &Interaction, by: i64) {
    let facts = Facts {
        channel: interaction.channel.as_str(),
        theme: interaction.theme.as_str(),
        status: interaction.status.as_str(),
        direction: interaction.direction.as_str(),
        sensitive: interaction.sensitive,
        is_external: interaction.is_external,
        unassociated: interaction.person.is_none(),
    };
    for (grain, bucket) in buckets(interaction.created_at, interaction.person.map(Id::key)) {
        tx.count(crate::counts::Counted { grain, bucket, facts }, Delta::of(by, key));
    }
}
