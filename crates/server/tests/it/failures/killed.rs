//! kill -9 under load.

use serde_json::json;

use super::{Load, nothing_is_lost_or_half};
use crate::support::{Database, Engine, Process};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_on_sqlite() {
    survives(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_on_postgres() {
    survives(Engine::Postgres).await;
}

async fn survives(engine: Engine) {
    let Some(database) = Database::create(engine).await else {
        println!("skipped: SWITCHBOARD_TEST_POSTGRES names no PostgreSQL");
        return;
    };
    server::http::serve::install_tls_provider();
    let place = database.place();
    let first = Process::serve(&place).await;
    let administrator = first.administrator().await;
    let person = administrator.post("/api/people", json!({"externalId": "ada"})).await.ok();
    assert_eq!(person.status, 200);
    let path = "/api/people/ext-ada/interactions";
    let load = Load::begin(&administrator, path, 16);
    load.reach(150).await;
    first.kill().await;
    let acknowledged = load.end().await;

    let second = Process::serve(&place).await;
    let again = second.actor(administrator.key.clone());
    nothing_is_lost_or_half(&again, path, &acknowledged).await;
    second.kill().await;
    database.remove().await;
}
