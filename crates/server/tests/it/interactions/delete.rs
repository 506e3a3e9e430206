//! Deleting: softly, and only what came from outside.

use serde_json::json;

use crate::support::bodies::{call, email, with};
use crate::support::on_both_stores;

on_both_stores! {
    async fn what_is_deleted_is_gone_from_every_list(app: &TestApp) {
        let manager = app.manager().await;
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/interactions");
        let made = manager.post(&path, with(call(), json!({"content": {"body": "forget me"}}))).await.ok();
        let next = with(call(), json!({"previousInteractionId": made.id()}));
        let next = manager.post(&path, next).await.ok();
        let one = format!("{path}/{}", made.id());
        app.clock.turn(60);
        let gone = manager.delete(&one).await.ok();
        assert_eq!(gone.data()["deletedAt"], "2026-03-02T15:01:00.000000+00:00");
        for missing in [one.clone(), format!("/api/interactions/{}", made.id()), format!("{one}/previous"), format!("{one}?searchable=true")] {
            manager.get(&missing).await.refused(404);
        }
        manager.put(&one, json!({"status": "failed"})).await.refused(404);
        manager.delete(&one).await.refused(404);
        for list in [path.clone(), "/api/interactions".to_owned()] {
            let left = manager.get(&list).await.ok();
            assert_eq!((left.ids(), left.total()), (vec![next.id().as_str()], 1), "{list}");
            assert_eq!(manager.get(&format!("{list}?contentContains=forget")).await.ok().total(), 0);
        }
        let previous = manager.get(&format!("/api/interactions/{}/previous", next.id())).await.ok();
        assert!(previous.rows().is_empty(), "{}", previous.text);
    }

    async fn a_native_one_stays(app: &TestApp) {
        let administrator = app.administrator().await;
        let ada = app.person("Ada").await;
        let native = app.native(&ada, email()).await;
        let one = format!("/api/people/{ada}/interactions/{native}");
        administrator.delete(&one).await.refused(409);
        assert_eq!(administrator.get(&one).await.ok().data()["isExternal"], false);
    }

    async fn an_agent_deletes_nothing(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let one = format!("{path}/{}", agent.post(&path, call()).await.ok().id());
        agent.delete(&one).await.refused(403);
        agent.get(&one).await.ok();
    }
}
