//! Interactions go out and come in again; whole stores move between places.

use serde_json::{Value, json};
use store::Place;

use crate::audio::wav;
use crate::events::reader::Reader;
use crate::support::bodies::{call, email, with};
use crate::support::{Actor, Engine, Installed, by_the_program, shown};

/// Words that a table or a line could stumble over.
const AWKWARD: &str = "a,\"b\";\r\nc\td\u{2028}é🜁 'e' \\n %_";

by_the_program! {
    async fn what_went_out_comes_in_elsewhere_and_goes_out_alike(here: &Installed) {
        let elsewhere = [Installed::on(engine(here)).await.unwrap(), Installed::on(engine(here)).await.unwrap()];
        let server = here.serve().await;
        let administrator = server.administrator().await;
        record_people(&administrator).await;
        record_interactions(&administrator).await;
        server.terminate().await;
        let lines = here.export().await;
        let table = here.run(&["export", "--format", "csv"]).await.fine();
        assert_eq!((lines.lines().count(), table_without_id(&table).len()), (9, 10));

        for (elsewhere, (name, text)) in elsewhere.iter().zip([("all.ndjson", &lines), ("all.csv", &table)]) {
            let server = elsewhere.serve().await;
            record_people(&server.administrator().await).await;
            server.terminate().await;
            let file = elsewhere.file(name, text);
            assert_eq!(summary(elsewhere, &file, 0).await, "imported 9, already there 0, refused 0");
            assert_eq!(without_id(&elsewhere.export().await), without_id(&lines), "{name}");
            let again = elsewhere.run(&["export", "--format", "csv"]).await.fine();
            assert_eq!(table_without_id(&again), table_without_id(&table), "{name}");
            assert_eq!(summary(elsewhere, &file, 0).await, "imported 0, already there 9, refused 0");
            assert_eq!(without_id(&elsewhere.export().await), without_id(&lines), "{name}, twice");
        }
        for elsewhere in elsewhere {
            elsewhere.remove().await;
        }
    }

    async fn a_bad_line_is_told_by_its_number_and_the_rest_goes_in(here: &Installed) {
        let good = |name: &str| with(email(), json!({"personId": "ext-ada", "externalId": name}));
        let bad = with(good("bad"), json!({"channel": "text", "statusDetails": "emailSent"}));
        let two = with(good("two"), json!({"status": "gone", "theme": "gone"}));
        let lines = [good("a").to_string(), bad.to_string(), String::new(), "no json".to_owned(), two.to_string(), good("b").to_string()];
        let file = here.file("some.ndjson", &lines.join("\n"));
        let told = here.run(&["import", &file, "--create-people"]).await;
        assert_eq!((told.code, told.out.as_str()), (1, ""), "{told:?}");
        let said: Vec<&str> = told.err.lines().collect();
        assert_eq!(said.len(), 4, "{told:?}");
        assert_eq!(said[0], "line 2: statusDetails: emailSent needs channel email");
        assert!(said[1].starts_with("line 4: "), "{told:?}");
        assert!(said[2].starts_with("line 5: ") && said[2].contains("status: ") && said[2].contains("theme: "), "{told:?}");
        assert_eq!(said[3], "imported 2, already there 0, refused 3");
        let names: Vec<Value> = rows(&here.export().await).iter().map(|row| row["externalId"].clone()).collect();
        assert_eq!(names, ["a", "b"]);
        // Nobody is made unless that is asked for.
        let stranger = here.file("stranger.ndjson", &with(good("c"), json!({"personId": "ext-bob"})).to_string());
        let told = here.run(&["import", &stranger]).await;
        assert!(told.code == 1 && told.err.starts_with("line 1: personId: "), "{told:?}");
    }

    async fn an_import_reaches_whoever_listens_to_the_running_server(here: &Installed) {
        let server = here.serve().await;
        let administrator = server.administrator().await;
        administrator.post("/api/people", json!({"externalId": "ada"})).await.ok();
        let start = administrator.get("/api/events?limit=1000").await.ok().body["last"].as_i64().unwrap();
        let mut listener = Reader::after(&administrator, start).await;
        let line = |n: i32| with(email(), json!({"personId": "ext-ada", "externalId": format!("e{n}")})).to_string();
        let file = here.file("five.ndjson", &(0..5).map(line).collect::<Vec<_>>().join("\n"));
        assert_eq!(summary(here, &file, 0).await, "imported 5, already there 0, refused 0");
        let events = listener.through(start + 5).await;
        let told = events.iter().map(|frame| &frame.data.as_ref().unwrap()["type"]);
        assert_eq!(told.collect::<Vec<_>>(), vec!["interaction.created"; 5]);
        let listed = administrator.get("/api/people/ext-ada/interactions").await.ok();
        assert_eq!(listed.total(), 5);
        assert_eq!(rows(&here.export().await).len(), 5, "an export works beside it too");
        drop(listener);
        server.kill().await;
    }

    async fn an_agents_export_is_what_an_agent_may_see(here: &Installed) {
        let line = |name: &str, fields: Value| {
            with(with(email(), json!({"personId": "ext-ada", "externalId": name, "content": {"body": format!("word-{name}")}})), fields)
        };
        let mut nobodys = line("nobodys", json!({"personId": null, "direction": "inbound", "status": "succeeded"}));
        nobodys.as_object_mut().unwrap().remove("personId");
        let lines = [
            line("open", json!({})), line("locked", json!({"sensitive": true})),
            line("pin", json!({"theme": "opsAccountCredentials"})), nobodys,
        ];
        let file = here.file("some.ndjson", &lines.map(|line| line.to_string()).join("\n"));
        assert_eq!(summary(here, &file, 0).await, "imported 4, already there 0, refused 0");
        let seen = |text: &str| -> Vec<String> {
            rows(text).iter().map(|row| row["externalId"].as_str().unwrap().to_owned()).collect()
        };
        let agents = here.run(&["export", "--as", "agent"]).await.fine();
        assert_eq!(seen(&agents), ["open", "locked"]);
        let locked = &rows(&agents)[1];
        assert_eq!((&locked["content"], &locked["locked"]), (&Value::Null, &json!(true)));
        assert!(agents.contains("word-open") && !agents.contains("word-locked"), "{agents}");
        let table = here.run(&["export", "--as", "agent", "--format", "csv"]).await.fine();
        assert!(table.contains("word-open") && !table.contains("word-locked"), "{table}");
        for role in ["manager", "service", "administrator"] {
            let all = here.run(&["export", "--as", role]).await.fine();
            assert_eq!(seen(&all), ["open", "locked", "nobodys"], "{role}");
            assert!(all.contains("word-locked") && !all.contains("word-pin"), "{role}");
        }
        // No word of a locked row finds it.
        let found = here.run(&["export", "--as", "agent", "--content-contains", "word-locked"]).await.fine();
        assert_eq!(found, "");
        let found = here.run(&["export", "--content-contains", "word-locked"]).await.fine();
        assert_eq!(seen(&found), ["locked"]);
        let told = here.run(&["export", "--as", "agent", "--has-no-person", "true"]).await.failed(1);
        assert!(told.contains("permission"), "{told}");
    }

    async fn a_backup_made_while_others_write_comes_back_on_either_engine(here: &Installed) {
        let server = here.serve().await;
        let administrator = server.administrator().await;
        record_people(&administrator).await;
        record_interactions(&administrator).await;
        let sound = wav(200_000);
        let call = administrator.post("/api/people/ext-ada/interactions", call()).await.ok().id();
        let recording = format!("/api/interactions/{call}/recording");
        administrator.put_bytes(&recording, "audio/wav", sound.clone()).await.ok();
        let file = shown(&here.path("all.backup"));
        here.run(&["backup", &file]).await.fine();
        let exported = here.export().await;
        server.kill().await;
        assert!(here.run(&["backup", &file]).await.failed(1).contains("exists"));
        here.run(&["backup", &file, "--force"]).await.fine();

        for engine in [Engine::Sqlite, Engine::Postgres] {
            let Some(elsewhere) = Installed::on(engine).await else { continue };
            elsewhere.run(&["restore", &file]).await.fine();
            assert_eq!(elsewhere.export().await, exported, "{engine:?}");
            let server = elsewhere.serve().await;
            // The keys work as before, and so do the recordings.
            let again = server.actor(administrator.key.clone());
            let url = again.get(&format!("{recording}-content?returnUrl=true")).await;
            let url = url.body["url"].as_str().unwrap_or_else(|| panic!("{engine:?}: {}", url.text)).to_owned();
            let played = again.client.get(&url).send().await.unwrap();
            assert_eq!((played.status().as_u16(), played.bytes().await.unwrap() == sound), (200, true), "{engine:?}");
            again.post("/api/people/ext-ada/interactions", email()).await.ok();
            server.kill().await;
            assert!(elsewhere.run(&["restore", &file]).await.failed(1).contains("empty"), "{engine:?}");
            assert!(elsewhere.run(&["doctor"]).await.fine().lines().all(|line| line.starts_with("ok")), "{engine:?}");
            elsewhere.remove().await;
        }
    }

    async fn a_store_is_copied_to_the_other_engine_and_back(here: &Installed) {
        let other = if engine(here) == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite };
        let Some(there) = Installed::on(other).await else { return };
        let back = Installed::on(engine(here)).await.unwrap();
        let server = here.serve().await;
        let administrator = server.administrator().await;
        record_people(&administrator).await;
        record_interactions(&administrator).await;
        let events = administrator.get("/api/events?limit=1000").await.ok();
        server.terminate().await;
        let exported = here.export().await;

        for (from, to) in [(here, &there), (&there, &back)] {
            let told = here.run(&["copy", "--from", &from.name(), "--to", &to.name()]).await.fine();
            assert!(told.contains("interactions"), "{told}");
            assert_eq!(to.export().await, exported);
        }
        let refused = here.run(&["copy", "--from", &here.name(), "--to", &there.name()]).await.failed(1);
        assert!(refused.contains("empty"), "{refused}");
        here.run(&["copy", "--from", &here.name(), "--to", &here.name()]).await.failed(1);
        assert_eq!(there.export().await, exported, "a refused copy changes nothing");

        let server = back.serve().await;
        let again = server.actor(administrator.key.clone());
        let told = again.get("/api/events?limit=1000").await.ok();
        // The exports read a sensitive row, which is told at the end.
        assert_eq!(told.rows()[..events.rows().len()], *events.rows());
        assert_eq!(again.get("/api/interactions?exactTotal=true&contentContains=needle").await.ok().total(), 2);
        server.kill().await;
        there.remove().await;
        back.remove().await;
    }
}

fn engine(here: &Installed) -> Engine {
    if let Place::Url(_) = here.place { Engine::Postgres } else { Engine::Sqlite }
}

/// Whom and what the interactions name, which an import expects to be there.
async fn record_people(administrator: &Actor) {
    let make = async |path: &str, body: Value| drop(administrator.post(path, body).await.ok());
    make("/api/people", json!({"externalId": "ada", "name": {"firstName": "Ada", "lastName": "Okafor"}}))
        .await;
    make("/api/people", json!({"externalId": "bob"})).await;
    let contact = json!({"contactType": "email", "value": "ada@example.com", "externalId": "mail"});
    make("/api/people/ext-ada/contacts", contact).await;
    make("/api/people/ext-ada/loans", json!({"externalId": "loan"})).await;
    make(
        "/api/people/ext-ada/cases",
        json!({"caseType": "generic", "name": "Late fee", "externalId": "late"}),
    )
    .await;
}

/// Nine interactions, among them all that an export may carry.
async fn record_interactions(administrator: &Actor) {
    let ada = "/api/people/ext-ada/interactions";
    let make = async |path: &str, body: Value| administrator.post(path, body).await.ok().id();
    let first = make(
        ada,
        with(call(), json!({"content": {"body": AWKWARD}, "metaData": {"n": 1.5, "x": [null, AWKWARD]}})),
    )
    .await;
    let named = json!({"externalId": "named", "contactId": "ext-mail", "loanId": "ext-loan", "caseIds": ["ext-late"],
        "previousInteractionId": first, "content": {"bodyText": "a needle"}, "statusDetails": "emailSent"});
    let named = make(ada, with(email(), named)).await;
    make(
        ada,
        with(
            email(),
            json!({"previousInteractionId": named, "sensitive": true, "content": {"bodyText": "needle"}}),
        ),
    )
    .await;
    let times = json!({"status": "scheduled", "direction": "outbound", "theme": "opsServicing",
        "scheduledAtFrom": "2026-03-01T08:00:00.000001Z", "scheduledAtTo": "2026-03-01T10:00:00+01:00"});
    make(ada, with(call(), times)).await;
    let over = json!({"startedAt": "2026-03-01T08:00:00Z", "endedAt": "2026-03-01T08:01:00Z", "channel": "chat",
        "content": {"messages": [{"body": AWKWARD}, {"body": "x"}]}});
    make("/api/people/ext-bob/interactions", with(call(), over)).await;
    make("/api/interactions", call()).await;
    make(ada, with(call(), json!({"channel": "text", "subject": "statement", "theme": null}))).await;
    make(ada, with(call(), json!({"channel": "mail", "subject": "freeForm", "isTransactional": true}))).await;
    let changed = make(ada, call()).await;
    let changes =
        json!({"status": "failed", "agentOutcome": "voicePickedHungUp", "failureDescriptionShort": AWKWARD});
    administrator.put(&format!("{ada}/{changed}"), changes).await.ok();
    // Neither of these goes out.
    make(ada, with(email(), json!({"theme": "opsAccountCredentials", "content": {"bodyText": "needle"}})))
        .await;
    let deleted = make(ada, call()).await;
    administrator.delete(&format!("{ada}/{deleted}")).await.ok();
}

/// The last line of an import.
async fn summary(here: &Installed, file: &str, code: i32) -> String {
    let told = here.run(&["import", file, "--create-people"]).await;
    assert_eq!((told.code, told.out.as_str()), (code, ""), "{told:?}");
    told.err.lines().last().unwrap().to_owned()
}

fn rows(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines to the byte, but for the store's own id of each row, which is another in every store.
fn without_id(lines: &str) -> Vec<String> {
    let line = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        line.replacen(&format!("\"id\":{},\"", row["id"]), "\"", 1)
    };
    lines.lines().map(line).collect()
}

fn table_without_id(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let id = rows[0].iter().position(|name| name == "id").unwrap();
    let row = |row: &csv::StringRecord| {
        let cells = row.iter().enumerate().filter(|(at, _)| *at != id);
        cells.map(|(_, cell)| cell.to_owned()).collect()
    };
    rows.iter().map(row).collect()
}
