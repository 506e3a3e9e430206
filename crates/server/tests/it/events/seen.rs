//! Who sees what of the log.

use domain::id::{Id, PersonId};
use domain::vocabulary::Role;
use serde_json::json;
use store::event::{NewEvent, Object};
use store::{Author, StoreError, Tx};

use super::reader::Reader;
use crate::support::{TestApp, on_both_stores};

on_both_stores! {
    async fn what_is_not_for_a_listener_moves_its_number_on_and_no_more(app: &TestApp) {
        let administrator = app.administrator().await;
        let agent = app.user(app.company, Role::Agent).await;
        let ada = app.person("Ada").await;
        let start = administrator.get("/api/events?limit=1000").await.ok().body["last"].as_i64().unwrap();
        let mut hears = Reader::after(&agent, start).await;
        let mut hears_all = Reader::after(&administrator, start).await;
        let secret = json!({"channel": "email", "direction": "outbound", "status": "succeeded", "theme": "opsAccountCredentials"});
        let hidden = administrator.post(&format!("/api/people/{ada}/interactions"), secret).await.ok().id();
        app.agent().await;
        let call = json!({"channel": "voice", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"});
        administrator.post("/api/interactions", call).await.ok();
        let bob = app.person("Bob").await;
        update_from(app, "203.0.113.9").await;
        let last = administrator.get("/api/events?limit=1000").await.ok().body["last"].as_i64().unwrap();

        let frames = hears.through(last).await;
        let numbers: Vec<i64> = frames.iter().map(|frame| frame.id).collect();
        assert_eq!(numbers, (start + 1..=last).collect::<Vec<i64>>(), "every number passes by");
        let told: Vec<_> = frames.iter().filter_map(|frame| frame.data.as_ref()).collect();
        assert_eq!(told.len(), 2, "only the persons are for an agent: {told:?}");
        assert_eq!(told[0]["object"]["id"], bob.as_str());
        assert!(told[1].get("address").is_none(), "addresses are for administrators");
        assert!(frames.iter().all(|frame| frame.event.is_some() == frame.data.is_some()));

        let listed = agent.get(&format!("/api/events?after={start}")).await.ok();
        assert_eq!((listed.rows().len(), listed.body["last"].as_i64()), (2, Some(last)));
        assert!(!listed.text.contains(&hidden));
        agent.get(&format!("/api/interactions/{hidden}/events")).await.refused(404);

        let frames = hears_all.through(last).await;
        assert!(frames.iter().all(|frame| frame.data.is_some()), "an administrator's key sees all");
        assert_eq!(frames.last().unwrap().data.as_ref().unwrap()["address"], "203.0.113.9");
        let timeline = administrator.get(&format!("/api/interactions/{hidden}/events")).await.ok();
        assert_eq!(timeline.rows()[0]["type"], "interaction.created");
    }

    async fn timelines_are_views_of_the_log(app: &TestApp) {
        let agent = app.agent().await;
        let (ada, bob) = (app.person("Ada").await, app.person("Bob").await);
        let call = json!({"channel": "voice", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"});
        let id = agent.post(&format!("/api/people/{ada}/interactions"), call).await.ok().id();
        let path = format!("/api/people/{ada}/interactions/{id}");
        agent.put(&path, json!({"status": "failed"})).await.ok();
        let own = agent.get(&format!("{path}/events")).await.ok();
        let types: Vec<_> = own.rows().iter().map(|event| event["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["interaction.created", "interaction.updated"]);
        assert_eq!(own.rows()[1]["changes"]["status"], json!({"from": "succeeded", "to": "failed"}));
        let same = agent.get(&format!("/api/interactions/{id}/events")).await.ok();
        assert_eq!(same.rows(), own.rows());
        let same = agent.get(&format!("/api/events?objectType=interaction&objectId={id}")).await.ok();
        assert_eq!(same.rows(), own.rows());
        let persons = agent.get(&format!("/api/people/{ada}/events")).await.ok();
        assert_eq!(persons.rows().len(), 3);
        let updated = agent.get(&format!("/api/events?personId={ada}&type=interaction.updated")).await.ok();
        assert_eq!(updated.rows(), &own.rows()[1..]);
        agent.get(&format!("/api/people/{bob}/interactions/{id}/events")).await.refused(404);
        for unknown in ["personId=BO-2222-2222", "personId=ext-nobody", "objectType=case&objectId=ext-1"] {
            assert!(agent.get(&format!("/api/events?{unknown}")).await.ok().rows().is_empty());
        }
        for (bad, field) in [("limit=0", "limit"), ("limit=1001", "limit"), ("objectId=x", "objectId"), ("type=made", "type"), ("objectType=car", "objectType")] {
            agent.get(&format!("/api/events?{bad}")).await.refused_fields(&[field]);
        }
    }

    async fn a_company_begins_with_the_event_of_its_making(app: &TestApp) {
        for company in [app.company, app.another_company().await] {
            let first = app.key(company, Role::Administrator).await.get("/api/events?limit=1").await.ok();
            assert_eq!(first.body["last"], 1);
            let told = &first.rows()[0];
            assert_eq!((&told["number"], &told["type"]), (&json!(1), &json!("company.created")));
            assert_eq!(told["object"], json!({"type": "company", "id": company}));
            assert_eq!((&told["actor"]["type"], &told["changes"]), (&json!("system"), &json!({})));
            // To others it is hidden like everything about the company.
            let hidden = app.key(company, Role::Service).await.get("/api/events?limit=1").await.ok();
            assert_eq!((hidden.rows().len(), &hidden.body["last"]), (0, &json!(1)));
        }
        let findings = store::checkup::examine(&app.app.store).await.unwrap();
        assert!(findings.iter().all(|finding| finding.problem.is_none()), "{findings:?}");
    }

    async fn nobody_listens_without_a_key_nor_hears_of_another_company(app: &TestApp) {
        app.nobody().get("/api/events/stream").await.refused(401);
        let other = app.another_company().await;
        let stranger = app.key(other, Role::Administrator).await;
        let ada = app.person("Ada").await;
        let heard = stranger.get("/api/events?limit=1000").await.ok();
        assert!(!heard.text.contains(&ada));
        assert!(stranger.get(&format!("/api/events?personId={ada}")).await.ok().rows().is_empty());
        stranger.get(&format!("/api/people/{ada}/events")).await.refused(404);
    }
}

async fn update_from(app: &TestApp, address: &str) {
    let author = Author { address: Some(address.to_owned()), ..Author::system(app.company) };
    let at = app.clock.now();
    let told: Result<(), StoreError> = app
        .app
        .store
        .write(author, async move |tx: &Tx| {
            let (object, person) = (Object::Person(PersonId::of(1)), Some(PersonId::of(1)));
            let changes = "{}".to_owned();
            tx.record(NewEvent { verb: "updated", object, person, changes, at, credentials: false });
            Ok(())
        })
        .await;
    told.unwrap();
}
