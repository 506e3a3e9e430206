//! What is said: descriptors.

use serde_json::json;

use super::{DESCRIPTORS, activated, descriptor};
use crate::support::bodies::with;
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_manager_makes_a_descriptor_and_an_agent_reads_it_bare(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let body = json!({"subject": "loanOverdueFirstNotice", "channel": "email", "name": "First notice"});
        agent.post(DESCRIPTORS, body.clone()).await.refused(403);
        let made = manager.post(DESCRIPTORS, body).await.bare();
        assert!(made.body["id"].as_str().unwrap().starts_with("TD-"));
        let expected = json!({"language": "en", "productId": null, "sensitive": false, "enabled": true, "isTransactional": false, "activeVersionId": null});
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&made.body[field], value, "{field}");
        }
        let path = format!("{DESCRIPTORS}/{}", made.body["id"].as_str().unwrap());
        assert_eq!(agent.get(&path).await.bare().body, made.body);
        assert_eq!(agent.get(DESCRIPTORS).await.bare().body, json!([made.body]));
        agent.get(&format!("{DESCRIPTORS}/TD-2222-2222")).await.refused(404);
        agent.get(&format!("{DESCRIPTORS}?subjekt=x")).await.refused_fields(&["subjekt"]);
    }

    async fn every_bad_field_is_told_at_once(app: &TestApp) {
        let manager = app.manager().await;
        manager.post(DESCRIPTORS, json!({})).await.refused_fields(&["channel", "subject"]);
        let bad = json!({"subject": "freeForm", "channel": "fax", "language": "EN", "productId": "", "enabled": "yes"});
        manager.post(DESCRIPTORS, bad).await.refused_fields(&["channel", "enabled", "language", "productId", "subject"]);
    }

    async fn one_enabled_descriptor_answers_for_a_subject_channel_language_and_product(app: &TestApp) {
        let manager = app.manager().await;
        let first = descriptor(&manager, "custom1", "text").await;
        let same = json!({"subject": "custom1", "channel": "text"});
        let told = manager.post(DESCRIPTORS, same.clone()).await.refused(409);
        assert!(told.message().contains("custom1 by text in en for all products"), "{}", told.message());
        for other in [json!({"language": "es"}), json!({"productId": "cards"}), json!({"enabled": false}), json!({"channel": "email"})] {
            manager.post(DESCRIPTORS, with(same.clone(), other)).await.bare();
        }
        // The disabled one takes the place once it is free, and not before.
        let disabled = manager.get(&format!("{DESCRIPTORS}?enabled=false")).await.bare().body[0]["id"].as_str().unwrap().to_owned();
        manager.put(&format!("{DESCRIPTORS}/{disabled}"), json!({"enabled": true})).await.refused(409);
        manager.put(&format!("{DESCRIPTORS}/{first}"), json!({"enabled": false})).await.bare();
        manager.put(&format!("{DESCRIPTORS}/{disabled}"), json!({"enabled": true})).await.bare();
        manager.put(&format!("{DESCRIPTORS}/{first}"), json!({"enabled": true})).await.refused(409);
        // Another company's templates stand in nobody's way.
        let elsewhere = app.another_company().await;
        let stranger = app.key(elsewhere, domain::vocabulary::Role::Manager).await;
        stranger.post(DESCRIPTORS, same).await.bare();
    }

    async fn subject_and_channel_stay_once_words_were_written_for_them(app: &TestApp) {
        let manager = app.manager().await;
        let id = descriptor(&manager, "custom2", "text").await;
        let path = format!("{DESCRIPTORS}/{id}");
        assert_eq!(manager.put(&path, json!({"channel": "email"})).await.bare().body["channel"], "email");
        manager.put(&path, json!({"channel": "text", "productId": "cards", "name": "Hi"})).await.bare();
        activated(&manager, &id, json!({"body": "Hello"})).await;
        manager.put(&path, json!({"channel": "email"})).await.refused(409);
        manager.put(&path, json!({"subject": "custom3"})).await.refused(409);
        let changed = manager.put(&path, json!({"productId": null, "sensitive": true})).await.bare();
        assert_eq!((&changed.body["productId"], &changed.body["sensitive"]), (&json!(null), &json!(true)));
        assert_eq!(changed.body["channel"], "text");
    }

    async fn a_long_list_is_paged_and_filtered(app: &TestApp) {
        let manager = app.manager().await;
        for subject in ["custom1", "custom2", "custom3", "custom4", "custom5"] {
            descriptor(&manager, subject, "text").await;
        }
        let first = manager.get(&format!("{DESCRIPTORS}?limit=2")).await.bare();
        let link = first.headers["link"].to_str().unwrap().to_owned();
        assert!(link.ends_with("rel=\"next\""), "{link}");
        let next = link.split(['<', '>']).nth(1).unwrap();
        let second = manager.get(next).await.bare();
        let subjects: Vec<_> = first.body.as_array().unwrap().iter().chain(second.body.as_array().unwrap()).map(|row| row["subject"].as_str().unwrap()).collect();
        assert_eq!(subjects, ["custom5", "custom4", "custom3", "custom2"]);
        let some = manager.get(&format!("{DESCRIPTORS}?subject=custom1,custom4&channel=text&language=en")).await.bare();
        assert_eq!(some.body.as_array().unwrap().len(), 2);
        assert_eq!(manager.get(&format!("{DESCRIPTORS}?language=es")).await.bare().body, json!([]));
    }
}
