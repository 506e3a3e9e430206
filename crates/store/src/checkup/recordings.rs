//! Recordings beside the interactions that name them.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use futures::TryStreamExt;

use super::Finding;
use crate::blobs::{BlobError, Blobs};
use crate::error::StoreError;
use crate::{Read, Store};

/// An upload that began so long ago goes on no more.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// Looks for recordings that no interaction names, and for uploads that ended half way.
pub async fn recordings(store: &Store, blobs: &Blobs) -> Result<Vec<Finding>, StoreError> {
    // Listed before the interactions are read: what is uploaded meanwhile is named by then.
    let listed: Vec<_> = blobs.list().try_collect().await.map_err(broken)?;
    let named = named(store).await?;
    let astray: Vec<u64> =
        listed.iter().filter(|(name, _)| !named.contains(name.as_str())).map(|(_, size)| *size).collect();
    let there: HashSet<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
    let lost = named.iter().filter(|name| !there.contains(name.as_str())).count();
    let unfinished = blobs.unfinished(SystemTime::now() - ABANDONED).await.map_err(broken)?.len();
    Ok(vec![
        Finding {
            check: "recordings",
            detail: format!("{} are there, {lost} are missing", listed.len()),
            problem: (lost > 0).then_some("bring the missing ones back from the last backup"),
        },
        Finding {
            check: "recordings astray",
            detail: format!(
                "{} that no interaction names, {} bytes",
                astray.len(),
                astray.iter().sum::<u64>()
            ),
            problem: (!astray.is_empty()).then_some(
                "look again in an hour; what stays is the rest of an older store and may be deleted",
            ),
        },
        Finding {
            check: "unfinished uploads",
            detail: format!("{unfinished} older than a day"),
            problem: (unfinished > 0).then_some("run switchboard doctor --repair"),
        },
    ])
}

/// Removes the uploads that ended half way more than a day ago; how many there were.
pub async fn remove_unfinished(blobs: &Blobs) -> Result<usize, StoreError> {
    blobs.remove_unfinished(SystemTime::now() - ABANDONED).await.map_err(broken)
}

/// The names that rows keep; a deleted interaction keeps its recording.
async fn named(store: &Store) -> Result<HashSet<String>, StoreError> {
    let mut sql = store.sql();
    sql.push("SELECT recording FROM interactions WHERE recording IS NOT NULL ");
    sql.push("UNION ALL SELECT voicemail FROM interactions WHERE voicemail IS NOT NULL");
    let kept = store.rows(sql, |row| row.text()).await?;
    let name = |text: String| {
        let kept: serde_json::Value = serde_json::from_str(&text).ok()?;
        Some(kept.get("blob")?.as_str()?.to_owned())
    };
    let mut sql = store.sql();
    sql.push("SELECT blob FROM attachments UNION SELECT blob FROM documents");
    let attached = store.rows(sql, |row| row.text()).await?;
    Ok(kept.into_iter().filter_map(name).chain(attached).collect())
}

fn broken(error: BlobError) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
