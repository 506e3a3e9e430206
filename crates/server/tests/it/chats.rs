//! Real chats (CC BY 4.0) come in, are found by their words, go out and come in elsewhere.

use std::path::PathBuf;

use domain::id::CompanyId;
use domain::text::{flatten, fold};
use domain::vocabulary::Role;
use serde_json::{Value, json};
use server::app::Caller;
use server::app::transport::export::Export;
use server::app::transport::import::{Import, Refusal, Tally};
use server::app::transport::lines::{self, Format, Lines};
use store::Read;
use store::interactions::Filter;

use crate::support::{TestApp, on_both_stores};

const PEOPLE: usize = 500;
const CHATS: usize = 2_910;

on_both_stores! {
    async fn the_chats_come_in_are_found_and_go_out_again(app: &TestApp) {
        let Some(chats) = chats() else { return };
        assert_eq!(chats.len(), CHATS);
        let file: String = chats.iter().map(|chat| format!("{chat}\n")).collect();
        let (tally, refused) = import(app, app.company, &file, Format::Ndjson).await;
        assert_eq!((tally.imported, tally.already, refused.len()), (CHATS as u64, 0, 0));
        let (again, _) = import(app, app.company, &file, Format::Ndjson).await;
        assert_eq!((again.imported, again.already), (0, CHATS as u64));

        let administrator = app.administrator().await;
        assert_eq!(administrator.get("/api/people?limit=1").await.ok().total(), PEOPLE as i64);
        for word in ["latte", "movie", "reservation", "thank you", "brakes", "zzzz"] {
            let path = format!("/api/interactions?exactTotal=true&limit=1&contentContains={}", word.replace(' ', "%20"));
            let wanted = chats.iter().filter(|chat| fold(&flatten(&chat["content"])).contains(word)).count();
            assert_eq!(administrator.get(&path).await.ok().total(), wanted as i64, "{word}");
        }

        let exported = export(app, app.company, Role::Administrator).await;
        let elsewhere = app.another_company().await;
        let (tally, refused) = import(app, elsewhere, &text(&exported), Format::Ndjson).await;
        assert_eq!((tally.imported, refused), (CHATS as u64, Vec::new()));
        assert_eq!(plain(export(app, elsewhere, Role::Administrator).await), plain(exported));
    }

    async fn bad_lines_are_told_and_the_rest_goes_in(app: &TestApp) {
        let good = json!({"channel": "email", "direction": "inbound", "status": "succeeded", "theme": "opsCollDebt"});
        let mut lines = vec![good.to_string(), "{".to_owned(), String::new()];
        for (field, value) in [
            ("statusDetails", "textDelivered"),
            ("personId", "BO-NOBO-DYXX"),
            ("direction", "outbound"),
            ("previousInteractionId", "ext-nowhere"),
        ] {
            let mut line = good.clone();
            line[field] = Value::from(value);
            lines.push(line.to_string());
        }
        let (tally, refused) = import(app, app.company, &lines.join("\n"), Format::Ndjson).await;
        assert_eq!((tally.imported, tally.refused), (1, 5));
        let told: Vec<_> =
            refused.iter().map(|line| (line.number, line.problems.fields()[0].field.as_str())).collect();
        let wanted =
            [(2, "body"), (4, "statusDetails"), (5, "personId"), (6, "direction"), (7, "previousInteractionId")];
        assert_eq!(told, wanted);
    }

    async fn counters_built_anew_are_those_that_were_kept(app: &TestApp) {
        let line = |at: &str| json!({"channel": "email", "direction": "inbound", "status": "succeeded",
            "theme": "opsCollDebt", "createdAt": at, "personId": "ext-ada"}).to_string();
        let file = ["1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999999Z"].map(line);
        import(app, app.company, &file.join("\n"), Format::Ndjson).await;
        let before = counters(app).await;
        // Three days, three months, one person and the one of everything.
        assert_eq!(before.len(), 8);
        store::checkup::rebuild_counters(&app.app.store, app.clock.now()).await.unwrap();
        assert_eq!(counters(app).await, before);
        let findings = store::checkup::examine(&app.app.store).await.unwrap();
        assert!(findings.iter().all(|finding| finding.problem.is_none()), "{findings:?}");
    }

    async fn texts_that_are_missing_are_found_and_written(app: &TestApp) {
        let line = json!({"channel": "email", "direction": "inbound", "status": "succeeded", "theme": "opsCollDebt",
            "personId": "ext-ada", "content": {"bodyText": "quicksilver"}});
        import(app, app.company, &line.to_string(), Format::Ndjson).await;
        let store = &app.app.store;
        assert_eq!(store::checkup::missing_texts(store, false).await.unwrap().problem, None);
        store.write(store::Author::system(app.company), async |tx: &store::Tx| {
            for table in ["interaction_text", "interaction_fts"].iter().take(if tx.sql().dialect() == store::Dialect::Sqlite { 2 } else { 1 }) {
                let mut sql = tx.sql();
                sql.push("DELETE FROM ").push(table);
                tx.execute(&sql).await?;
            }
            Ok::<(), store::StoreError>(())
        }).await.unwrap();
        assert!(store::checkup::missing_texts(store, true).await.unwrap().problem.is_some());
        assert_eq!(store::checkup::write_missing_texts(store, true, app.clock.now()).await.unwrap(), 1);
        assert_eq!(store::checkup::missing_texts(store, false).await.unwrap().problem, None);
        let path = "/api/interactions?exactTotal=true&contentContains=quicksilver";
        assert_eq!(app.administrator().await.get(path).await.ok().total(), 1);
    }

    async fn a_chain_goes_in_whatever_the_order_of_its_lines(app: &TestApp) {
        let line = |name: &str, previous: Option<&str>| {
            let previous = previous.map(|name| format!("ext-{name}"));
            json!({"channel": "chat", "direction": "inbound", "status": "succeeded", "theme": "opsCollDebt",
                "externalId": name, "personId": "ext-ada", "previousInteractionId": previous})
        };
        let file = [line("c", Some("b")), line("a", None), line("b", Some("a"))].map(|line| line.to_string());
        let (tally, refused) = import(app, app.company, &file.join("\n"), Format::Ndjson).await;
        assert_eq!((tally.imported, refused), (3, Vec::new()));
        let chain = app.administrator().await.get("/api/interactions/ext-c/previous").await.ok();
        assert_eq!(chain.data().as_array().unwrap().len(), 2);
    }

    async fn an_agents_export_holds_no_locked_words_and_an_administrators_is_noted(app: &TestApp) {
        let mut line = json!({"channel": "email", "direction": "inbound", "status": "succeeded", "theme": "opsCollDebt",
            "externalId": "s", "personId": "ext-ada", "sensitive": true, "content": {"bodyText": "quicksilver"}});
        let sensitive = line.to_string();
        line["theme"] = Value::from("opsAccountCredentials");
        line["externalId"] = Value::from("pin");
        let credentials = line.to_string();
        import(app, app.company, &format!("{sensitive}\n{credentials}"), Format::Ndjson).await;
        let agents = export(app, app.company, Role::Agent).await;
        assert_eq!((agents.len(), &agents[0]["content"], &agents[0]["locked"]), (1, &Value::Null, &Value::Bool(true)));
        assert!(!text(&agents).contains("quicksilver"));
        let all = export(app, app.company, Role::Administrator).await;
        assert_eq!(all[0]["content"]["bodyText"], "quicksilver");
        let reads: Vec<_> = app.events().await.into_iter().filter(|event| event.name == "company.read").collect();
        assert_eq!(reads.len(), 1);
        let changes: Value = serde_json::from_str(&reads[0].changes).unwrap();
        assert_eq!(changes["export"], json!({"rows": 1, "sensitive": 1, "role": "administrator"}));
    }
}

/// The chats as lines of an import: skipped where their folder is missing.
fn chats() -> Option<Vec<Value>> {
    let folder = std::env::var("SWITCHBOARD_TEST_DATA").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("chats/chats.ndjson")) else {
        println!("skipped: no chats in {}; SWITCHBOARD_TEST_DATA names their folder", folder.display());
        return None;
    };
    let chat = |(number, line): (usize, &str)| {
        let chat: Value = serde_json::from_str(line).unwrap();
        json!({
            "externalId": chat["conversation_id"],
            "personId": format!("ext-customer-{}", number % PEOPLE),
            "channel": "chat",
            "direction": "inbound",
            "status": "succeeded",
            "theme": "opsCollDebt",
            "content": {"messages": chat["turns"]},
            "startedAt": "2026-01-05T09:00:00Z",
        })
    };
    Some(text.lines().enumerate().map(chat).collect())
}

async fn import(app: &TestApp, company: CompanyId, file: &str, format: Format) -> (Tally, Vec<Refusal>) {
    let caller = Caller::system(company);
    let mut lines = Lines::new(Box::new(std::io::Cursor::new(file.to_owned().into_bytes())), format);
    let mut import = Import::begin(&app.app, &caller, true).unwrap();
    let mut refused = Vec::new();
    loop {
        let batch = lines.batch().unwrap();
        if batch.is_empty() {
            break;
        }
        refused.extend(import.take(lines::read(batch)).await.unwrap());
    }
    let (tally, last) = import.finish().await.unwrap();
    refused.extend(last);
    (tally, refused)
}

/// What a role may export.
pub async fn export(app: &TestApp, company: CompanyId, role: Role) -> Vec<Value> {
    let caller = Caller::system(company);
    let mut export = Export::begin(&app.app, &caller, role, Filter::default()).unwrap();
    let mut all = Vec::new();
    loop {
        let lines = export.next().await.unwrap();
        if lines.is_empty() {
            break;
        }
        all.extend(lines.iter().map(|line| serde_json::to_value(line).unwrap()));
    }
    export.finish().await.unwrap();
    all
}

/// Grain, bucket, count, first and last key of each counter.
async fn counters(app: &TestApp) -> Vec<[i64; 5]> {
    let mut sql = app.app.store.sql();
    sql.push("SELECT grain, bucket, n, first_key, last_key FROM interaction_counts ORDER BY grain, bucket");
    let read = |row: &mut store::Row<'_>| Ok([row.int()?, row.int()?, row.int()?, row.int()?, row.int()?]);
    app.app.store.rows(sql, read).await.unwrap()
}

/// Lines as they stand in a file.
pub fn text(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Without its key of this store, which is another in every store.
fn plain(mut lines: Vec<Value>) -> Vec<Value> {
    for line in &mut lines {
        line["id"] = Value::Null;
    }
    lines
}
