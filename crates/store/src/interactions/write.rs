//! Writing interactions: the row, its folded text, its counters.

use domain::id::{Id, InteractionId, UserId};
use domain::interaction::Interaction;
use domain::text::{flatten, fold};

use super::columns;
use crate::counts::{Delta, buckets};
use crate::error::StoreError;
use crate::{Dialect, Facts, Sql, Tx};

/// Rows in one statement of a bulk insert; 43 values each stay below both engines' limits.
const CHUNK: usize = 200;

/// What became of an insert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is in, under this id.
    New(InteractionId),
    /// Another one has its external id.
    Duplicate,
}

/// Adds an interaction.
pub async fn insert(tx: &Tx, interaction: &Interaction) -> Result<Inserted, StoreError> {
    let keys = tx.interaction_keys(1).await?;
    let key = keys.first().copied().ok_or_else(|| StoreError::Broken("no key at hand".to_owned()))?;
    let mut sql = tx.sql();
    begin_insert(&mut sql);
    bind_row(&mut sql, key, interaction);
    end_insert(&mut sql);
    if tx.execute(&sql).await? == 0 {
        return Ok(Inserted::Duplicate);
    }
    write_texts(tx, &[(key, interaction)]).await?;
    count(tx, key, interaction, 1);
    Ok(Inserted::New(InteractionId::of(key)))
}

/// Adds many interactions at once; what became of each, in order.
pub async fn insert_many(tx: &Tx, interactions: &[Interaction]) -> Result<Vec<Inserted>, StoreError> {
    let mut outcomes = Vec::with_capacity(interactions.len());
    for chunk in interactions.chunks(CHUNK) {
        let keys = tx.interaction_keys(chunk.len()).await?;
        let mut sql = tx.sql();
        begin_insert(&mut sql);
        for (index, (key, interaction)) in keys.iter().zip(chunk).enumerate() {
            sql.push(if index == 0 { "" } else { ", " });
            bind_row(&mut sql, *key, interaction);
        }
        end_insert(&mut sql);
        sql.push(" RETURNING key");
        let taken: std::collections::HashSet<i64> = tx.insert_all(&sql).await?.into_iter().collect();
        let new: Vec<_> = keys.iter().copied().zip(chunk).filter(|(key, _)| taken.contains(key)).collect();
        write_texts(tx, &new).await?;
        for (key, interaction) in &new {
            count(tx, *key, interaction, 1);
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
            write_texts(tx, &[(after.id.key(), after)]).await?;
        }
    }
    count(tx, before.id.key(), before, -1);
    if !gone {
        count(tx, after.id.key(), after, 1);
    }
    Ok(())
}

fn begin_insert(sql: &mut Sql) {
    sql.push("INSERT INTO interactions (");
    columns::names(sql);
    sql.push(", created_by_user) VALUES ");
}

fn bind_row(sql: &mut Sql, key: i64, interaction: &Interaction) {
    sql.push("(").bind(key).push(", ").bind(interaction.company.key()).push(", ");
    sql.bind_all(columns::values(interaction)).push(", ");
    let user = interaction.created_by.id.as_deref().and_then(|id| id.parse::<UserId>().ok());
    sql.bind(user.map(Id::key)).push(")");
}

fn end_insert(sql: &mut Sql) {
    sql.push(" ON CONFLICT (company, external_id) WHERE external_id IS NOT NULL DO NOTHING");
}

async fn write_texts(tx: &Tx, rows: &[(i64, &Interaction)]) -> Result<(), StoreError> {
    let texts: Vec<(i64, String)> =
        rows.iter().filter_map(|(key, row)| Some((*key, text_of(row)?))).collect();
    if texts.is_empty() {
        return Ok(());
    }
    let company = tx.author().company.key();
    let mut sql = tx.sql();
    sql.push("INSERT INTO interaction_text (key, company, folded) VALUES ");
    for (index, (key, text)) in texts.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" });
        sql.bind(*key).push(", ").bind(company).push(", ").bind(text.as_str()).push(")");
    }
    tx.execute(&sql).await?;
    if sql.dialect() == Dialect::Sqlite {
        let mut index = tx.sql();
        index.push("INSERT INTO interaction_fts (rowid, folded) VALUES ");
        for (place, (key, text)) in texts.into_iter().enumerate() {
            index.push(if place == 0 { "(" } else { ", (" });
            index.bind(key).push(", ").bind(text).push(")");
        }
        tx.execute(&index).await?;
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
    let content = serde_json::from_str(interaction.content.as_deref()?).ok()?;
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
