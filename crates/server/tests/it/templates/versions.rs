//! How it is said: versions.

use serde_json::{Value, json};

use super::{DESCRIPTORS, activated, descriptor};
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_change_is_a_new_version_and_takes_effect_when_it_is_activated(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let id = descriptor(&manager, "custom1", "text").await;
        let (path, versions) = (format!("{DESCRIPTORS}/{id}"), format!("{DESCRIPTORS}/{id}/versions"));
        let first = activated(&manager, &id, json!({"body": "Hello"})).await;
        let second = manager.post(&versions, json!({"content": {"body": "Good day"}})).await.ok();
        assert_eq!((&second.data()["number"], &second.data()["isActive"]), (&json!(2), &json!(false)));
        assert_eq!(manager.get(&path).await.bare().body["activeVersionId"], json!(first));
        agent.post(&format!("{versions}/{}/activate", second.id()), json!({})).await.refused(403);
        let active = manager.post(&format!("{versions}/{}/activate", second.id()), json!({})).await.ok();
        assert!(active.data()["isActive"] == true && active.data()["activatedAt"].is_string(), "{}", active.text);
        assert_eq!(manager.get(&path).await.bare().body["activeVersionId"], json!(second.id()));
        let all = agent.get(&versions).await.ok();
        assert_eq!(all.total(), 2);
        let told: Vec<(i64, bool)> = all.rows().iter().map(|row| (row["number"].as_i64().unwrap(), row["isActive"].as_bool().unwrap())).collect();
        assert_eq!(told, [(2, true), (1, false)]);
        // Nothing edits a version.
        manager.put(&format!("{versions}/{first}"), json!({"content": {"body": "x"}})).await.refused(405);
        assert_eq!(agent.get(&format!("{versions}/{first}")).await.ok().data()["content"], json!({"body": "Hello"}));
    }

    async fn a_version_has_the_parts_its_channel_needs(app: &TestApp) {
        let manager = app.manager().await;
        let write = async |channel: &str, content: Value| {
            let found = manager.get(&format!("{DESCRIPTORS}?channel={channel}")).await.bare().body[0]["id"].as_str().map(str::to_owned);
            let id = match found { Some(id) => id, None => descriptor(&manager, "custom1", channel).await };
            manager.post(&format!("{DESCRIPTORS}/{id}/versions"), json!({"content": content})).await
        };
        write("email", json!({"body": "x"})).await.refused_fields(&["content.body", "content.html", "content.subjectLine"]);
        write("email", json!({"subjectLine": "Hi", "html": "<p>x</p>"})).await.ok();
        write("text", json!({})).await.refused_fields(&["content.body"]);
        write("text", json!({"body": "x".repeat(70_000)})).await.refused_fields(&["content.body"]);
        write("mail", json!({"text": "x"})).await.ok();
        write("mail", json!({"subjectLine": "x"})).await.refused_fields(&["content.html", "content.subjectLine"]);
        write("voice", json!({"body": "x"})).await.ok();
        write("gui", json!({"body": 5})).await.refused_fields(&["content.body"]);
        let id = descriptor(&manager, "custom2", "text").await;
        manager.post(&format!("{DESCRIPTORS}/{id}/versions"), json!({})).await.refused_fields(&["content"]);
    }

    async fn a_version_that_does_not_work_is_refused_with_its_line(app: &TestApp) {
        let manager = app.manager().await;
        let id = descriptor(&manager, "custom1", "text").await;
        let versions = format!("{DESCRIPTORS}/{id}/versions");
        for (body, told) in [
            ("Hello\n{{ person.name", "content.body, line 2: unexpected end of input"),
            ("{% include 'x' %}", "content.body, line 1: unknown statement include"),
            ("{{ 'x' * 1000000 }}", "a template does not multiply"),
            ("{{ name | uper }}", "there is no filter `uper`"),
        ] {
            let answer = manager.post(&versions, json!({"content": {"body": body}})).await.refused(422);
            assert!(answer.message().contains(told), "{}", answer.message());
        }
        assert_eq!(manager.get(&versions).await.ok().total(), 0);
    }

    async fn a_message_about_a_debt_is_not_activated_without_its_opt_out_line(app: &TestApp) {
        let manager = app.manager().await;
        for (channel, without, with) in [
            ("text", json!({"body": "You owe $5."}), json!({"body": "You owe $5. Reply STOP to opt out."})),
            (
                "email",
                json!({"subjectLine": "Overdue", "html": "<p>You owe $5.</p>"}),
                json!({"subjectLine": "Overdue", "html": "<p>You owe $5.</p><a href=\"{{ unsubscribeUrl }}\">No more of these</a>"}),
            ),
        ] {
            let id = descriptor(&manager, "loanOverdueFirstNotice", channel).await;
            let versions = format!("{DESCRIPTORS}/{id}/versions");
            let version = manager.post(&versions, json!({"content": without})).await.ok().id();
            let refused = manager.post(&format!("{versions}/{version}/activate"), json!({})).await.refused(422);
            assert!(refused.message().contains("opt-out line"), "{}", refused.message());
            assert_eq!(manager.get(&format!("{DESCRIPTORS}/{id}")).await.bare().body["activeVersionId"], json!(null));
            activated(&manager, &id, with).await;
        }
        // A letter and a message about anything else need none.
        let letter = descriptor(&manager, "loanOverdueFirstNotice", "mail").await;
        activated(&manager, &letter, json!({"text": "You owe $5."})).await;
        let receipt = descriptor(&manager, "paymentSuccessful", "text").await;
        activated(&manager, &receipt, json!({"body": "Thank you."})).await;
    }

    async fn whoever_may_read_templates_hears_of_their_changes(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let id = descriptor(&manager, "custom1", "text").await;
        let secret = "a sentence that nobody shall find in the log";
        let version = activated(&manager, &id, json!({"body": secret})).await;
        manager.put(&format!("{DESCRIPTORS}/{id}"), json!({"name": "Hi"})).await.bare();
        manager.put(&format!("{DESCRIPTORS}/{id}"), json!({"name": "Hi"})).await.bare();
        let events = agent.get("/api/events?limit=1000").await.ok();
        let ours: Vec<_> = events.rows().iter().filter(|event| event["type"].as_str().unwrap().starts_with("template")).collect();
        let types: Vec<&str> = ours.iter().map(|event| event["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["templateDescriptor.created", "templateVersion.created", "templateDescriptor.updated", "templateVersion.activated", "templateDescriptor.updated"]);
        assert_eq!(ours[2]["changes"]["activeVersionId"], json!({"from": null, "to": version}));
        assert!(!events.text.contains(secret));
    }

    async fn a_version_is_found_under_its_own_descriptor_alone(app: &TestApp) {
        let manager = app.manager().await;
        let (one, other) = (descriptor(&manager, "custom1", "text").await, descriptor(&manager, "custom2", "text").await);
        let version = activated(&manager, &one, json!({"body": "Hello"})).await;
        manager.get(&format!("{DESCRIPTORS}/{other}/versions/{version}")).await.refused(404);
        manager.post(&format!("{DESCRIPTORS}/{other}/versions/{version}/activate"), json!({})).await.refused(404);
        assert_eq!(manager.get(&format!("{DESCRIPTORS}/{other}")).await.bare().body["activeVersionId"], json!(null));
    }
}
