//! A batch of rows in raw SQL on PostgreSQL: arrays, one statement a table, one transaction.

use std::collections::BTreeMap;

use tokio_postgres::{Client, Statement};

use crate::Failure;
use crate::load::{WRITTEN, counters};
use crate::maker::Made;

const INTERACTIONS: &str = "INSERT INTO interactions (key, company, person, external_id, channel, direction, status, \
     status_details, theme, subject, content, sensitive, is_external, loans, started_at, ended_at, created_at, \
     created_by_descriptor, created_by_id, created_by_name) SELECT k, 2, p, e, c, d, s, sd, t, su, co, se, ex, '', \
     at, en, at, 'apiKey', ci, cn FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], \
     $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bool[], $12::bool[], $13::bigint[], \
     $14::bigint[], $15::text[], $16::text[]) AS u (k, p, e, c, d, s, sd, t, su, co, se, ex, at, en, ci, cn)";
const TEXTS: &str = "INSERT INTO interaction_text (key, company, folded) \
     SELECT k, 2, f FROM unnest($1::bigint[], $2::text[]) AS u (k, f)";
const COUNTERS: &str = "INSERT INTO interaction_counts SELECT 2, * FROM unnest($1::bigint[], $2::bigint[], $3::text[], \
     $4::text[], $5::text[], $6::text[], $7::bool[], $8::bool[], $9::bool[], $10::bigint[], $11::bigint[], \
     $12::bigint[]) ON CONFLICT (company, grain, bucket, channel, theme, status, direction, sensitive, is_external, \
     unassociated) DO UPDATE SET n = interaction_counts.n + excluded.n, \
     first_key = least(interaction_counts.first_key, excluded.first_key), \
     last_key = greatest(interaction_counts.last_key, excluded.last_key)";
const EVENTS: &str = "INSERT INTO events (company, number, name, at, actor_kind, actor_id, actor_name, api_key, \
     object_kind, object_key, person, changes, credentials) SELECT 2, c.last_event + o, 'interaction.created', at, \
     'apiKey', ci, cn, ci, 'interaction', k, p, '{}', cr FROM companies c, unnest($1::bigint[], $2::bigint[], \
     $3::text[], $4::text[], $5::bigint[], $6::bool[]) WITH ORDINALITY AS u (k, at, ci, cn, p, cr, o) WHERE c.key = 2";
const NUMBER: &str = "UPDATE companies SET last_event = last_event + $1 WHERE key = $2";

/// A connection with everything prepared.
pub(crate) struct Batch {
    client: Client,
    interactions: Statement,
    texts: Statement,
    counters: Statement,
    events: Statement,
    keys: Statement,
}

impl Batch {
    pub(crate) async fn open(url: &str) -> Result<Self, Failure> {
        let client = crate::load::postgres::connect(url).await?;
        let keys = "SELECT nextval('interactions_key_seq') FROM generate_series(1, $1::bigint)";
        Ok(Self {
            interactions: client.prepare(INTERACTIONS).await?,
            texts: client.prepare(TEXTS).await?,
            counters: client.prepare(COUNTERS).await?,
            events: client.prepare(EVENTS).await?,
            keys: client.prepare(keys).await?,
            client,
        })
    }

    pub(crate) async fn write(&self, rows: &[Made]) -> Result<(), Failure> {
        let client = &self.client;
        client.batch_execute("BEGIN").await?;
        let keys = client.query(&self.keys, &[&(rows.len() as i64)]).await?;
        let keys: Vec<i64> = keys.iter().map(|row| row.get(0)).collect();
        self.rows(&keys, rows).await?;
        let credentials: Vec<bool> = rows.iter().map(|made| made.content.is_none()).collect();
        let at: Vec<i64> = rows.iter().map(|made| made.at).collect();
        let ids: Vec<&str> = rows.iter().map(|made| made.created_by_id.as_str()).collect();
        let names: Vec<&str> = rows.iter().map(|made| made.created_by_name.as_str()).collect();
        let people: Vec<Option<i64>> = rows.iter().map(|made| made.person).collect();
        client.execute(&self.events, &[&keys, &at, &ids, &names, &people, &credentials]).await?;
        client.execute(NUMBER, &[&(rows.len() as i64), &WRITTEN]).await?;
        client.batch_execute("COMMIT").await?;
        Ok(())
    }

    async fn rows(&self, keys: &[i64], rows: &[Made]) -> Result<(), Failure> {
        macro_rules! column {
            ($field:expr) => {
                &rows.iter().map($field).collect::<Vec<_>>()
            };
        }
        self.client
            .execute(
                &self.interactions,
                &[
                    &keys,
                    column!(|made| made.person),
                    column!(|made| made.external_id.as_deref()),
                    column!(|made| made.channel),
                    column!(|made| made.direction),
                    column!(|made| made.status),
                    column!(|made| made.status_details),
                    column!(|made| made.theme),
                    column!(|made| made.subject),
                    column!(|made| made.content.as_deref()),
                    column!(|made| made.sensitive),
                    column!(|made| made.is_external),
                    column!(|made| made.at),
                    column!(|made| made.ended_at),
                    column!(|made| made.created_by_id.as_str()),
                    column!(|made| made.created_by_name.as_str()),
                ],
            )
            .await?;
        let texts: Vec<(i64, &str)> =
            keys.iter().zip(rows).filter_map(|(key, made)| Some((*key, made.folded.as_deref()?))).collect();
        let (text_keys, texts): (Vec<i64>, Vec<&str>) = texts.into_iter().unzip();
        self.client.execute(&self.texts, &[&text_keys, &texts]).await?;
        self.count(keys, rows).await
    }

    async fn count(&self, keys: &[i64], rows: &[Made]) -> Result<(), Failure> {
        let mut counts: BTreeMap<counters::Counted, counters::Count> = BTreeMap::new();
        for (key, made) in keys.iter().zip(rows) {
            for counted in counters::of(made) {
                let count = counts.entry(counted).or_insert((0, *key, *key));
                *count = (count.0 + 1, count.1.min(*key), count.2.max(*key));
            }
        }
        let counts: Vec<_> = counts.into_iter().collect();
        macro_rules! column {
            ($field:expr) => {
                &counts.iter().map($field).collect::<Vec<_>>()
            };
        }
        self.client
            .execute(
                &self.counters,
                &[
                    column!(|one| one.0.0),
                    column!(|one| one.0.1),
                    column!(|one| one.0.2),
                    column!(|one| one.0.3),
                    column!(|one| one.0.4),
                    column!(|one| one.0.5),
                    column!(|one| one.0.6),
                    column!(|one| one.0.7),
                    column!(|one| one.0.8),
                    column!(|one| one.1.0),
                    column!(|one| one.1.1),
                    column!(|one| one.1.2),
                ],
            )
            .await?;
        Ok(())
    }
}
