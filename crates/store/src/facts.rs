//! What the store itself must remember: secrets that sign links, and the like.

use crate::error::StoreError;
use crate::{Read, Tx};

/// A fact.
pub async fn find(read: &impl Read, name: &str) -> Result<Option<String>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT value FROM store_facts WHERE name = ").bind(name);
    read.row(sql, |row| row.text()).await
}

/// Notes a fact unless it is known; whether this call was the one that did.
pub async fn claim(tx: &Tx, name: &str, value: &str) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO store_facts (name, value) VALUES (").bind_all([name, value]);
    sql.push(") ON CONFLICT DO NOTHING");
    Ok(tx.execute(&sql).await? > 0)
}
