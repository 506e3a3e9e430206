//! The sign of life of a stream, and what is looked at with it.

use std::time::Duration;

use reqwest::Method;
use server::app::Pace;

use super::reader::Reader;
use crate::support::on_both_stores;

#[test]
fn a_stream_says_every_15_seconds_that_it_lives() {
    assert_eq!(Pace::default().heartbeat, Duration::from_secs(15));
}

on_both_stores! {
    at Pace { heartbeat: Duration::from_millis(50), ..Pace::default() };

    async fn a_comment_comes_again_and_again_where_nothing_happens(app: &TestApp) {
        let agent = app.agent().await;
        let newest = store::events::newest(&app.app.store, app.company).await.unwrap();
        let mut stream = agent.request(Method::GET, "/api/events/stream").send().await.unwrap();
        let mut heard = String::new();
        while heard.matches(": here\n\n").count() < 3 {
            heard.push_str(std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap());
        }
        assert_eq!(heard.replace(": here\n\n", ""), format!(": open\n\nid: {newest}\n\n"), "nothing but comments, whole ones");
    }

    async fn a_revoked_key_hears_no_more_from_the_next_heartbeat_on(app: &TestApp) {
        let (administrator, agent) = (app.administrator().await, app.agent().await);
        let start = store::events::newest(&app.app.store, app.company).await.unwrap();
        let (mut hers, mut stays) = (Reader::after(&agent, start).await, Reader::after(&administrator, start).await);
        app.person("Ada").await;
        let told = store::events::newest(&app.app.store, app.company).await.unwrap();
        assert_eq!(hers.through(told).await.len(), stays.through(told).await.len());
        let id = agent.key.as_deref().unwrap().split_once('.').unwrap().0;
        administrator.delete(&format!("/api/apikeys/{id}")).await.ok();
        // Until the heartbeat it may hear what happens, and then nothing.
        let end = async { while hers.next().await.is_some() {} };
        tokio::time::timeout(Duration::from_secs(30), end).await.expect("it hears on and on");
        agent.get("/api/events").await.refused(401);
        app.person("Bob").await;
        let told = store::events::newest(&app.app.store, app.company).await.unwrap();
        assert_eq!(stays.through(told).await.last().unwrap().id, told, "nobody else is cut off");
    }
}
