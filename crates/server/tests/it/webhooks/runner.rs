//! The worker as a server runs it.

use std::sync::Arc;

use serde_json::json;
use server::app::{App, Clock, SharedApp};
use server::jobs;
use tokio_util::task::AbortOnDropHandle;

use super::endpoint::{Endpoint, SILENCE};
use super::{happens, run_due, subscribe};
use crate::support::{TestApp, on_both_stores};

on_both_stores! {
    async fn a_slow_endpoint_holds_up_nobody_else(app: &TestApp) {
        let administrator = app.administrator().await;
        let (mut slow, mut fast) = (Endpoint::answering(|_| SILENCE).await, Endpoint::open().await);
        subscribe(&administrator, &slow, &["person.created"]).await;
        subscribe(&administrator, &fast, &["person.created"]).await;
        let _running = AbortOnDropHandle::new(tokio::spawn(jobs::webhooks::run(app.app.clone())));
        happens(&administrator, "ada").await;
        slow.next().await;
        let first = fast.next().await;
        // The slow one has not answered, and what follows goes to the fast one all the same.
        for name in ["grace", "joan"] {
            happens(&administrator, name).await;
            assert!(fast.next().await.number() > first.number());
        }
        assert!(slow.all().is_empty());
    }

    async fn two_nodes_send_nothing_twice(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::open().await;
        subscribe(&administrator, &endpoint, &["person.created"]).await;
        let other = node(app).await;
        for round in 0..4 {
            for name in 0..20 {
                happens(&administrator, &format!("{round}-{name}")).await;
            }
            let (one, two) = tokio::join!(jobs::webhooks::run_due(&app.app), jobs::webhooks::run_due(&other));
            one.and(two).unwrap();
        }
        run_due(app).await;
        let mut ids: Vec<_> = endpoint.all().iter().map(|sent| sent.header("webhook-id").to_owned()).collect();
        assert_eq!(ids.len(), 80);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 80);
    }

    async fn who_is_switched_off_while_something_is_sent_gets_no_more(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::open().await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        administrator.put(&path, json!({"enabled": false})).await.ok();
        happens(&administrator, "ada").await;
        run_due(app).await;
        assert!(endpoint.all().is_empty());
        administrator.put(&path, json!({"enabled": true})).await.ok();
        run_due(app).await;
        assert_eq!(endpoint.all().len(), 1, "nothing is lost by switching off");
        happens(&administrator, "grace").await;
        administrator.delete(&path).await.ok();
        run_due(app).await;
        assert!(endpoint.all().is_empty());
    }

    async fn what_waits_stands_in_the_metrics(app: &TestApp) {
        let administrator = app.administrator().await;
        let endpoint = Endpoint::answering(|_| 500).await;
        subscribe(&administrator, &endpoint, &["person.created"]).await;
        for name in ["ada", "grace"] {
            happens(&administrator, name).await;
        }
        assert_eq!(metric(app, "webhooks_lag").await, 3, "its own creation, and two people");
        run_due(app).await;
        app.clock.turn(3);
        assert_eq!(metric(app, "webhooks_lag").await, 0);
        assert_eq!(metric(app, "webhooks_pending").await, 2);
        assert_eq!(metric(app, "webhooks_oldest_seconds").await, 3);
        assert_eq!(metric(app, "webhooks_given_up").await, 0);
    }
}

/// Another node on the same store, with the same clock.
async fn node(app: &TestApp) -> SharedApp {
    let place = app.app.store.place().clone();
    let clock: Clock = app.app.clock.clone();
    Arc::new(App::open(place, clock, app.app.settings.clone()).await.unwrap())
}

async fn metric(app: &TestApp, name: &str) -> i64 {
    let page = app.nobody().get("/metrics").await.text;
    let line = page.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
    line.unwrap_or_else(|| panic!("no {name}: {page}")).parse().unwrap()
}
