//! Sessions and access tokens. Of the tokens only hashes are here.

use domain::id::{ApiKeyId, CompanyId, Id, UserId};
use domain::time::Instant;

use crate::error::StoreError;
use crate::{Read, Tx};

/// Who a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A user who signed in.
    User(UserId),
    /// A key that was exchanged for a token.
    Key(ApiKeyId),
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// The hash of its token.
    pub hash: String,
    /// The company.
    pub company: CompanyId,
    /// Who it stands for.
    pub holder: Holder,
    /// What a page must show to change anything by cookie.
    pub csrf: String,
    /// When it was opened.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

/// The session with this hash, unless it has ended.
pub async fn find(read: &impl Read, hash: &str, now: Instant) -> Result<Option<Session>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT hash, company, user_key, api_key, csrf, created_at, expires_at FROM sessions");
    sql.push(" WHERE hash = ").bind(hash).push(" AND expires_at > ").bind(now);
    read.row(sql, |row| {
        let (hash, company) = (row.text()?, row.id()?);
        let holder = match (row.maybe_id()?, row.maybe_id()?) {
            (Some(user), _) => Holder::User(user),
            (None, Some(key)) => Holder::Key(key),
            (None, None) => return Err(StoreError::Inconsistent("a session of nobody".to_owned())),
        };
        let (csrf, created_at, expires_at) = (row.text()?, row.instant()?, row.instant()?);
        Ok(Session { hash, company, holder, csrf, created_at, expires_at })
    })
    .await
}

/// Opens a session.
pub async fn insert(tx: &Tx, session: &Session) -> Result<(), StoreError> {
    let (user, key) = match session.holder {
        Holder::User(user) => (Some(user.key()), None),
        Holder::Key(key) => (None, Some(key.key())),
    };
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO sessions (hash, company, user_key, api_key, csrf, created_at, expires_at) VALUES (",
    );
    sql.bind(session.hash.as_str()).push(", ").bind(session.company.key()).push(", ");
    sql.bind_all([user, key]).push(", ").bind(session.csrf.as_str()).push(", ");
    sql.bind_all([session.created_at, session.expires_at]).push(")");
    tx.execute(&sql).await?;
    Ok(())
}

/// Ends a session.
pub async fn delete(tx: &Tx, hash: &str) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM sessions WHERE hash = ").bind(hash);
    tx.execute(&sql).await?;
    Ok(())
}

/// Ends every session of a user.
pub async fn delete_of_user(tx: &Tx, user: UserId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM sessions WHERE user_key = ").bind(user.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Removes the sessions that have ended.
pub async fn prune(tx: &Tx, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM sessions WHERE expires_at <= ").bind(now);
    tx.execute(&sql).await?;
    Ok(())
}
