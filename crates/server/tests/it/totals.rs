//! The total of a list: told exactly, wherever it can be.

use std::time::Duration;

use domain::id::AnyId;
use domain::interaction::{Draft, Found, Setting};
use serde_json::json;
use server::app::{Caller, Pace, people};
use store::checkup::{COUNTERS, examine, rebuild_counters};
use store::interactions::{Prepared, insert_many};
use store::{Author, StoreError, Tx};

use crate::lists::model::Model;
use crate::support::bodies::{call, with};
use crate::support::{TestApp, on_both_stores, program};

/// More rows than can be counted in a millisecond, and few enough to try.
const MANY: i64 = 20_000;

/// A filter, and what the model knows of it.
const ASKED: [&[(&str, &str)]; 10] = [
    &[],
    &[("channel", "email")],
    &[("channel", "email,voice"), ("status", "failed,attempted")],
    &[("theme", "inbPayments"), ("sensitive", "true")],
    &[("isExternal", "false")],
    &[("createdAtAfter", "2026-03-03T00:00:00.000000+00:00"), ("direction", "inbound")],
    &[("contentContains", "loan")],
    &[("contentContains", "a_b"), ("channel", "voice")],
    &[("hasNoPerson", "true"), ("missedCall", "false")],
    &[("subject", "null"), ("statusDetails", "null"), ("agentOutcome", "null")],
];

on_both_stores! {
    async fn a_total_is_the_number_of_rows_and_said_to_be_nothing_less(app: &TestApp) {
        let model = Model::record(app, 150).await;
        let mut totals = Vec::new();
        for asked in ASKED {
            let filters: Vec<_> = asked.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let truth = model.answer(&filters, &[]).len() as i64;
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked.iter().copied()).finish();
            for more in ["exactTotal=true", "exactTotal=false", "limit=1", "offset=3&limit=2&exactTotal=true"] {
                let answer = model.seer.get(&format!("/api/interactions?{query}&{more}")).await.ok();
                assert_eq!(answer.total(), truth, "{}", answer.asked);
                assert_eq!(answer.body.get("totalIsExact"), None, "{}", answer.asked);
            }
            totals.push(truth);
        }
        assert_eq!(totals[0], 150);
        assert!(totals[1..].iter().all(|total| (1..150).contains(total)), "{totals:?}: some filter proves nothing");
    }

    async fn a_total_follows_every_change(app: &TestApp) {
        let model = Model::record(app, 30).await;
        let total = async |query: &str| {
            let answer = model.seer.get(&format!("/api/interactions?{query}")).await.ok();
            assert_eq!(answer.body.get("totalIsExact"), None, "{}", answer.asked);
            answer.total()
        };
        let external = model.rows.iter().find(|row| row.shown["isExternal"] == true && row.shown["personId"].is_string());
        let row = &external.unwrap().shown;
        let (person, id) = (row["personId"].as_str().unwrap(), row["id"].as_str().unwrap());
        let status = row["status"].as_str().unwrap();
        let theme = format!("theme={}", row["theme"].as_str().unwrap());
        let (all, of_status, of_theme) = (total("").await, total(&format!("status={status}")).await, total(&theme).await);
        let other = if status == "canceled" { "failed" } else { "canceled" };
        let of_other = total(&format!("status={other}")).await;
        let one = format!("/api/people/{person}/interactions/{id}");
        model.seer.put(&one, serde_json::json!({"status": other, "statusDetails": null})).await.ok();
        assert_eq!(total(&format!("status={status}")).await, of_status - 1);
        assert_eq!(total(&format!("status={other}")).await, of_other + 1);
        assert_eq!((total("").await, total(&theme).await), (all, of_theme));
        model.seer.delete(&one).await.ok();
        assert_eq!((total("").await, total(&theme).await), (all - 1, of_theme - 1));
        assert_eq!(total(&format!("status={other}&exactTotal=true")).await, of_other);
        assert_eq!(total("exactTotal=true").await, all - 1);
    }

    async fn a_counter_that_is_off_is_found_and_mended_whatever_it_counts(app: &TestApp) {
        let model = Model::record(app, 30).await;
        let sound = async || {
            let findings = examine(&app.app.store).await.unwrap();
            findings.iter().find(|finding| finding.check == COUNTERS).unwrap().problem.is_none()
        };
        assert!(sound().await);
        for grain in 0..4 {
            for wrong in ["n = n + 1", "n = 0"] {
                let change = async move |tx: &Tx| {
                    let mut sql = tx.sql();
                    sql.push("UPDATE interaction_counts SET ").push(wrong).push(" WHERE grain = ").bind(i64::from(grain));
                    assert_ne!(tx.execute(&sql).await?, 0);
                    Ok::<_, StoreError>(())
                };
                app.app.store.write(Author::system(app.company), change).await.unwrap();
                assert!(!sound().await, "grain {grain}, {wrong}");
                rebuild_counters(&app.app.store, app.clock.now()).await.unwrap();
                assert!(sound().await, "grain {grain}, {wrong}");
            }
        }
        for query in ["", "?createdAtAfter=2026-03-01T00:00:00Z"] {
            assert_eq!(model.seer.get(&format!("/api/interactions{query}")).await.ok().total(), 30);
        }
    }

    async fn a_repair_is_seen_by_a_server_that_runs_meanwhile(app: &TestApp) {
        // Reads nothing sensitive, so its questions are no events and their answers are remembered.
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        for _ in 0..3 {
            agent.post(&path, call()).await.ok();
        }
        let wrong = async |tx: &Tx| {
            let mut sql = tx.sql();
            sql.push("UPDATE interaction_counts SET n = n + 4");
            tx.execute(&sql).await
        };
        app.app.store.write(Author::system(app.company), wrong).await.unwrap();
        let asked = [path.as_str(), "/api/interactions", "/api/interactions?channel=voice"];
        let totals = async || futures::future::join_all(asked.map(async |list| agent.get(list).await.ok().total())).await;
        assert_eq!(totals().await, [7; 3]);
        // As an operator does: another process, on the same store.
        let mended = program(app.app.store.place()).args(["doctor", "--repair"]).output().await.unwrap();
        let said = String::from_utf8(mended.stdout).unwrap();
        assert!(said.contains("mended  counters"), "{said}");
        assert_eq!(totals().await, [3; 3]);
        let last = app.events().await.pop().unwrap();
        assert_eq!((last.name.as_str(), last.changes.as_str()), ("company.updated", r#"{"counters":{"changed":true}}"#));
    }
}

on_both_stores! {
    at Pace { count_time: Duration::from_millis(1), ..Pace::default() };

    async fn a_count_that_takes_too_long_is_a_lower_bound_and_says_so(app: &TestApp) {
        record_many(app).await;
        let agent = app.agent().await;
        for uncovered in ["subject=null", "contentContains=loan"] {
            let bound = agent.get(&format!("/api/interactions?{uncovered}&limit=10")).await.ok();
            assert_eq!(bound.body["totalIsExact"], false, "{}", bound.asked);
            assert!((10..MANY).contains(&bound.total()), "{}: {}", bound.asked, bound.total());
            let exact = agent.get(&format!("/api/interactions?{uncovered}&limit=10&exactTotal=true")).await.ok();
            assert_eq!((exact.total(), exact.body.get("totalIsExact")), (MANY, None), "{}", exact.asked);
            assert_eq!((exact.ids(), exact.rows().len()), (bound.ids(), 10));
        }
        // What the counters cover needs no count.
        let covered = agent.get("/api/interactions?channel=voice&limit=10").await.ok();
        assert_eq!((covered.total(), covered.body.get("totalIsExact")), (MANY, None));
    }
}

/// Calls about loans, straight into the store.
async fn record_many(app: &TestApp) {
    let caller = Caller::system(app.company);
    let ada = people::get(&app.app, &caller, &AnyId::read(&app.person("Ada").await)).await.unwrap();
    let draft =
        Draft::read(&with(call(), json!({"content": {"transcript": "about the loan"}})).to_string()).unwrap();
    let setting = Setting {
        company: app.company,
        person: Some(ada.id),
        created_by: caller.created_by(),
        is_external: true,
        now: app.clock.now(),
    };
    let one = domain::interaction::create(draft, Found::default(), setting).unwrap();
    let many = vec![Prepared::of(one); MANY as usize];
    let recorded =
        app.app.store.write(Author::system(app.company), async move |tx: &Tx| insert_many(tx, &many).await);
    assert_eq!(recorded.await.unwrap().len() as i64, MANY);
}
