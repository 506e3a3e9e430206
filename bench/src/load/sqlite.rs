//! SQLite: without a journal while it is filled, indexes and statistics at the end.

use std::path::Path;

use rusqlite::{Connection, params};
use store::Place;

use super::counters::Counters;
use super::{Progress, READ, SEED, WAYS_AND_LOANS, WRITTEN, desks, is_made, people, stamp};
use crate::Failure;
use crate::maker::Maker;
use crate::maker::handled::COLUMNS;

/// The file inside the store's folder.
pub(crate) const FILE: &str = "switchboard.db";
/// What the search index keeps in memory before it writes a piece, while it is built.
const HASH_SIZE: u32 = 128 << 20;

/// Makes the store in `folder` unless it is there.
pub(crate) async fn ensure(folder: &Path, rows: u64) -> Result<(), Failure> {
    let mark = folder.join("made");
    if is_made(&mark, rows) {
        return Ok(());
    }
    eprintln!("making {rows} interactions in {}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    drop(store::Store::open(Place::Folder(folder.to_owned())).await?);
    fill(&folder.join(FILE), rows)?;
    std::fs::write(mark, stamp(rows))?;
    Ok(())
}

fn fill(file: &Path, rows: u64) -> Result<(), Failure> {
    let db = Connection::open(file)?;
    db.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA cache_size = -1048576; PRAGMA temp_store = FILE; PRAGMA threads = 2;",
    )?;
    let indexes = drop_indexes(&db)?;
    db.execute_batch("BEGIN")?;
    companies_and_people(&db, rows)?;
    interactions(&db, rows)?;
    texts(&db, rows)?;
    db.execute_batch("COMMIT")?;
    search_index(&db, rows)?;
    events(&db, rows)?;
    let progress = Progress::new("indexes", 0);
    for index in indexes {
        db.execute_batch(&index)?;
    }
    progress.done();
    let progress = Progress::new("statistics", 0);
    db.execute_batch("ANALYZE; PRAGMA journal_mode = WAL;")?;
    progress.done();
    Ok(())
}

fn drop_indexes(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut found = db.prepare(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL \
         AND tbl_name IN ('interactions', 'interaction_text', 'events')",
    )?;
    let indexes: Vec<(String, String)> =
        found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

fn companies_and_people(db: &Connection, rows: u64) -> Result<(), Failure> {
    let mut company = db.prepare(
        "INSERT INTO companies (key, name, settings, last_event, created_at) VALUES (?, ?, '{}', ?, 0)",
    )?;
    company.execute(params![READ, "Read", rows as i64])?;
    company.execute(params![WRITTEN, "Written", 0])?;
    let mut person = db.prepare(
        "INSERT INTO people (key, company, external_id, borrower_type, status, collections_intensity, name, \
         full_name, search_text, timezone, created_at) VALUES (?, ?, ?, 'person', 'active', 'normal', ?, ?, ?, \
         'America/New_York', 0)",
    )?;
    for human in people() {
        person.execute(params![
            human.key,
            human.company,
            human.external_id,
            human.name,
            human.full_name,
            human.search_text
        ])?;
    }
    db.execute_batch(WAYS_AND_LOANS)?;
    db.execute_batch(&desks())?;
    Ok(())
}

fn interactions(db: &Connection, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("interactions", rows);
    let mut insert = db.prepare(&format!(
        "INSERT INTO interactions (key, company, person, external_id, channel, direction, status, \
         status_details, theme, subject, content, sensitive, is_external, loans, started_at, ended_at, \
         created_at, created_by_descriptor, created_by_id, created_by_name, {COLUMNS}) VALUES \
         (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, 'apiKey', ?, ?, \
         ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))?;
    let mut counters = Counters::default();
    for made in Maker::new(SEED, rows) {
        counters.add(&made);
        progress.at(made.key as u64);
        let handled = &made.handled;
        insert.execute(params![
            made.key,
            made.person,
            made.external_id,
            made.channel,
            made.direction,
            made.status,
            made.status_details,
            made.theme,
            made.subject,
            made.content,
            made.sensitive,
            made.is_external,
            made.at,
            made.ended_at,
            made.at,
            made.created_by_id,
            made.created_by_name,
            handled.medium,
            handled.campaign,
            handled.original_routing,
            handled.advisor,
            handled.queue,
            handled.customer_address,
            handled.waiting,
            handled.wrap_up,
            handled.flow,
            handled.status,
            handled.reason,
            handled.current_routing,
            handled.handling,
            handled.address_key
        ])?;
    }
    progress.done();
    let progress = Progress::new("counters", 0);
    let mut insert =
        db.prepare("INSERT INTO interaction_counts VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for ((grain, bucket, channel, theme, status, direction, sensitive, external, alone), (n, first, last)) in
        counters.sorted()
    {
        insert.execute(params![
            grain, bucket, channel, theme, status, direction, sensitive, external, alone, n, first, last
        ])?;
    }
    progress.done();
    Ok(())
}

fn texts(db: &Connection, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("texts", rows);
    let mut insert = db.prepare("INSERT INTO interaction_text (key, company, folded) VALUES (?, 1, ?)")?;
    for made in Maker::new(SEED, rows) {
        progress.at(made.key as u64);
        if let Some(folded) = made.folded {
            insert.execute(params![made.key, folded])?;
        }
    }
    progress.done();
    Ok(())
}

fn search_index(db: &Connection, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("search index", rows);
    set_hash_size(db, HASH_SIZE)?;
    db.execute_batch("BEGIN")?;
    let mut insert = db.prepare("INSERT INTO interaction_fts (rowid, folded) VALUES (?, ?)")?;
    for made in Maker::new(SEED, rows) {
        progress.at(made.key as u64);
        if let Some(folded) = made.folded {
            insert.execute(params![made.key, folded])?;
        }
    }
    db.execute_batch("COMMIT")?;
    progress.done();
    // The size SQLite starts with.
    set_hash_size(db, 1 << 20)
}

fn set_hash_size(db: &Connection, bytes: u32) -> Result<(), Failure> {
    db.execute("INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('hashsize', ?)", [bytes])?;
    Ok(())
}

fn events(db: &Connection, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("events", rows);
    db.execute_batch("BEGIN")?;
    let mut insert = db.prepare(
        "INSERT INTO events (company, number, name, at, actor_kind, actor_id, actor_name, api_key, object_kind, \
         object_key, person, changes, credentials) VALUES \
         (1, ?1, 'interaction.created', ?2, 'apiKey', ?3, ?4, ?3, 'interaction', ?1, ?5, '{}', ?6)",
    )?;
    for made in Maker::new(SEED, rows) {
        progress.at(made.key as u64);
        insert.execute(params![
            made.key,
            made.at,
            made.created_by_id,
            made.created_by_name,
            made.person,
            made.content.is_none()
        ])?;
    }
    db.execute_batch("COMMIT")?;
    progress.done();
    Ok(())
}
