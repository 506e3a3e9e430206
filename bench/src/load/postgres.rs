//! PostgreSQL: binary COPY, then indexes and statistics.

use std::path::Path;
use std::pin::pin;

use store::Place;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls};

use super::counters::Counters;
use super::{Progress, READ, SEED, WAYS_AND_LOANS, WRITTEN, desks, is_made, people, stamp};
use crate::Failure;
use crate::maker::Maker;
use crate::maker::handled::COLUMNS;

const INDEXED: &str = "('interactions', 'interaction_text', 'events')";

/// A connection to `url`.
pub(crate) async fn connect(url: &str) -> Result<Client, Failure> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("the connection to PostgreSQL ended: {error}");
        }
    });
    Ok(client)
}

/// Makes an empty database beside the one at `url`, in place of the one there was; its URL.
pub(crate) async fn create_database(url: &str, name: &str) -> Result<String, Failure> {
    drop_database(url, name).await?;
    connect(url).await?.batch_execute(&format!("CREATE DATABASE {name}")).await?;
    Ok(database(url, name))
}

/// Makes a copy beside the database at `url`, to which nobody may be connected.
pub(crate) async fn copy_database(url: &str, name: &str) -> Result<(), Failure> {
    let (_, from) = url.rsplit_once('/').unwrap_or((url, ""));
    let client = connect(&database(url, "postgres")).await?;
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'");
    client.batch_execute(&end).await?;
    Ok(client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {from}")).await?)
}

/// Takes a database of the server away, if it is there.
pub(crate) async fn drop_database(url: &str, name: &str) -> Result<(), Failure> {
    let client = connect(url).await?;
    Ok(client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?)
}

/// The URL of another database of the server.
pub(crate) fn database(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').unwrap_or((url, ""));
    format!("{server}/{name}")
}

/// Makes the store in a database of the server unless it is there; its URL.
pub(crate) async fn ensure(server: &str, mark: &Path, rows: u64) -> Result<String, Failure> {
    let name = format!("made_{rows}");
    if is_made(mark, rows) {
        return Ok(database(server, &name));
    }
    eprintln!("making {rows} interactions in the database {name}");
    let url = create_database(server, &name).await?;
    drop(store::Store::open(Place::Url(url.clone())).await?);
    fill(&url, rows).await?;
    std::fs::write(mark, stamp(rows))?;
    Ok(url)
}

async fn fill(url: &str, rows: u64) -> Result<(), Failure> {
    let client = connect(url).await?;
    client.batch_execute("SET maintenance_work_mem = '2GB'; SET synchronous_commit = off").await?;
    let indexes = drop_indexes(&client).await?;
    companies_and_people(&client, rows).await?;
    interactions(&client, rows).await?;
    texts(&client, rows).await?;
    events(&client, rows).await?;
    for index in indexes {
        let progress = Progress::new("an index", 0);
        client.batch_execute(&index).await?;
        eprintln!("  {index}");
        progress.done();
    }
    let progress = Progress::new("vacuum and statistics", 0);
    client.batch_execute("VACUUM ANALYZE").await?;
    client.batch_execute("CHECKPOINT").await?;
    progress.done();
    Ok(())
}

async fn drop_indexes(client: &Client) -> Result<Vec<String>, Failure> {
    let found = client
        .query(
            &format!(
                "SELECT indexname::text, indexdef FROM pg_indexes WHERE tablename IN {INDEXED} \
                 AND indexname NOT LIKE '%_pkey'"
            ),
            &[],
        )
        .await?;
    let mut indexes = Vec::new();
    for row in found {
        client.batch_execute(&format!("DROP INDEX {}", row.get::<_, String>(0))).await?;
        indexes.push(row.get(1));
    }
    Ok(indexes)
}

async fn companies_and_people(client: &Client, rows: u64) -> Result<(), Failure> {
    let company =
        "INSERT INTO companies (key, name, settings, last_event, created_at) VALUES ($1, $2, '{}', $3, 0)";
    client.execute(company, &[&READ, &"Read", &(rows as i64)]).await?;
    client.execute(company, &[&WRITTEN, &"Written", &0i64]).await?;
    let types = [Type::INT8, Type::INT8, Type::TEXT, Type::TEXT, Type::TEXT, Type::TEXT];
    let sink = client
        .copy_in(
            "COPY people (key, company, external_id, name, full_name, search_text, borrower_type, status, \
             collections_intensity, created_at) FROM STDIN BINARY",
        )
        .await?;
    let types: Vec<Type> =
        types.into_iter().chain([Type::TEXT, Type::TEXT, Type::TEXT, Type::INT8]).collect();
    let mut copy = pin!(BinaryCopyInWriter::new(sink, &types));
    for human in people() {
        let row: [&(dyn ToSql + Sync); 10] = [
            &human.key,
            &human.company,
            &human.external_id,
            &human.name,
            &human.full_name,
            &human.search_text,
            &"person",
            &"active",
            &"normal",
            &0i64,
        ];
        copy.as_mut().write(&row).await?;
    }
    copy.finish().await?;
    client.batch_execute(WAYS_AND_LOANS).await?;
    client.batch_execute(&desks()).await?;
    let set =
        "SELECT setval('companies_key_seq', 2), setval('people_key_seq', (SELECT max(key) FROM people))";
    client.execute(set, &[]).await?;
    Ok(())
}

async fn interactions(client: &Client, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("interactions", rows);
    let sink = client
        .copy_in(&format!(
            "COPY interactions (key, company, person, external_id, channel, direction, status, \
             status_details, theme, subject, content, sensitive, is_external, loans, started_at, ended_at, \
             created_at, created_by_descriptor, created_by_id, created_by_name, {COLUMNS}) FROM STDIN BINARY"
        ))
        .await?;
    let mut types = vec![Type::INT8; 3];
    types.extend(vec![Type::TEXT; 8]);
    types.extend([Type::BOOL, Type::BOOL, Type::TEXT, Type::INT8, Type::INT8, Type::INT8]);
    types.extend([Type::TEXT, Type::TEXT, Type::TEXT]);
    types.extend([Type::TEXT, Type::TEXT, Type::TEXT, Type::INT8, Type::INT8, Type::TEXT, Type::INT8]);
    types.extend([Type::INT8, Type::TEXT, Type::TEXT, Type::TEXT, Type::TEXT, Type::INT8, Type::TEXT]);
    let mut copy = pin!(BinaryCopyInWriter::new(sink, &types));
    let mut counters = Counters::default();
    for made in Maker::new(SEED, rows) {
        counters.add(&made);
        progress.at(made.key as u64);
        let handled = &made.handled;
        let row: [&(dyn ToSql + Sync); 34] = [
            &made.key,
            &READ,
            &made.person,
            &made.external_id,
            &made.channel,
            &made.direction,
            &made.status,
            &made.status_details,
            &made.theme,
            &made.subject,
            &made.content,
            &made.sensitive,
            &made.is_external,
            &"",
            &made.at,
            &made.ended_at,
            &made.at,
            &"apiKey",
            &made.created_by_id,
            &made.created_by_name,
            &handled.medium,
            &handled.campaign,
            &handled.original_routing,
            &handled.advisor,
            &handled.queue,
            &handled.customer_address,
            &handled.waiting,
            &handled.wrap_up,
            &handled.flow,
            &handled.status,
            &handled.reason,
            &handled.current_routing,
            &handled.handling,
            &handled.address_key,
        ];
        copy.as_mut().write(&row).await?;
    }
    copy.finish().await?;
    client.execute("SELECT setval('interactions_key_seq', $1)", &[&(rows as i64)]).await?;
    progress.done();
    write_counters(client, counters).await
}

async fn write_counters(client: &Client, counters: Counters) -> Result<(), Failure> {
    let progress = Progress::new("counters", 0);
    let sink = client
        .copy_in(
            "COPY interaction_counts (company, grain, bucket, channel, theme, status, direction, sensitive, \
             is_external, unassociated, n, first_key, last_key) FROM STDIN BINARY",
        )
        .await?;
    let mut types = vec![Type::INT8; 3];
    types.extend(vec![Type::TEXT; 4]);
    types.extend(vec![Type::BOOL; 3]);
    types.extend(vec![Type::INT8; 3]);
    let mut copy = pin!(BinaryCopyInWriter::new(sink, &types));
    for ((grain, bucket, channel, theme, status, direction, sensitive, external, alone), (n, first, last)) in
        counters.sorted()
    {
        let row: [&(dyn ToSql + Sync); 13] = [
            &READ, &grain, &bucket, &channel, &theme, &status, &direction, &sensitive, &external, &alone, &n,
            &first, &last,
        ];
        copy.as_mut().write(&row).await?;
    }
    copy.finish().await?;
    progress.done();
    Ok(())
}

async fn texts(client: &Client, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("texts", rows);
    let sink = client.copy_in("COPY interaction_text (key, company, folded) FROM STDIN BINARY").await?;
    let mut copy = pin!(BinaryCopyInWriter::new(sink, &[Type::INT8, Type::INT8, Type::TEXT]));
    for made in Maker::new(SEED, rows) {
        progress.at(made.key as u64);
        if let Some(folded) = &made.folded {
            copy.as_mut().write(&[&made.key, &READ, folded]).await?;
        }
    }
    copy.finish().await?;
    progress.done();
    Ok(())
}

async fn events(client: &Client, rows: u64) -> Result<(), Failure> {
    let mut progress = Progress::new("events", rows);
    let sink = client
        .copy_in(
            "COPY events (company, number, name, at, actor_kind, actor_id, actor_name, api_key, object_kind, \
             object_key, person, changes, credentials) FROM STDIN BINARY",
        )
        .await?;
    let mut types = vec![Type::INT8, Type::INT8, Type::TEXT, Type::INT8];
    types.extend(vec![Type::TEXT; 5]);
    types.extend([Type::INT8, Type::INT8, Type::TEXT, Type::BOOL]);
    let mut copy = pin!(BinaryCopyInWriter::new(sink, &types));
    for made in Maker::new(SEED, rows) {
        progress.at(made.key as u64);
        let row: [&(dyn ToSql + Sync); 13] = [
            &READ,
            &made.key,
            &"interaction.created",
            &made.at,
            &"apiKey",
            &made.created_by_id,
            &made.created_by_name,
            &made.created_by_id,
            &"interaction",
            &made.key,
            &made.person,
            &"{}",
            &made.content.is_none(),
        ];
        copy.as_mut().write(&row).await?;
    }
    copy.finish().await?;
    progress.done();
    Ok(())
}
