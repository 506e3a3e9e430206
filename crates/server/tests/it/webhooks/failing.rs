//! Endpoints that fail, and how long they are tried.

use serde_json::json;

use super::endpoint::{Endpoint, Sent};
use super::{deliveries, happens, run_due, states, subscribe};
use crate::support::on_both_stores;

const DAY: i64 = 24 * 3600;

on_both_stores! {
    async fn a_dead_endpoint_is_tried_for_three_days_and_then_switched_off_visibly(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::answering(|_| 503).await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        happens(&administrator, "ada").await;
        let mut pauses = Vec::new();
        let mut waited = 0;
        for _ in 0..3 * 24 * 12 {
            run_due(app).await;
            if !endpoint.all().is_empty() {
                pauses.push(waited);
                waited = 0;
            }
            app.clock.turn(300);
            waited += 300;
        }
        // The longest pause repeats until the end, now and then a little shorter.
        assert!(pauses.len() > 10 && pauses[1..10].is_sorted_by(|one, other| *one <= other + 300), "{pauses:?}");
        let before = administrator.get(&path).await.ok();
        assert_eq!((&before.data()["enabled"], before.data()["failingSince"].is_string()), (&json!(true), true));

        happens(&administrator, "grace").await;
        run_due(app).await;
        let after = administrator.get(&path).await.ok();
        assert_eq!(after.data()["enabled"], false);
        let reason = after.data()["disabledReason"].as_str().unwrap();
        assert!(reason.contains("three days") && reason.contains("answered 503"), "{reason}");
        assert_eq!(after.data()["disabledAt"], app.clock.now().to_string());
        assert_eq!(states(&administrator, &path).await, ["failed", "pending"]);
        let told: Vec<_> = app.events().await.into_iter().map(|event| event.name).filter(|name| name.starts_with("webhook.")).collect();
        assert_eq!(told, ["webhook.created", "webhook.failed", "webhook.disabled"]);

        // Off is off.
        endpoint.all();
        app.clock.turn(10 * DAY);
        run_due(app).await;
        assert!(endpoint.all().is_empty());

        // Switched on again it goes on where it stood; a replay brings what was given up.
        endpoint.change(|_| 200);
        administrator.put(&path, json!({"enabled": true})).await.ok();
        happens(&administrator, "joan").await;
        run_due(app).await;
        assert_eq!(states(&administrator, &path).await, ["failed", "delivered", "delivered"]);
        let fine = administrator.get(&path).await.ok();
        assert_eq!((&fine.data()["disabledReason"], &fine.data()["failingSince"]), (&json!(null), &json!(null)));
    }

    async fn a_poisoned_event_holds_up_neither_the_others_nor_other_subscriptions(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut picky = Endpoint::answering(|sent: &Sent| if sent.body.contains("person.deleted") { 500 } else { 200 }).await;
        let mut other = Endpoint::open().await;
        let (path, _) = subscribe(&administrator, &picky, &["person.*"]).await;
        subscribe(&administrator, &other, &["person.*"]).await;
        happens(&administrator, "ada").await;
        administrator.delete("/api/people/ext-ada").await.ok();
        for day in 0..4 {
            happens(&administrator, &format!("day-{day}")).await;
            for _ in 0..24 {
                run_due(app).await;
                app.clock.turn(3600);
            }
        }
        assert_eq!(other.all().len(), 6);
        let sent = picky.all();
        assert_eq!(sent.iter().filter(|one| one.body.contains("person.created")).count(), 5);
        assert!(sent.iter().filter(|one| one.body.contains("person.deleted")).count() > 10);
        assert_eq!(states(&administrator, &path).await, ["delivered", "failed", "delivered", "delivered", "delivered", "delivered"]);
        assert_eq!(administrator.get(&path).await.ok().data()["enabled"], true);
    }

    async fn a_retry_says_the_same_under_the_same_id(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::answering(|_| 302).await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        happens(&administrator, "ada").await;
        run_due(app).await;
        run_due(app).await;
        let first = endpoint.all();
        assert_eq!(first.len(), 1, "it is not tried again at once");
        let waiting = &deliveries(&administrator, &path).await[0];
        assert_eq!((&waiting["state"], &waiting["attempts"]), (&json!("pending"), &json!(1)));
        assert_eq!(waiting["error"], "answered 302; redirects are not followed");
        endpoint.change(|_| 200);
        app.clock.turn(60);
        run_due(app).await;
        let second = endpoint.all();
        assert_eq!((second.len(), &second[0].body), (1, &first[0].body));
        assert_eq!(second[0].header("webhook-id"), first[0].header("webhook-id"));
        assert_ne!(second[0].header("webhook-timestamp"), first[0].header("webhook-timestamp"));
    }

    async fn an_endpoint_that_comes_back_gets_at_once_what_waits(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::answering(|_| 500).await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        for name in ["ada", "grace"] {
            happens(&administrator, name).await;
        }
        for _ in 0..24 {
            run_due(app).await;
            app.clock.turn(3600);
        }
        run_due(app).await;
        endpoint.all();
        endpoint.change(|_| 200);
        happens(&administrator, "joan").await;
        run_due(app).await;
        assert_eq!(states(&administrator, &path).await, ["delivered", "delivered", "delivered"]);
        assert_eq!(endpoint.all().len(), 3);
    }

    async fn an_endpoint_that_is_gone_is_left_alone(app: &TestApp) {
        let administrator = app.administrator().await;
        let endpoint = Endpoint::answering(|_| 410).await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        happens(&administrator, "ada").await;
        run_due(app).await;
        let gone = administrator.get(&path).await.ok();
        assert_eq!(gone.data()["disabledReason"], "the endpoint answered 410 Gone");
        // Moved: what was not taken there is taken here.
        let mut new = Endpoint::open().await;
        administrator.put(&path, json!({"url": new.url, "enabled": true})).await.ok();
        run_due(app).await;
        assert_eq!(new.all().len(), 1);
    }

    async fn what_ended_a_month_ago_is_forgotten_but_not_what_waits(app: &TestApp) {
        let administrator = app.administrator().await;
        let endpoint = Endpoint::open().await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        happens(&administrator, "ada").await;
        run_due(app).await;
        endpoint.change(|_| 410);
        happens(&administrator, "grace").await;
        run_due(app).await;
        app.clock.turn(29 * DAY);
        server::app::webhooks::work::prune(&app.app).await.unwrap();
        assert_eq!(states(&administrator, &path).await, ["delivered", "pending"]);
        app.clock.turn(2 * DAY);
        server::app::webhooks::work::prune(&app.app).await.unwrap();
        assert_eq!(states(&administrator, &path).await, ["pending"]);
    }
}
