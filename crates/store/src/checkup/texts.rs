//! Interactions without the text their search reads.

use std::collections::BTreeMap;

use domain::id::{CompanyId, Id};
use domain::time::Instant;

use super::{Finding, repaired};
use crate::error::StoreError;
use crate::interactions::{folded, write_texts};
use crate::{Author, Read, Store, Tx};

/// The newest interactions a look goes over, unless it is to go over all.
const SAMPLE: i64 = 10_000;

/// Looks whether the newest interactions have their texts, or whether all have.
pub async fn missing_texts(store: &Store, deep: bool) -> Result<Finding, StoreError> {
    let missing = missing(store, deep).await?.len();
    let among = if deep { "all".to_owned() } else { format!("the newest {SAMPLE}") };
    Ok(Finding {
        check: "searchable",
        detail: format!("{missing} of {among} interactions have no text for the search"),
        problem: (missing > 0).then_some("run switchboard doctor --deep --repair"),
    })
}

/// Writes the texts that are missing; how many there were.
pub async fn write_missing_texts(store: &Store, deep: bool, at: Instant) -> Result<usize, StoreError> {
    let missing = missing(store, deep).await?;
    let count = missing.len();
    let mut companies: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    for (company, key, text) in missing {
        companies.entry(company).or_default().push((key, text));
    }
    for (company, texts) in companies {
        let id = CompanyId::of(company);
        for chunk in texts.chunks(500).map(<[_]>::to_vec) {
            let change = async move |tx: &Tx| {
                write_texts(tx, chunk.clone()).await?;
                tx.record(repaired(id, "searchTexts", at));
                Ok::<_, StoreError>(())
            };
            store.write(Author::system(id), change).await?;
        }
    }
    Ok(count)
}

/// Company, key and text of interactions whose text is missing: only the content of these is read.
async fn missing(store: &Store, deep: bool) -> Result<Vec<(i64, i64, String)>, StoreError> {
    let mut sql = store.sql();
    sql.push(
        "SELECT i.company, i.key, i.content FROM interactions i \
         LEFT JOIN interaction_text t ON t.company = i.company AND t.key = i.key \
         WHERE t.key IS NULL AND i.content IS NOT NULL AND i.deleted_at IS NULL",
    );
    if !deep {
        sql.push(" AND i.key > (SELECT coalesce(max(key), 0) FROM interactions) - ").bind(SAMPLE);
    }
    let rows = store.rows(sql, |row| Ok((row.int()?, row.int()?, row.text()?))).await?;
    // Content without words has no text.
    Ok(rows
        .into_iter()
        .filter_map(|(company, key, content)| Some((company, key, folded(&content)?)))
        .collect())
}
