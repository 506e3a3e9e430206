//! Profiles, who holds them, and which one of a user's works.

use std::collections::HashMap;

use domain::id::{CompanyId, Id, ProfileId, QueueId, UserId};
use domain::profile::Profile;
use domain::time::Instant;
use domain::vocabulary::{Flow, Vocabulary};

use crate::error::StoreError;
use crate::lookup::keys;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value, buttons};

const COLUMNS: &str = "key, name, history, flows, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<Profile, StoreError> {
    Ok(Profile {
        id: row.id()?,
        name: row.text()?,
        history: row.flag()?,
        flows: row.maybe_text()?.map(|text| flows(&text)).transpose()?,
        queue_ids: Vec::new(),
        user_ids: Vec::new(),
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// What a row allows must not grow because a word of it cannot be read: that is said aloud.
fn flows(text: &str) -> Result<Vec<Flow>, StoreError> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    words
        .map(|word| Flow::read(word).map_err(|unknown| StoreError::Inconsistent(unknown.to_string())))
        .collect()
}

/// The profile with this id.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: ProfileId,
) -> Result<Option<Profile>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM profiles WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    let Some(profile) = read.row(sql, map).await? else { return Ok(None) };
    Ok(whole(read, company, vec![profile]).await?.pop())
}

/// The company's profiles, newest first.
pub async fn list(read: &impl Read, company: CompanyId, slice: Slice) -> Result<Page<Profile>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "profiles",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    let page = list.page(read, slice, map).await?;
    Ok(Page { rows: whole(read, company, page.rows).await?, ..page })
}

/// A profile as one of its holders has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: ProfileId,
    /// Its name.
    pub name: String,
    /// Whether its holders have the history of interactions.
    pub history: bool,
    /// The flows an administrator may see; none: all.
    pub flows: Option<Vec<Flow>>,
    /// Whether it is the one that works.
    pub active: bool,
}

/// The profiles a user holds, in the order they were given; one of them is active.
pub async fn held_by(read: &impl Read, company: CompanyId, user: UserId) -> Result<Vec<Held>, StoreError> {
    let mut sql = read.sql();
    sql.push(
        "SELECT p.key, p.name, p.history, p.flows, u.active_profile FROM profile_users h \
         JOIN profiles p ON p.key = h.profile AND p.company = h.company \
         JOIN users u ON u.key = h.user_key AND u.company = h.company WHERE h.company = ",
    );
    sql.bind(company.key()).push(" AND h.user_key = ").bind(user.key());
    sql.push(" ORDER BY h.given_at, h.profile");
    let rows = read.rows(sql, |row| {
        let (id, name, history) = (row.id::<ProfileId>()?, row.text()?, row.flag()?);
        let flows = row.maybe_text()?.map(|text| flows(&text)).transpose()?;
        let active = row.maybe_int()? == Some(id.key());
        Ok(Held { id, name, history, flows, active })
    });
    let mut held = rows.await?;
    if !held.iter().any(|profile| profile.active)
        && let Some(first) = held.first_mut()
    {
        first.active = true;
    }
    Ok(held)
}

/// The queues of a profile.
pub async fn queues_of(
    read: &impl Read,
    company: CompanyId,
    id: ProfileId,
) -> Result<Vec<QueueId>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT queue FROM profile_queues WHERE company = ").bind(company.key());
    sql.push(" AND profile = ").bind(id.key()).push(" ORDER BY queue");
    read.rows(sql, |row| row.id()).await
}

/// Makes one of a user's profiles the one that works.
pub async fn activate(tx: &Tx, user: UserId, id: ProfileId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE users SET active_profile = ").bind(id.key());
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(user.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Adds a profile; its id.
pub async fn insert(tx: &Tx, profile: &Profile) -> Result<ProfileId, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO profiles (company, name, history, flows, created_at) VALUES (");
    sql.bind(tx.author().company.key()).push(", ").bind(profile.name.as_str());
    sql.push(", ").bind(profile.history).push(", ").bind(written(profile));
    sql.push(", ").bind(profile.created_at).push(") RETURNING key");
    let id = ProfileId::of(tx.insert(&sql).await?);
    add_queues(tx, id, &profile.queue_ids).await?;
    add_holders(tx, id, &profile.user_ids, profile.created_at).await?;
    Ok(id)
}

/// Writes a changed profile back. Who held it before holds it since then.
pub async fn update(tx: &Tx, before: &Profile, after: &Profile, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE profiles SET name = ").bind(after.name.as_str());
    sql.push(", history = ").bind(after.history).push(", flows = ").bind(written(after));
    sql.push(", updated_at = ").bind(after.updated_at);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(after.id.key());
    tx.execute(&sql).await?;
    if before.queue_ids != after.queue_ids {
        remove(tx, "DELETE FROM profile_queues WHERE company = ", after.id, &[]).await?;
        add_queues(tx, after.id, &after.queue_ids).await?;
    }
    let gone: Vec<_> =
        before.user_ids.iter().filter(|user| !after.user_ids.contains(user)).copied().collect();
    let new: Vec<_> = after.user_ids.iter().filter(|user| !before.user_ids.contains(user)).copied().collect();
    if !gone.is_empty() {
        remove(tx, "DELETE FROM profile_users WHERE company = ", after.id, &gone).await?;
    }
    add_holders(tx, after.id, &new, now).await
}

/// Takes a profile away.
pub async fn delete(tx: &Tx, id: ProfileId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM profiles WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    buttons::delete_of(tx, id).await?;
    remove(tx, "DELETE FROM profile_queues WHERE company = ", id, &[]).await?;
    remove(tx, "DELETE FROM profile_users WHERE company = ", id, &[]).await
}

async fn whole(
    read: &impl Read,
    company: CompanyId,
    mut profiles: Vec<Profile>,
) -> Result<Vec<Profile>, StoreError> {
    if profiles.is_empty() {
        return Ok(profiles);
    }
    let ids: Vec<ProfileId> = profiles.iter().map(|profile| profile.id).collect();
    let mut queues = read.sql();
    queues.push("SELECT profile, queue FROM profile_queues WHERE company = ").bind(company.key());
    queues.push(" AND ").among("profile", &keys(&ids)).push(" ORDER BY place");
    let mut queues = grouped(read.rows(queues, |row| Ok((row.id()?, row.id()?))).await?);
    let mut users = read.sql();
    users.push("SELECT profile, user_key FROM profile_users WHERE company = ").bind(company.key());
    users.push(" AND ").among("profile", &keys(&ids)).push(" ORDER BY given_at, place");
    let mut users = grouped(read.rows(users, |row| Ok((row.id()?, row.id()?))).await?);
    for profile in &mut profiles {
        profile.queue_ids = queues.remove(&profile.id).unwrap_or_default();
        profile.user_ids = users.remove(&profile.id).unwrap_or_default();
    }
    Ok(profiles)
}

fn grouped<T>(rows: Vec<(ProfileId, T)>) -> HashMap<ProfileId, Vec<T>> {
    let mut of: HashMap<ProfileId, Vec<T>> = HashMap::new();
    for (profile, one) in rows {
        of.entry(profile).or_default().push(one);
    }
    of
}

fn written(profile: &Profile) -> Option<String> {
    let flows = profile.flows.as_ref()?;
    Some(flows.iter().map(|flow| flow.as_str()).collect::<Vec<_>>().join(" "))
}

async fn add_queues(tx: &Tx, id: ProfileId, queues: &[QueueId]) -> Result<(), StoreError> {
    if queues.is_empty() {
        return Ok(());
    }
    let company = tx.author().company.key();
    let row = |(place, queue): (usize, &QueueId)| -> Vec<Value> {
        vec![id.key().into(), queue.key().into(), (place as i64).into(), company.into()]
    };
    let mut sql = tx.sql();
    sql.push("INSERT INTO profile_queues (profile, queue, place, company) ");
    sql.rows(&["bigint", "bigint", "bigint", "bigint"], queues.iter().enumerate().map(row).collect());
    tx.execute(&sql).await?;
    Ok(())
}

async fn add_holders(tx: &Tx, id: ProfileId, users: &[UserId], at: Instant) -> Result<(), StoreError> {
    if users.is_empty() {
        return Ok(());
    }
    let company = tx.author().company.key();
    let row = |(place, user): (usize, &UserId)| -> Vec<Value> {
        vec![id.key().into(), user.key().into(), (place as i64).into(), company.into(), at.into()]
    };
    let mut sql = tx.sql();
    sql.push("INSERT INTO profile_users (profile, user_key, place, company, given_at) ");
    sql.rows(
        &["bigint", "bigint", "bigint", "bigint", "bigint"],
        users.iter().enumerate().map(row).collect(),
    );
    tx.execute(&sql).await?;
    Ok(())
}

async fn remove(tx: &Tx, what: &str, id: ProfileId, users: &[UserId]) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push(what).bind(tx.author().company.key()).push(" AND profile = ").bind(id.key());
    if !users.is_empty() {
        sql.push(" AND ").among("user_key", &keys(users));
    }
    tx.execute(&sql).await?;
    Ok(())
}
