//! A database of the test server with rows enough, and skewed enough, for its planner to have to choose.

use tokio_postgres::{Client, NoTls};

use crate::{Place, Store};

/// Interactions in it.
pub(super) const ROWS: i64 = 100_000;
/// Companies among others: one has a quarter of the rows, one a hundredth. Both have rows of all times.
pub(super) const LARGE: i64 = 2;
pub(super) const SMALL: i64 = 3;
/// A company with a fifth of the rows, nearly all older than most of the others'.
pub(super) const OLD: i64 = 4;
/// A row of each, three quarters back.
pub(super) const FAR_BACK: [(i64, i64); 3] = [(LARGE, ROWS / 4), (SMALL, ROWS / 4 + 1), (OLD, ROWS / 4 + 3)];
/// Somebody with a tenth of all rows, and somebody with a handful.
pub(super) const TALKATIVE: i64 = 1;
pub(super) const QUIET: i64 = 2_500;
/// The moment of the first row; the others follow evenly over a year.
pub(super) const BEGIN: i64 = 1_735_689_600_000_000;
/// A word in one row of fourteen, and one in ten rows of all.
pub(super) const COMMON: &str = "payment";
pub(super) const RARE: &str = "zanzibar";

/// The variable that names the private PostgreSQL (`tools/postgres run` sets it).
const SERVER: &str = "SWITCHBOARD_TEST_POSTGRES";

/// The texts without their index, which is made afterwards in a tenth of the time.
const FILL: &str = "
DROP INDEX interaction_text_trigrams;
INSERT INTO companies (key, name, settings, last_event, created_at)
  SELECT n, 'company', '{}', 100000, 0 FROM generate_series(1, 1000) n;
INSERT INTO roles (company, name, permissions, created_at)
  SELECT n, 'role', '', 0 FROM generate_series(1, 1000) n;
INSERT INTO users (company, email, email_sort, full_name_sort, role, created_at)
  SELECT 1 + n % 1000, 'user' || n, 'user' || n, 'user', 'agent', 0 FROM generate_series(1, 2000) n;
INSERT INTO api_keys (company, name, hash, role, user_key, created_at)
  SELECT 1 + n % 1000, 'key', md5(n::text), 'agent', n, 0 FROM generate_series(1, 2000) n;
INSERT INTO people (company, search_text, borrower_type, status, collections_intensity, created_at)
  SELECT 1, 'ada', 'person', 'active', 'normal', 0 FROM generate_series(1, 5000);
CREATE TEMP TABLE made AS
  SELECT n, CASE WHEN n % 4 = 0 THEN 2 WHEN n % 100 = 1 THEN 3
      WHEN n % 2 = 1 AND (n < 40000 OR n % 10000 = 7) THEN 4 ELSE 1 END AS company, a, b, c, d,
    1 + floor(5000 * power(e / 1000.0, 4))::bigint AS person, 1735689600000000 + n * 315360000 AS at
  FROM generate_series(1, 100000::bigint) n, LATERAL (SELECT abs(hashint8(n * 8) % 1000) AS a,
    abs(hashint8(n * 8 + 1) % 1000) AS b, abs(hashint8(n * 8 + 2) % 1000) AS c, abs(hashint8(n * 8 + 3) % 1000) AS d,
    abs(hashint8(n * 8 + 4) % 1000) + n % 1000 / 1000.0::float8 AS e) drawn;
INSERT INTO interactions (key, company, person, external_id, channel, direction, status, theme, content, sensitive,
    is_external, loans, started_at, created_at, created_by_descriptor, flow, handling_status, advisor, customer_address,
    address_key)
  SELECT n, company, person, 'e' || n,
    CASE WHEN a < 550 THEN 'email' WHEN a < 800 THEN 'text' WHEN a < 990 THEN 'voice' ELSE 'fax' END,
    CASE WHEN b < 700 THEN 'outbound' ELSE 'inbound' END,
    CASE WHEN c < 500 THEN 'succeeded' WHEN c < 990 THEN 'attempted' ELSE 'failed' END,
    CASE WHEN d < 400 THEN 'opsCollDebt' WHEN d < 990 THEN 'opsServicing' ELSE 'inbFraud' END,
    '{}', false, true, '', at - c * 1000000, at, 'system',
    CASE WHEN a < 550 THEN 'email' WHEN a < 800 THEN 'sms' WHEN a < 990 THEN 'voice' END,
    CASE WHEN c < 990 THEN 'processed' ELSE 'aborted' END, 1 + n % 100, '+1202' || lpad((n % 50000)::text, 7, '0'),
    reverse(lpad((n % 50000)::text, 7, '0')) || '2021'
  FROM made ORDER BY n;
INSERT INTO interaction_text (company, key, folded)
  SELECT company, n, 'we spoke about ' || CASE WHEN a % 14 = 0 THEN 'a payment ' ELSE '' END
    || CASE WHEN n % 9973 = 0 THEN 'to zanzibar ' ELSE '' END || left(md5(n::text), 12)
  FROM made ORDER BY n;
INSERT INTO events (company, number, name, at, actor_kind, actor_name, object_kind, object_key, person, changes,
    credentials)
  SELECT company, n, 'interaction.created', at, 'system', 'Switchboard', 'interaction', n, person, '{}', false
  FROM made WHERE n % 2 = 0 ORDER BY n;
INSERT INTO guard_decisions (company, person, interaction, phase, at, channel, theme, autodialed, outcome,
    rulebook_version, settings, proposal, facts, facts_digest, decision)
  SELECT company, person, n, 'dial', at, 'voice', 'opsCollDebt', a % 2 = 0, 'allow', '1', '{}', '{}', '{}', '', '{}'
  FROM made WHERE a BETWEEN 800 AND 989 ORDER BY n;
INSERT INTO interaction_counts
  SELECT company, grain, bucket, channel, theme, status, direction, sensitive, is_external, false, count(*), min(key),
    max(key)
  FROM interactions, LATERAL (VALUES (0, created_at / 86400000000),
    (1, 2025 * 12 + extract(month FROM to_timestamp(created_at / 1000000) AT TIME ZONE 'UTC')::bigint - 1),
    (2, person), (3, 0)) AS buckets (grain, bucket)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
CREATE INDEX interaction_text_trigrams ON interaction_text USING gin (folded gin_trgm_ops);
ANALYZE;
";

/// A filled database; removed with `remove`.
pub(super) struct Filled {
    pub(super) store: Store,
    pub(super) client: Client,
    server: String,
    name: String,
}

impl Filled {
    /// Makes and fills one; none where there is no PostgreSQL.
    pub(super) async fn create() -> Option<Self> {
        let server = std::env::var(SERVER).ok().filter(|url| !url.is_empty())?;
        let name = format!("plans_{}", std::process::id());
        connect(&server).await.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let store = Store::open(Place::Url(url.clone())).await.unwrap();
        let client = connect(&url).await;
        client.batch_execute(FILL).await.unwrap();
        Some(Self { store, client, server, name })
    }

    pub(super) async fn remove(self) {
        let Self { store, client, server, name } = self;
        drop((store, client));
        let gone = format!("DROP DATABASE {name} WITH (FORCE)");
        connect(&server).await.batch_execute(&gone).await.unwrap();
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}
