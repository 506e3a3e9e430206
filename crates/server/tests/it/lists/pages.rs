//! Pages: limits, offsets, cursors, what is included.

use serde_json::{Value, json};

use crate::support::bodies::{call, email, with};
use crate::support::{Actor, TestApp, on_both_stores};

on_both_stores! {
    async fn pages_lead_to_each_other(app: &TestApp) {
        let agent = app.agent().await;
        let (path, ids) = seven_calls(app, &agent).await;
        let newest_first: Vec<&str> = ids.iter().rev().map(String::as_str).collect();
        for list in [path.as_str(), "/api/interactions"] {
            let first = agent.get(&format!("{list}?limit=3&channel=voice")).await.ok();
            assert_eq!((first.ids(), first.total(), &first.body["count"]), (newest_first[..3].to_vec(), 7, &json!(3)));
            assert_eq!(first.body["previousUrl"], Value::Null);
            let second = follow(&agent, &first.body["nextUrl"]).await;
            assert_eq!(second.ids(), newest_first[3..6]);
            let third = follow(&agent, &second.body["nextUrl"]).await;
            assert_eq!((third.ids(), &third.body["nextUrl"]), (newest_first[6..].to_vec(), &Value::Null));
            assert_eq!(third.total(), 7);
            let back = follow(&agent, &third.body["previousUrl"]).await;
            assert_eq!(back.ids(), newest_first[3..6]);
            let start = follow(&agent, &back.body["previousUrl"]).await;
            assert_eq!((start.ids(), &start.body["previousUrl"]), (newest_first[..3].to_vec(), &Value::Null));
        }
    }

    async fn a_cursor_is_an_id_or_an_external_id_and_endingbefore_wins(app: &TestApp) {
        let agent = app.agent().await;
        let (path, ids) = seven_calls(app, &agent).await;
        let after = agent.get(&format!("{path}?startingAfter=ext-call-5&limit=2")).await.ok();
        assert_eq!(after.ids(), [&ids[4], &ids[3]]);
        let before = agent.get(&format!("{path}?endingBefore={}&limit=2", ids[2])).await.ok();
        assert_eq!(before.ids(), [&ids[4], &ids[3]]);
        let both = agent.get(&format!("{path}?startingAfter={}&endingBefore={}", ids[1], ids[5])).await.ok();
        assert_eq!(both.ids(), [&ids[6]]);
        let offset = agent.get(&format!("{path}?startingAfter={}&offset=2&limit=2", ids[6])).await.ok();
        assert_eq!(offset.ids(), [&ids[3], &ids[2]]);
        let plain = agent.get(&format!("{path}?offset=5")).await.ok();
        assert_eq!((plain.ids(), plain.total()), (vec![ids[1].as_str(), &ids[0]], 7));
        let beyond = agent.get(&format!("{path}?offset=70")).await.ok();
        assert_eq!((beyond.rows().len(), beyond.total()), (0, 7));
    }

    async fn a_page_may_be_cut_at_a_row_that_is_gone_since(app: &TestApp) {
        let manager = app.manager().await;
        let (path, ids) = seven_calls(app, &manager).await;
        manager.delete(&format!("{path}/{}", ids[4])).await.ok();
        let after = manager.get(&format!("{path}?startingAfter={}", ids[4])).await.ok();
        assert_eq!((after.ids(), after.total()), (vec![ids[3].as_str(), &ids[2], &ids[1], &ids[0]], 6));
    }

    async fn twenty_five_rows_unless_asked_otherwise_and_a_hundred_at_most(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let posts = (0..101).map(|_| agent.post(&path, call()));
        futures::future::join_all(posts).await.into_iter().for_each(|answer| drop(answer.ok()));
        assert_eq!(agent.get(&path).await.ok().rows().len(), 25);
        let all = agent.get(&format!("{path}?limit=100")).await.ok();
        assert_eq!((all.rows().len(), all.total()), (100, 101));
        assert_eq!(follow(&agent, &all.body["nextUrl"]).await.rows().len(), 1);
    }

    async fn person_and_contact_are_included_where_asked_for(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let phone = json!({"contactType": "phone", "value": "+12025550143"});
        let phone = agent.post(&format!("/api/people/{ada}/contacts"), phone).await.ok().id();
        let path = format!("/api/people/{ada}/interactions");
        agent.post(&path, with(call(), json!({"contactId": phone}))).await.ok();
        let bare = agent.get("/api/interactions").await.ok();
        assert_eq!((bare.rows()[0].get("borrower"), bare.rows()[0].get("contact")), (None, None));
        for query in ["include=borrower,contact", "include=borrower&include=contact"] {
            for list in [path.as_str(), "/api/interactions"] {
                let row = &agent.get(&format!("{list}?{query}")).await.ok().body["data"][0];
                assert_eq!((&row["borrower"]["id"], &row["contact"]["id"]), (&json!(ada), &json!(phone)), "{list}?{query}");
                assert_eq!(row["borrower"]["borrowerType"], "person");
                assert_eq!((&row["contact"]["object"], &row["contact"]["value"]), (&json!("contactDetails"), &json!("+12025550143")));
                assert_eq!(row["borrower"].get("name"), None, "BasePersonNoIdentity");
            }
        }
        let one = &agent.get("/api/interactions?include=contact").await.ok().body["data"][0];
        assert_eq!((one.get("borrower"), &one["contact"]["id"]), (None, &json!(phone)));
    }

    async fn a_card_has_a_preview_instead_of_the_content(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let long = format!("first line\n{}", "word ".repeat(200));
        agent.post(&path, with(email(), json!({"content": {"bodyText": long}}))).await.ok();
        let card = &agent.get(&format!("{path}?view=card")).await.ok().body["data"][0];
        assert_eq!(card["content"], Value::Null);
        let preview = card["preview"].as_str().unwrap();
        assert!(preview.starts_with("first line word word") && preview.chars().count() < 200, "{preview}");
        let whole = &agent.get(&path).await.ok().body["data"][0];
        assert_eq!((whole.get("preview"), whole["content"]["bodyText"].as_str()), (None, Some(long.as_str())));
    }
}

async fn seven_calls(app: &TestApp, actor: &Actor) -> (String, Vec<String>) {
    let path = format!("/api/people/{}/interactions", app.person("Ada").await);
    let mut ids = Vec::new();
    for n in 0..7 {
        ids.push(actor.post(&path, with(call(), json!({"externalId": format!("call-{n}")}))).await.ok().id());
    }
    (path, ids)
}

async fn follow(actor: &Actor, url: &Value) -> crate::support::Answer {
    let url = url.as_str().unwrap();
    assert!(url.starts_with("/api/"), "{url}");
    actor.get(url).await.ok()
}
