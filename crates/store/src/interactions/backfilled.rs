//! What step 11 says of the rows that were there already is what `domain::history` says of them.

use domain::id::{CompanyId, Id};
use domain::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail};
use tokio_postgres::NoTls;

use super::columns;
use crate::tx::Connection;
use crate::{Dialect, Sql, Value, migrate, postgres};

/// A second, in microseconds.
const SECOND: i64 = 1_000_000;

/// One row of every kind there can be.
fn rows() -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    let outcomes = || AgentOutcome::ALL.iter().copied().map(Some).chain([None]);
    let details = || StatusDetail::ALL.iter().copied().map(Some).chain([None]);
    for channel in Channel::ALL {
        for direction in Direction::ALL {
            for status in Status::ALL {
                let told = details().map(|detail| (detail, None));
                let said = outcomes().map(|outcome| (Some(StatusDetail::InvalidContact), outcome));
                let alone = outcomes().map(|outcome| (None, outcome));
                for (detail, outcome) in told.chain(said).chain(alone) {
                    rows.push(row(rows.len() as i64 + 1, (*channel, *direction, *status, detail, outcome)));
                }
            }
        }
    }
    rows
}

type Kind = (Channel, Direction, Status, Option<StatusDetail>, Option<AgentOutcome>);

fn row(key: i64, (channel, direction, status, detail, outcome): Kind) -> Vec<Value> {
    let contact = [Some(1), Some(2), Some(3), None][(key % 4) as usize];
    let ended = [Some(90), None, Some(0)][(key % 3) as usize].map(|seconds| (1_000 + seconds) * SECOND + 7);
    let content =
        ["{}", r#"{"from":"Stranger@Example.com","to":"x"}"#, r#"{"from":"+12125550199"}"#, r#"{"from":7}"#];
    vec![
        key.into(),
        1.into(),
        contact.into(),
        channel.as_str().into(),
        direction.as_str().into(),
        status.as_str().into(),
        detail.map(|word| word.as_str()).into(),
        outcome.map(|word| word.as_str()).into(),
        (key % 5 == 0).then_some("it's gone").into(),
        content[(key % 7 % 4) as usize].into(),
        (1_000 * SECOND).into(),
        ended.into(),
        (key % 2 == 0).then_some(7).into(),
    ]
}

const SURROUNDINGS: &str = "
INSERT INTO users (key, company, email, email_sort, full_name_sort, role, created_at) VALUES (7, 1, 'a', 'a', 'a', 'agent', 0);
INSERT INTO contacts (key, company, person, contact_type, status, value, value_folded, valid, verified, receive_text_messages,
  authorized_third_party, power_of_attorney, created_at) VALUES
  (1, 1, 1, 'phone', 'primary', '+15550100123', '+15550100123', true, false, false, false, false, 0),
  (2, 1, 1, 'email', 'primary', 'Ada@Customer.example', 'ada@customer.example', true, false, false, false, false, 0),
  (3, 1, 1, 'address', 'primary', NULL, NULL, true, false, false, false, false, 0);
";

async fn check(connection: &Connection) {
    let dialect = connection.dialect();
    let [before, step] = migrate::around(dialect, 11);
    connection.batch(&before).await.unwrap();
    connection.batch(SURROUNDINGS).await.unwrap();
    for chunk in rows().chunks(400) {
        let mut sql = Sql::new(dialect);
        sql.push(
            "INSERT INTO interactions (key, company, contact, channel, direction, status, status_details, agent_outcome, \
             failure_short, content, started_at, ended_at, created_by_user, theme, sensitive, is_external, loans, \
             created_at, created_by_descriptor) ",
        );
        let rest =
            || [Value::from("opsServicing"), false.into(), true.into(), "".into(), 0.into(), "system".into()];
        let whole = |row: &Vec<Value>| row.iter().cloned().chain(rest()).collect::<Vec<_>>();
        let types = [
            "bigint", "bigint", "bigint", "text", "text", "text", "text", "text", "text", "text", "bigint",
            "bigint", "bigint", "text", "bool", "bool", "text", "bigint", "text",
        ];
        sql.rows(&types, chunk.iter().map(whole).collect());
        connection.execute(&sql).await.unwrap();
    }
    connection.batch(&step).await.unwrap();
    let mut sql = columns::select(Sql::new(dialect));
    for name in columns::DERIVED {
        sql.push(", i.").push(name);
    }
    sql.push(" FROM interactions i ORDER BY i.key");
    let found = connection
        .rows(&sql, |row| {
            let interaction = columns::map(row, CompanyId::of(1))?;
            let [flow, status, reason, routing] =
                [row.maybe_text()?, row.maybe_text()?, row.maybe_text()?, row.maybe_text()?];
            let (duration, key) = (row.maybe_int()?, row.maybe_text()?);
            let written: [Value; 6] =
                [flow.into(), status.into(), reason.into(), routing.into(), duration.into(), key.into()];
            Ok((interaction, written))
        })
        .await
        .unwrap();
    assert!(found.len() > 8_000);
    for (interaction, written) in &found {
        assert_eq!(columns::derived(interaction), *written, "{interaction:?}");
    }
    let advised = found.iter().filter(|(row, _)| row.handling.advisor.is_some()).count();
    assert_eq!(advised, found.len() / 2);
    let addresses = |address: &str| {
        found.iter().filter(|(row, _)| row.handling.customer_address.as_deref() == Some(address)).count()
    };
    for address in ["+15550100123", "Ada@Customer.example", "Stranger@Example.com", "+12125550199"] {
        assert!(addresses(address) > 100, "{address}");
    }
}

#[tokio::test]
async fn what_was_there_is_derived_as_it_is_now_on_sqlite() {
    check(&Connection::Sqlite(rusqlite::Connection::open_in_memory().unwrap())).await;
}

#[tokio::test]
async fn what_was_there_is_derived_as_it_is_now_on_postgres() {
    let Some(server) = std::env::var("SWITCHBOARD_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        println!("skipped on PostgreSQL: SWITCHBOARD_TEST_POSTGRES names no server; use tools/test");
        return;
    };
    let (client, connection) = tokio_postgres::connect(&server, NoTls).await.unwrap();
    tokio::spawn(connection);
    let name = format!("backfilled_{}", std::process::id());
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let connection = Connection::Postgres(postgres::connect(&url).await.unwrap(), Default::default());
    assert_eq!(connection.dialect(), Dialect::Postgres);
    check(&connection).await;
    drop(connection);
    client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}
