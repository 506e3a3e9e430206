//! Whether what the store keeps twice agrees.

mod recordings;
mod texts;

pub use recordings::{recordings, remove_unfinished};
pub use texts::{missing_texts, write_missing_texts};

use domain::id::{CompanyId, Id};
use domain::time::{DAY, Instant};

use crate::error::StoreError;
use crate::event::{NewEvent, Object};
use crate::{Author, Dialect, Read, Store, Tx, companies};

/// The name of the check of the counters.
pub const COUNTERS: &str = "counters";

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// What was seen.
    pub detail: String,
    /// What to do, where it is wrong.
    pub problem: Option<&'static str>,
}

/// Looks at everything.
pub async fn examine(store: &Store) -> Result<Vec<Finding>, StoreError> {
    Ok(vec![
        counters(store).await?,
        texts_astray(store).await?,
        numbers(store).await?,
        statistics(store).await?,
    ])
}

/// When the newest event happened.
pub async fn newest_moment(store: &Store) -> Result<Option<Instant>, StoreError> {
    let mut sql = store.sql();
    sql.push(
        "SELECT max(e.at) FROM companies c JOIN events e ON e.company = c.key AND e.number = c.last_event",
    );
    Ok(store.row(sql, |row| row.maybe_instant()).await?.flatten())
}

/// Counters beside a recount: in each grain every interaction is counted once.
async fn counters(store: &Store) -> Result<Finding, StoreError> {
    let mut sql = store.sql();
    sql.push("SELECT (SELECT count(*) FROM interactions WHERE deleted_at IS NULL)");
    for grain in ["0", "1", "2", "3"] {
        sql.push(", (SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM interaction_counts WHERE grain = ");
        sql.push(grain).push(")");
    }
    let seen = store.row(sql, |row| Ok([row.int()?, row.int()?, row.int()?, row.int()?, row.int()?])).await?;
    let [rows, counted @ ..] = seen.unwrap_or_default();
    let buckets = wrong_buckets(store).await?;
    Ok(Finding {
        check: COUNTERS,
        detail: format!("{rows} interactions, counted {counted:?}, {buckets} counters differ"),
        problem: (counted.iter().any(|sum| *sum != rows) || buckets > 0)
            .then_some("run switchboard doctor --repair"),
    })
}

/// Counters of people that differ from a recount.
async fn wrong_buckets(store: &Store) -> Result<i64, StoreError> {
    let mut sql = store.sql();
    sql.push("SELECT count(*) FROM (")
        .push(&recount(2))
        .push(") AS fresh LEFT JOIN interaction_counts c ON ");
    for (index, column) in FACTS.iter().enumerate() {
        sql.push(if index == 0 { "" } else { " AND " });
        sql.push("c.").push(column).push(" = fresh.").push(column);
    }
    sql.push(" AND c.grain = 2 WHERE c.n IS NULL OR c.n <> fresh.n");
    Ok(store.row(sql, |row| row.int()).await?.unwrap_or(0))
}

const FACTS: [&str; 9] = [
    "company",
    "bucket",
    "channel",
    "theme",
    "status",
    "direction",
    "sensitive",
    "is_external",
    "unassociated",
];

/// The counters of one grain, counted from the rows.
fn recount(grain: i64) -> String {
    let bucket = match grain {
        0 => "DAY",
        1 => "MONTH",
        2 => "coalesce(person, 0)",
        _ => "CAST(0 AS BIGINT)",
    };
    format!(
        "SELECT company, {bucket} AS bucket, channel, theme, status, direction, sensitive, is_external, \
         person IS NULL AS unassociated, count(*) AS n, min(key) AS first_key, max(key) AS last_key \
         FROM interactions WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
    )
}

/// Builds every counter anew, company by company, each in one transaction with its event.
pub async fn rebuild_counters(store: &Store, at: Instant) -> Result<(), StoreError> {
    for company in companies::all(store).await? {
        let id = company.id;
        let change = async move |tx: &Tx| {
            rebuild(tx, id).await?;
            tx.record(repaired(id, "counters", at));
            Ok::<_, StoreError>(())
        };
        store.write(Author::system(id), change).await?;
    }
    Ok(())
}

/// Tells of a repair: what servers remember of a company holds until its next event.
fn repaired(company: CompanyId, what: &str, at: Instant) -> NewEvent {
    let changes = format!(r#"{{"{what}":{{"changed":true}}}}"#);
    let object = Object::Company(company);
    NewEvent { verb: "updated", object, person: None, changes, at, credentials: false }
}

async fn rebuild(tx: &Tx, company: CompanyId) -> Result<(), StoreError> {
    let mut clear = tx.sql();
    clear.push("DELETE FROM interaction_counts WHERE company = ").bind(company.key());
    tx.execute(&clear).await?;
    for grain in 0..4 {
        let (day, month) = spans(tx.dialect());
        let fresh = recount(grain).replace("DAY", &day).replace("MONTH", &month);
        let fresh = fresh.replace(
            "deleted_at IS NULL GROUP",
            &format!("deleted_at IS NULL AND company = {} GROUP", company.key()),
        );
        let mut sql = tx.sql();
        sql.push(
            "INSERT INTO interaction_counts (grain, company, bucket, channel, theme, status, direction, \
             sensitive, is_external, unassociated, n, first_key, last_key) SELECT CAST(",
        );
        sql.push(&grain.to_string()).push(" AS BIGINT), fresh.* FROM (").push(&fresh).push(") AS fresh");
        tx.execute(&sql).await?;
    }
    Ok(())
}

/// The UTC day and month of `created_at`, as the counters number them; moments before 1970 too.
fn spans(dialect: Dialect) -> (String, String) {
    let whole = |size: i64| format!("((created_at - ((created_at % {size}) + {size}) % {size}) / {size})");
    let (day, second) = (whole(DAY), whole(1_000_000));
    let month = match dialect {
        Dialect::Postgres => {
            let at = format!("to_timestamp({second}) AT TIME ZONE 'UTC'");
            format!("CAST(extract(year FROM {at}) * 12 + extract(month FROM {at}) - 1 AS BIGINT)")
        }
        Dialect::Sqlite => format!(
            "(CAST(strftime('%Y', {second}, 'unixepoch') AS INTEGER) * 12 \
             + CAST(strftime('%m', {second}, 'unixepoch') AS INTEGER) - 1)"
        ),
    };
    (day, month)
}

/// Texts for the search without their interaction.
async fn texts_astray(store: &Store) -> Result<Finding, StoreError> {
    let mut sql = store.sql();
    sql.push(
        "SELECT count(*) FROM interaction_text t LEFT JOIN interactions i ON i.key = t.key \
         WHERE i.key IS NULL OR i.deleted_at IS NOT NULL OR i.content IS NULL",
    );
    let astray = store.row(sql, |row| row.int()).await?.unwrap_or(0);
    Ok(Finding {
        check: "search texts",
        detail: format!("{astray} belong to no content"),
        problem: (astray > 0).then_some("restore the last backup, or ask for help with this line"),
    })
}

/// Each company's event number beside the log.
async fn numbers(store: &Store) -> Result<Finding, StoreError> {
    let mut sql = store.sql();
    sql.push(
        "SELECT count(*) FROM companies c WHERE c.last_event <> \
         coalesce((SELECT max(e.number) FROM events e WHERE e.company = c.key), 0)",
    );
    let wrong = store.row(sql, |row| row.int()).await?.unwrap_or(0);
    Ok(Finding {
        check: "event numbers",
        detail: format!("{wrong} companies whose last number is not the log's"),
        problem: (wrong > 0).then_some("restore the last backup: the log was changed from outside"),
    })
}

/// Whether the planner has statistics.
async fn statistics(store: &Store) -> Result<Finding, StoreError> {
    let mut sql = store.sql();
    sql.push(match sql.dialect() {
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'",
        Dialect::Postgres => {
            "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'companies' \
             AND (last_analyze IS NOT NULL OR last_autoanalyze IS NOT NULL)"
        }
    });
    let there = store.row(sql, |row| row.int()).await?.unwrap_or(0) > 0;
    Ok(Finding {
        check: "statistics",
        detail: if there { "the planner has them" } else { "the planner has none" }.to_owned(),
        problem: (!there).then_some("run ANALYZE on the store"),
    })
}
