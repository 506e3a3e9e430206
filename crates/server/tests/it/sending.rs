//! Sending: accepted or refused with its rule, out once, visible when it fails.

mod attachments;
mod judged;
mod letters;

use serde_json::{Value, json};
use server::jobs::outbox::run_due;

use crate::support::{Actor, Answer, TestApp, on_both_stores};

/// A person in New York State who can be reached, and who sends to it.
struct Desk {
    agent: Actor,
    administrator: Actor,
    person: String,
}

impl Desk {
    async fn open(app: &TestApp, settings: Value) -> Self {
        let administrator = app.administrator().await;
        administrator.post("/api/channels", json!({"kind": "sandbox", "settings": settings})).await.ok();
        let person = app.person("Ada").await;
        let contacts = format!("/api/people/{person}/contacts");
        let address =
            json!({"addressLine1": "1 Main St", "city": "Albany", "state": "NY", "postalCode": "12207"});
        for contact in [
            json!({"contactType": "email", "value": "ada@customer.example", "label": "personal"}),
            json!({"contactType": "phone", "value": "+15185550143", "label": "personal", "receiveTextMessages": true}),
            json!({"contactType": "address", "address": address, "label": "home"}),
        ] {
            administrator.post(&contacts, contact).await.ok();
        }
        Self { agent: app.agent().await, administrator, person }
    }

    fn email(&self) -> Value {
        json!({
            "personId": self.person, "channel": "email", "subject": "freeForm", "theme": "opsServicing",
            "content": {"subject": "Your question", "bodyText": "It was booked on Monday."}
        })
    }

    async fn send(&self, message: Value) -> Answer {
        self.agent.post("/api/communicator/send", message).await
    }

    async fn interaction(&self, sent: &Answer) -> Value {
        let id = sent.data()["interactionId"].as_str().unwrap();
        self.agent.get(&format!("/api/interactions/{id}")).await.ok().data().clone()
    }

    async fn entry(&self, sent: &Answer) -> Value {
        let id = sent.data()["outboxId"].as_str().unwrap();
        self.administrator.get(&format!("/api/outbox/{id}")).await.ok().data().clone()
    }

    async fn rows(&self) -> Vec<Value> {
        self.agent.get(&format!("/api/people/{}/interactions", self.person)).await.ok().rows().to_vec()
    }
}

fn with(mut message: Value, fields: Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        message[name] = value.clone();
    }
    message
}

on_both_stores! {
    async fn an_accepted_email_waits_goes_out_once_and_says_so(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let sent = desk.send(desk.email()).await.ok();
        assert_eq!(sent.data()["status"], "scheduled");
        assert_eq!(sent.data()["id"], sent.data()["interactionId"]);
        let waiting = desk.interaction(&sent).await;
        assert_eq!((&waiting["status"], &waiting["isExternal"]), (&json!("scheduled"), &json!(false)));
        assert_eq!(waiting["content"]["bodyText"], "It was booked on Monday.");
        assert_eq!(waiting["content"]["to"], "ada@customer.example");
        assert_eq!(desk.entry(&sent).await["state"], "queued");

        assert_eq!(run_due(&app.app).await.unwrap(), 1);
        assert_eq!(run_due(&app.app).await.unwrap(), 0);
        let gone = desk.interaction(&sent).await;
        assert_eq!((&gone["status"], &gone["statusDetails"]), (&json!("attempted"), &json!("emailSent")));
        let entry = desk.entry(&sent).await;
        assert_eq!((&entry["state"], &entry["attempts"]), (&json!("sent"), &json!(1)));
        assert!(entry["providerId"].is_string());
        let told: Vec<_> = app.events().await.into_iter().map(|event| event.name).collect();
        assert_eq!(told.iter().filter(|name| *name == "communication.send").count(), 1);
    }

    async fn a_scheduled_send_waits_is_judged_again_and_can_be_called_off(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let later = json!({"scheduledAtFrom": "2026-03-03T15:00:00Z", "scheduledAtTo": "2026-03-03T16:00:00Z"});
        let waits = desk.send(with(desk.email(), later.clone())).await.ok();
        let called_off = desk.send(with(desk.email(), later.clone())).await.ok();
        let missed = desk.send(with(desk.email(), later.clone())).await.ok();
        let through_the_row = desk.send(with(desk.email(), later)).await.ok();
        assert_eq!(run_due(&app.app).await.unwrap(), 0);
        let entry = |sent: &Answer| format!("/api/outbox/{}", sent.data()["outboxId"].as_str().unwrap());
        desk.agent.post(&format!("{}/cancel", entry(&called_off)), json!({})).await.refused(403);
        desk.administrator.post(&format!("{}/cancel", entry(&called_off)), json!({})).await.ok();
        desk.administrator.post(&format!("{}/cancel", entry(&called_off)), json!({})).await.refused(409);
        assert_eq!(desk.interaction(&called_off).await["status"], "canceled");
        let row = format!("/api/people/{}/interactions/{}", desk.person, through_the_row.data()["id"].as_str().unwrap());
        desk.agent.put(&row, json!({"status": "canceled"})).await.ok();
        app.clock.turn(24 * 3600);
        assert_eq!(run_due(&app.app).await.unwrap(), 3);
        assert_eq!(desk.interaction(&waits).await["status"], "attempted");
        assert_eq!(desk.interaction(&missed).await["status"], "attempted");
        assert_eq!(desk.entry(&through_the_row).await["state"], "canceled");
    }

    async fn a_case_that_comes_between_stops_what_was_accepted(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let later = json!({"theme": "opsCollDebt", "scheduledAtFrom": "2026-03-03T15:00:00Z"});
        let sent = desk.send(with(desk.email(), later)).await.ok();
        let case = json!({"caseType": "bankruptcy"});
        desk.agent.post(&format!("/api/people/{}/cases", desk.person), case).await.ok();
        app.clock.turn(24 * 3600);
        assert_eq!(run_due(&app.app).await.unwrap(), 1);
        let row = desk.interaction(&sent).await;
        assert_eq!((&row["status"], &row["statusDetails"]), (&json!("failed"), &json!("blockedByComplianceGuard")));
        assert!(row["complianceGuardRuleId"].is_string());
        let entry = desk.entry(&sent).await;
        assert_eq!((&entry["state"], &entry["reasonShort"]), (&json!("failed"), &json!("blocked by Compliance Guard")));
        let told: Vec<_> = app.events().await.into_iter().map(|event| event.name).collect();
        assert_eq!(told.iter().filter(|name| *name == "communication.send").count(), 0);
    }

    async fn a_recipient_the_provider_refuses_fails_visibly_and_can_be_retried(app: &TestApp) {
        let desk = Desk::open(app, json!({"refuse": ["ada@customer.example"]})).await;
        let sent = desk.send(desk.email()).await.ok();
        run_due(&app.app).await.unwrap();
        let row = desk.interaction(&sent).await;
        assert_eq!((&row["status"], &row["statusDetails"]), (&json!("failed"), &json!("emailBounced")));
        assert!(row["failureDescriptionShort"].is_string() && row["failureDescriptionLong"].is_string());
        let failed = desk.administrator.get("/api/outbox?state=failed").await.ok();
        assert_eq!(failed.rows().len(), 1);
        app.clock.turn(1);
        let channel = desk.administrator.get("/api/channels").await.ok().ids()[0].to_owned();
        desk.administrator.put(&format!("/api/channels/{channel}"), json!({"settings": {}})).await.ok();
        app.clock.turn(1);
        let entry = format!("/api/outbox/{}/retry", sent.data()["outboxId"].as_str().unwrap());
        desk.administrator.post(&entry, json!({})).await.ok();
        run_due(&app.app).await.unwrap();
        let row = desk.interaction(&sent).await;
        assert_eq!((&row["status"], &row["statusDetails"]), (&json!("attempted"), &json!("emailSent")));
        assert_eq!(row["failureDescriptionShort"], json!(null));
    }

    async fn what_cannot_go_now_is_tried_again_later_and_given_up_in_the_end(app: &TestApp) {
        let desk = Desk::open(app, json!({"putOff": ["ada@customer.example"]})).await;
        let sent = desk.send(desk.email()).await.ok();
        run_due(&app.app).await.unwrap();
        let entry = desk.entry(&sent).await;
        assert_eq!((&entry["state"], &entry["attempts"]), (&json!("retrying"), &json!(1)));
        assert_eq!(desk.interaction(&sent).await["status"], "scheduled");
        assert_eq!(run_due(&app.app).await.unwrap(), 0);
        let mut tries = 1;
        while desk.entry(&sent).await["state"] == "retrying" {
            app.clock.turn(5 * 3600);
            tries += run_due(&app.app).await.unwrap();
            assert!(tries < 20, "it is never given up");
        }
        assert_eq!(desk.entry(&sent).await["state"], "failed");
        assert_eq!(desk.interaction(&sent).await["status"], "failed");
    }

    async fn what_a_dead_sender_had_is_sent_again_where_that_is_safe(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let sent = desk.send(desk.email()).await.ok();
        let channel = store::channels::everywhere(&app.app.store).await.unwrap()[0];
        let (now, company) = (app.clock.now(), app.company);
        let lease = async move |tx: &store::Tx| {
            store::outbox::lease(tx, channel.id, 9, now, now.plus_seconds(90)).await
        };
        let leased = app.app.store.write(store::Author::system(company), lease).await.unwrap();
        assert_eq!(leased.len(), 1);
        assert_eq!(run_due(&app.app).await.unwrap(), 0, "somebody has it");
        app.clock.turn(91);
        assert_eq!(run_due(&app.app).await.unwrap(), 1);
        assert_eq!(desk.entry(&sent).await["state"], "sent");
    }

    async fn a_message_that_nobody_can_judge_holds_up_no_other(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let later = json!({"scheduledAtFrom": "2026-03-03T15:00:00Z"});
        let gone = app.person("Bo").await;
        let contact = json!({"contactType": "email", "value": "bo@customer.example", "label": "personal"});
        desk.administrator.post(&format!("/api/people/{gone}/contacts"), contact).await.ok();
        let lost = desk.send(with(desk.email(), with(later.clone(), json!({"personId": gone})))).await.ok();
        let sent = desk.send(with(desk.email(), later)).await.ok();
        desk.administrator.delete(&format!("/api/people/{gone}")).await.ok();
        app.clock.turn(24 * 3600);
        assert_eq!(run_due(&app.app).await.unwrap(), 2);
        assert_eq!(desk.entry(&sent).await["state"], "sent");
        let lost = desk.entry(&lost).await;
        assert_eq!((&lost["state"], &lost["reasonLong"]), (&json!("failed"), &json!("person not found")));
    }

    async fn what_a_provider_tells_before_it_answers_stays(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let sent = desk.send(desk.email()).await.ok();
        let id = sent.data()["interactionId"].clone();
        let blocked = json!({"interactionId": id, "event": "blocked"});
        desk.administrator.post("/api/sandbox/events", blocked).await.ok();
        server::jobs::arrivals::run_due(&app.app).await.unwrap();
        run_due(&app.app).await.unwrap();
        let row = desk.interaction(&sent).await;
        assert_eq!((&row["status"], &row["statusDetails"]), (&json!("failed"), &json!("emailBlocked")));
        assert_eq!(desk.entry(&sent).await["state"], "sent");
    }

    async fn a_channel_by_which_messages_wait_stays(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        desk.send(desk.email()).await.ok();
        let channel = format!("/api/channels/{}", desk.administrator.get("/api/channels").await.ok().ids()[0]);
        desk.administrator.delete(&channel).await.refused(409);
        run_due(&app.app).await.unwrap();
        desk.administrator.delete(&channel).await.ok();
        desk.send(desk.email()).await.refused(422);
    }

    async fn credentials_leave_no_word_behind(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let code = json!({
            "personId": desk.person, "channel": "text", "subject": "freeForm", "theme": "opsAccountCredentials",
            "content": {"body": "Your code is 271828"}
        });
        let service = app.service().await;
        let sent = service.post("/api/communicator/send", code).await.ok();
        let id = sent.data()["id"].as_str().unwrap();
        let row = service.get(&format!("/api/interactions/{id}")).await.ok();
        assert_eq!((&row.data()["content"], &row.data()["locked"]), (&json!(null), &json!(true)));
        let manager = app.user(app.company, domain::vocabulary::Role::Manager).await;
        assert_eq!(manager.get("/api/outbox").await.ok().total(), 0);
        assert_eq!(run_due(&app.app).await.unwrap(), 1);
        assert_eq!(service.get(&format!("/api/interactions/{id}")).await.ok().data()["status"], "attempted");
    }

    async fn a_message_without_a_way_out_or_without_words_says_what_to_do(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let voice = with(desk.email(), json!({"channel": "voice"}));
        assert!(desk.send(voice).await.refused(422).message().contains("/api/channels"));
        desk.send(json!({"channel": "email"})).await.refused(400);
        desk.send(with(desk.email(), json!({"theme": null}))).await.refused_fields(&["theme"]);
        let nobody = with(desk.email(), json!({"personId": "ext-nobody"}));
        desk.send(nobody).await.refused(404);
        assert_eq!(desk.rows().await.len(), 0);
    }
}
