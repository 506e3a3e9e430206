//! Claims on idempotency keys, and what was answered. The write lane makes the claims.

use domain::id::{CompanyId, Id};
use domain::time::Instant;

use crate::error::StoreError;
use crate::{Read, Tx};

/// An answer, to be given again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub content_type: String,
    /// The text.
    pub body: String,
}

/// A claim that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Hash of the request.
    pub fingerprint: String,
    /// When it was made.
    pub at: Instant,
    /// What was answered.
    pub kept: Kept,
}

/// What is kept of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nothing yet; nothing ever where the process died meanwhile.
    Nothing,
    /// That it was given, and not what it was: it held a secret.
    Withheld,
    /// The answer.
    Answer(Answer),
}

/// The claim with this name.
pub async fn find(read: &impl Read, company: CompanyId, name: &str) -> Result<Option<Made>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT fingerprint, at, answer FROM idempotency WHERE company = ").bind(company.key());
    sql.push(" AND name = ").bind(name);
    read.row(sql, |row| {
        Ok(Made { fingerprint: row.text()?, at: row.instant()?, kept: kept(row.maybe_text()?) })
    })
    .await
}

/// Reads the column: NULL before the answer, JSON's `null` for one that is withheld.
fn kept(json: Option<String>) -> Kept {
    match json.map(|json| serde_json::from_str(&json)) {
        None => Kept::Nothing,
        Some(Ok(Some(answer))) => Kept::Answer(answer),
        Some(_) => Kept::Withheld,
    }
}

/// Keeps the answer beside its claim, or that it is withheld; without a claim nothing is kept.
pub async fn set_answer(tx: &Tx, name: &str, answer: Option<&Answer>) -> Result<(), StoreError> {
    let json = serde_json::to_string(&answer).map_err(|error| StoreError::Broken(error.to_string()))?;
    let mut sql = tx.sql();
    sql.push("UPDATE idempotency SET answer = ").bind(json);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND name = ").bind(name);
    tx.execute(&sql).await?;
    Ok(())
}

/// Forgets the claims made until `oldest`.
pub async fn prune(tx: &Tx, oldest: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM idempotency WHERE at <= ").bind(oldest);
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes back the claim of this transaction: what it commits is a refusal, and the same request may be made again.
pub async fn release(tx: &Tx, name: &str) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM idempotency WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND name = ").bind(name);
    tx.execute(&sql).await?;
    Ok(())
}
