//! Teams: members, and those who manage them.

use std::collections::HashMap;

use domain::id::{CompanyId, Id, TeamId, UserId};
use domain::team::Team;

use crate::error::StoreError;
use crate::lookup::keys;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value, saved_views};

const COLUMNS: &str = "key, name, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<Team, StoreError> {
    Ok(Team {
        id: row.id()?,
        name: row.text()?,
        manager_ids: Vec::new(),
        member_ids: Vec::new(),
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// The team with this id.
pub async fn find(read: &impl Read, company: CompanyId, id: TeamId) -> Result<Option<Team>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM teams WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    let Some(team) = read.row(sql, map).await? else { return Ok(None) };
    Ok(with_people(read, company, vec![team]).await?.pop())
}

/// The company's teams, newest first.
pub async fn list(read: &impl Read, company: CompanyId, slice: Slice) -> Result<Page<Team>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "teams",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    let page = list.page(read, slice, map).await?;
    Ok(Page { rows: with_people(read, company, page.rows).await?, ..page })
}

/// The members of every team that a user manages.
pub async fn managed_by(
    read: &impl Read,
    company: CompanyId,
    user: UserId,
) -> Result<Vec<UserId>, StoreError> {
    let mut sql = read.sql();
    sql.push(
        "SELECT DISTINCT m.user_key FROM team_people t JOIN team_people m ON m.team = t.team AND m.company = t.company \
         WHERE t.company = ",
    );
    sql.bind(company.key()).push(" AND t.user_key = ").bind(user.key()).push(" AND t.manages = ").bind(true);
    sql.push(" AND m.manages = ").bind(false).push(" ORDER BY m.user_key");
    read.rows(sql, |row| row.id()).await
}

/// A team, as somebody belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfTeam {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Whether they manage it.
    pub manages: bool,
}

/// The teams a user belongs to, or all of the company's, by name.
pub async fn of_user(
    read: &impl Read,
    company: CompanyId,
    user: UserId,
    all: bool,
) -> Result<Vec<OfTeam>, StoreError> {
    const OF: &str = "EXISTS (SELECT 1 FROM team_people p WHERE p.team = t.key AND p.company = t.company AND p.user_key = ";
    let mut sql = read.sql();
    sql.push("SELECT t.key, t.name, ").push(OF).bind(user.key()).push(" AND p.manages = ").bind(true);
    sql.push(") FROM teams t WHERE t.company = ").bind(company.key());
    if !all {
        sql.push(" AND ").push(OF).bind(user.key()).push(")");
    }
    sql.push(" ORDER BY t.name, t.key");
    read.rows(sql, |row| Ok(OfTeam { id: row.id()?, name: row.text()?, manages: row.flag()? })).await
}

/// Adds a team; its id.
pub async fn insert(tx: &Tx, team: &Team) -> Result<TeamId, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO teams (company, name, created_at) VALUES (").bind(tx.author().company.key());
    sql.push(", ").bind(team.name.as_str()).push(", ").bind(team.created_at).push(") RETURNING key");
    let id = TeamId::of(tx.insert(&sql).await?);
    add_people(tx, id, team).await?;
    Ok(id)
}

/// Writes a changed team back.
pub async fn update(tx: &Tx, team: &Team) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE teams SET name = ").bind(team.name.as_str());
    sql.push(", updated_at = ").bind(team.updated_at);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(team.id.key());
    tx.execute(&sql).await?;
    remove_people(tx, team.id).await?;
    add_people(tx, team.id, team).await
}

/// Takes a team away.
pub async fn delete(tx: &Tx, id: TeamId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM teams WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    saved_views::unshare(tx, id).await?;
    remove_people(tx, id).await
}

async fn with_people(
    read: &impl Read,
    company: CompanyId,
    mut teams: Vec<Team>,
) -> Result<Vec<Team>, StoreError> {
    if teams.is_empty() {
        return Ok(teams);
    }
    let ids: Vec<TeamId> = teams.iter().map(|team| team.id).collect();
    let mut sql = read.sql();
    sql.push("SELECT team, manages, user_key FROM team_people WHERE company = ").bind(company.key());
    sql.push(" AND ").among("team", &keys(&ids)).push(" ORDER BY place");
    let people = read.rows(sql, |row| Ok((row.id()?, row.flag()?, row.id()?))).await?;
    let mut of: HashMap<(TeamId, bool), Vec<UserId>> = HashMap::new();
    for (team, manages, user) in people {
        of.entry((team, manages)).or_default().push(user);
    }
    for team in &mut teams {
        team.manager_ids = of.remove(&(team.id, true)).unwrap_or_default();
        team.member_ids = of.remove(&(team.id, false)).unwrap_or_default();
    }
    Ok(teams)
}

async fn add_people(tx: &Tx, id: TeamId, team: &Team) -> Result<(), StoreError> {
    let company = tx.author().company.key();
    let row = |manages: bool, (place, user): (usize, &UserId)| -> Vec<Value> {
        vec![id.key().into(), manages.into(), user.key().into(), (place as i64).into(), company.into()]
    };
    let managers = team.manager_ids.iter().enumerate().map(|at| row(true, at));
    let members = team.member_ids.iter().enumerate().map(|at| row(false, at));
    let rows: Vec<_> = managers.chain(members).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut sql = tx.sql();
    sql.push("INSERT INTO team_people (team, manages, user_key, place, company) ");
    sql.rows(&["bigint", "bool", "bigint", "bigint", "bigint"], rows);
    tx.execute(&sql).await?;
    Ok(())
}

async fn remove_people(tx: &Tx, id: TeamId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM team_people WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND team = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}
