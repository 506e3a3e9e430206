//! Totals, files and the stream of the history.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use super::people::Floor;
use crate::support::bodies::{call, email, with};
use crate::support::{TestApp, on_both_stores};

async fn record(app: &TestApp, floor: &Floor) -> String {
    let ada = app.person("Ada").await;
    let path = format!("/api/people/{ada}/interactions");
    for hour in 0..14 {
        let at = format!("2026-03-02T{hour:02}:20:00Z");
        let times = json!({"startedAt": at, "waitingDuration": hour * 10, "handlingDuration": hour % 3});
        let body = if hour % 3 == 0 { email() } else { call() };
        let body = with(
            with(body, times),
            json!({"status": if hour % 4 == 0 { "failed" } else { "succeeded" }, "campaign": "=1+1"}),
        );
        floor.administrator.post(&path, body).await.ok();
    }
    ada
}

on_both_stores! {
    async fn every_figure_equals_the_rows_behind_it(app: &TestApp) {
        let floor = Floor::make(app).await;
        record(app, &floor).await;
        let who = &floor.administrator;
        let all = "startedAtFrom=2026-03-01";
        for query in ["", "&flow=voice", "&handlingStatus=aborted", "&waitingMin=30", "&direction=inbound&flow=voice"] {
            let totals = who.get(&format!("/api/history/totals?{all}{query}")).await.ok();
            let count = async |more: String| who.get(&format!("/api/history?{all}{query}{more}")).await.ok().total();
            assert_eq!(totals.data()["total"], count(String::new()).await);
            for (list, field) in [("flows", "flow"), ("handlingStatuses", "handlingStatus"), ("directions", "direction")] {
                let figures = totals.data()[list].as_array().unwrap();
                assert!(!figures.is_empty(), "{query}: {list}");
                if query.contains(field) {
                    assert_eq!(figures.len(), 1, "{query}: {list}");
                    continue;
                }
                for figure in figures {
                    let word = figure[field].as_str().unwrap_or("none");
                    assert_eq!(figure["count"], count(format!("&{field}={word}")).await, "{query}: {figure}");
                }
            }
            let rows = who.get(&format!("/api/history?{all}{query}&limit=100&sortBy=+waitingDuration")).await.ok();
            let waits: Vec<i64> = rows.rows().iter().filter_map(|row| row["waitingDuration"].as_i64()).collect();
            let at = |percent: usize| waits[(waits.len() * percent).div_ceil(100) - 1];
            let wanted = json!({"count": waits.len(), "p50": at(50), "p90": at(90), "p95": at(95)});
            assert_eq!(totals.data()["waiting"], wanted, "{query}");
        }
    }

    async fn the_volume_lies_in_the_hours_and_days_of_the_company(app: &TestApp) {
        let floor = Floor::make(app).await;
        record(app, &floor).await;
        let who = &floor.administrator;
        who.put("/api/company", json!({"settings": {"timezone": "Asia/Kolkata"}})).await.ok();
        for (span, wanted) in [("startedAtFrom=2026-03-01T18:30:00Z", 14), ("startedAtFrom=2026-02-01", 1)] {
            let totals = who.get(&format!("/api/history/totals?{span}")).await.ok();
            let volume = totals.data()["volume"].as_array().unwrap();
            let mut spans: Vec<(&str, &str)> = volume.iter().map(|one| (one["from"].as_str().unwrap(), one["to"].as_str().unwrap())).collect();
            spans.dedup();
            assert_eq!(spans.len(), wanted, "{volume:?}");
            assert!(spans.iter().all(|(from, _)| from.contains(":30:00")), "{spans:?}");
            assert_eq!(volume.iter().map(|one| one["count"].as_i64().unwrap()).sum::<i64>(), 14);
            for one in volume {
                let last = domain::time::Instant(domain::time::Instant::read_body(one["to"].as_str().unwrap()).unwrap().0 - 1);
                let query = format!("startedAtFrom={}&startedAtTo={last}&flow={}&handlingStatus={}", one["from"].as_str().unwrap(), one["flow"].as_str().unwrap(), one["handlingStatus"].as_str().unwrap());
                assert_eq!(who.get(&format!("/api/history?{}", query.replace('+', "%2B"))).await.ok().total(), one["count"].as_i64().unwrap());
            }
        }
    }

    async fn a_file_has_the_rows_of_the_list_and_runs_nothing(app: &TestApp) {
        let floor = Floor::make(app).await;
        record(app, &floor).await;
        let who = &floor.administrator;
        let listed = who.get("/api/history?limit=100").await.ok();
        let before = app.events().await.len();
        let table = who.get("/api/history/export").await;
        assert_eq!((table.status, table.headers["x-total-count"].to_str().unwrap()), (200, "14"));
        let mut reader = csv::Reader::from_reader(table.text.as_bytes());
        let campaign = reader.headers().unwrap().iter().position(|name| name == "campaign").unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.iter().map(|row| &row[0]).collect::<Vec<_>>(), listed.ids());
        assert!(rows.iter().all(|row| &row[campaign] == "'=1+1"), "{}", table.text);
        let lines = who.get("/api/history/export?format=ndjson&flow=voice").await;
        let lines: Vec<Value> = lines.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let wanted: Vec<&Value> = listed.rows().iter().filter(|row| row["flow"] == "voice").collect();
        assert_eq!(lines.iter().collect::<Vec<_>>(), wanted);
        let chosen = format!("/api/history/export?format=ndjson&ids={}&ids={}", listed.ids()[3], listed.ids()[5]);
        assert_eq!(who.get(&chosen).await.text.lines().count(), 2);
        let sheet = who.get("/api/history/export?format=xlsx").await;
        assert_eq!((sheet.status, sheet.headers["x-total-count"].to_str().unwrap()), (200, "14"));
        assert!(sheet.text.starts_with("PK"));
        let told: Vec<String> = app.events().await[before..].iter().map(|event| format!("{} {}", event.name, event.changes)).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], r#"company.read {"export":{"format":"csv","of":"history","rows":14}}"#);
    }

    async fn whoever_loses_sight_of_one_is_told_so_and_then_no_more(app: &TestApp) {
        let floor = Floor::make(app).await;
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/interactions");
        let row = floor.agent.post(&path, call()).await.ok().id();
        let one = format!("{path}/{row}");
        floor.administrator.put(&one, json!({"advisorId": floor.stranger_id})).await.ok();
        floor.administrator.put(&one, json!({"campaign": "Spring"})).await.ok();
        floor.administrator.post(&format!("/api/people/{ada}/notes"), json!({"content": "a note"})).await.ok();
        let last = app.events().await.last().unwrap().number;
        let types = |text: &str| {
            let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
            let told = data.map(|line| serde_json::from_str::<Value>(line).unwrap()).filter(|told| told["interactionId"] == row);
            told.map(|told| told["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        // As it is now, the agent has no part in it; only the change that took it away is told.
        let text = floor.agent.stream("/api/history/stream?after=0", last).await;
        assert_eq!(types(&text), ["interaction.updated"]);
        let text = floor.administrator.stream("/api/history/stream?after=0", last).await;
        assert_eq!(types(&text), ["interaction.created", "interaction.updated", "interaction.updated"]);
        assert!(!text.contains("note"), "{text}");
        let service = app.user(app.company, Role::Service).await;
        service.get("/api/history/stream").await.refused(403);
    }
}
