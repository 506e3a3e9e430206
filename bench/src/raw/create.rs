//! What a create writes, in raw SQL: the row, its text, its event, its four counters, one transaction.

use rusqlite::{Connection, params};
use tokio_postgres::{Client, Statement};

use crate::Failure;
use crate::load::WRITTEN;
use crate::load::counters;
use crate::maker::Made;

const INTERACTION: &str = "INSERT INTO interactions (key, company, person, external_id, channel, direction, status, \
     status_details, theme, subject, content, sensitive, is_external, loans, started_at, ended_at, created_at, \
     created_by_descriptor, created_by_id, created_by_name) VALUES \
     ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14, $15, $14, 'apiKey', $16, $17)";
const TEXT: &str = "INSERT INTO interaction_text (key, company, folded) VALUES ($1, $2, $3)";
const SEARCH: &str = "INSERT INTO interaction_fts (rowid, folded) VALUES ($1, $2)";
const COUNTER: &str = "INSERT INTO interaction_counts VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11) \
     ON CONFLICT (company, grain, bucket, channel, theme, status, direction, sensitive, is_external, unassociated) \
     DO UPDATE SET n = interaction_counts.n + 1, last_key = excluded.last_key";
const NUMBER: &str = "UPDATE companies SET last_event = last_event + 1 WHERE key = $1";
const EVENT: &str = "INSERT INTO events (company, number, name, at, actor_kind, actor_id, actor_name, api_key, \
     object_kind, object_key, person, changes, credentials) SELECT key, last_event, 'interaction.created', $1, \
     'apiKey', $2, $3, $2, 'interaction', $4, $5, '{}', $6 FROM companies WHERE key = $7";

/// One commit for each write.
pub(crate) fn sqlite_one(connection: &Connection, made: &Made) -> Result<(), Failure> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    sqlite_rows(connection, made)?;
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(())
}

/// The rows of one write, inside a transaction.
pub(crate) fn sqlite_rows(connection: &Connection, made: &Made) -> Result<(), Failure> {
    let key: i64 = connection
        .prepare_cached("SELECT coalesce(max(key), 0) + 1 FROM interactions")?
        .query_row([], |row| row.get(0))?;
    connection.prepare_cached(INTERACTION)?.execute(params![
        key,
        WRITTEN,
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
        made.created_by_id,
        made.created_by_name
    ])?;
    if let Some(folded) = &made.folded {
        connection.prepare_cached(TEXT)?.execute(params![key, WRITTEN, folded])?;
        connection.prepare_cached(SEARCH)?.execute(params![key, folded])?;
    }
    for (grain, bucket, channel, theme, status, direction, sensitive, external, alone) in counters::of(made) {
        connection.prepare_cached(COUNTER)?.execute(params![
            WRITTEN, grain, bucket, channel, theme, status, direction, sensitive, external, alone, key
        ])?;
    }
    connection.prepare_cached(NUMBER)?.execute([WRITTEN])?;
    connection.prepare_cached(EVENT)?.execute(params![
        made.at,
        made.created_by_id,
        made.created_by_name,
        key,
        made.person,
        made.content.is_none(),
        WRITTEN
    ])?;
    Ok(())
}

/// A PostgreSQL connection with everything prepared.
pub(crate) struct Postgres {
    client: Client,
    interaction: Statement,
    text: Statement,
    counter: Statement,
    number: Statement,
    event: Statement,
    key: Statement,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self, Failure> {
        let client = crate::load::postgres::connect(url).await?;
        Ok(Self {
            interaction: client.prepare(INTERACTION).await?,
            text: client.prepare(TEXT).await?,
            counter: client.prepare(COUNTER).await?,
            number: client.prepare(NUMBER).await?,
            event: client.prepare(EVENT).await?,
            key: client.prepare("SELECT nextval('interactions_key_seq')").await?,
            client,
        })
    }

    /// One write in one transaction, its statements sent together. The rows everybody changes (counters,
    /// the number of the event) come last, so that they are locked for the shortest time.
    pub(crate) async fn one(&self, made: &Made) -> Result<(), Failure> {
        let key: i64 = self.client.query_one(&self.key, &[]).await?.get(0);
        let client = &self.client;
        let credentials = made.content.is_none();
        let counted = counters::of(made);
        let interaction: [&(dyn tokio_postgres::types::ToSql + Sync); 17] = [
            &key,
            &WRITTEN,
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
            &made.at,
            &made.ended_at,
            &made.created_by_id,
            &made.created_by_name,
        ];
        let text = async {
            match &made.folded {
                Some(folded) => client.execute(&self.text, &[&key, &WRITTEN, folded]).await.map(|_| ()),
                None => Ok(()),
            }
        };
        let count = async |at: usize| {
            let (grain, bucket, channel, theme, status, direction, sensitive, external, alone) = counted[at];
            client
                .execute(
                    &self.counter,
                    &[
                        &WRITTEN, &grain, &bucket, &channel, &theme, &status, &direction, &sensitive,
                        &external, &alone, &key,
                    ],
                )
                .await
        };
        let event: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = [
            &made.at,
            &made.created_by_id,
            &made.created_by_name,
            &key,
            &made.person,
            &credentials,
            &WRITTEN,
        ];
        // Polled in this order, so sent in this order.
        let (begun, row, text, number, event, person, month, day, all, done) = futures::join!(
            client.batch_execute("BEGIN"),
            client.execute(&self.interaction, &interaction),
            text,
            client.execute(&self.number, &[&WRITTEN]),
            client.execute(&self.event, &event),
            count(2),
            count(1),
            count(0),
            count(3),
            client.batch_execute("COMMIT"),
        );
        begun?;
        row?;
        text?;
        number?;
        event?;
        person?;
        month?;
        day?;
        all?;
        Ok(done?)
    }
}
