//! What an interaction keeps of how it was handled: what was said, else what follows from the facts.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use crate::support::bodies::{call, email, with};
use crate::support::{Actor, on_both_stores};

async fn record(who: &Actor, person: &str, body: Value) -> Value {
    who.post(&format!("/api/people/{person}/interactions"), body).await.ok().data().clone()
}

async fn change(who: &Actor, person: &str, row: &Value, body: Value) -> Value {
    let path = format!("/api/people/{person}/interactions/{}", row["id"].as_str().unwrap());
    who.put(&path, body).await.ok().data().clone()
}

async fn me(who: &Actor) -> String {
    who.get("/api/users/me").await.ok().id()
}

fn chat(fields: Value) -> Value {
    with(with(call(), json!({"channel": "chat"})), fields)
}

on_both_stores! {
    async fn what_nobody_said_follows_from_the_facts(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let ada = app.person("Ada").await;
        let phone = json!({"contactType": "phone", "value": "(202) 555-0143"});
        let phone = bo.post(&format!("/api/people/{ada}/contacts"), phone).await.ok().id();
        let times = json!({"startedAt": "2026-03-02T14:00:00Z", "endedAt": "2026-03-02T14:02:30Z"});
        let said = json!({"contactId": phone, "waitingDuration": 30, "statusDetails": "voiceDisconnectedWhileQueuedOnHold"});
        let row = record(&bo, &ada, with(with(call(), times), said)).await;
        assert_eq!(row["flow"], "voice");
        assert_eq!((&row["handlingStatus"], &row["handlingReason"]), (&json!("aborted"), &json!("Caller hung up while on hold")));
        assert_eq!((&row["originalRouting"], &row["currentRouting"]), (&json!("direct"), &json!("direct")));
        assert_eq!((&row["advisorId"], &row["queueId"]), (&json!(me(&bo).await), &Value::Null));
        assert_eq!(row["customerAddress"], "+12025550143");
        assert_eq!((&row["waitingDuration"], &row["handlingDuration"], &row["wrapUpDuration"]), (&json!(30), &json!(120), &Value::Null));
        // Read again as it was answered.
        let id = row["id"].as_str().unwrap();
        assert_eq!(*bo.get(&format!("/api/interactions/{id}")).await.ok().data(), row);
        // The agent's word counts more, and what follows changes with the facts.
        let row = change(&bo, &ada, &row, json!({"agentOutcome": "voiceSpokeWithFirstParty"})).await;
        assert_eq!((&row["handlingStatus"], &row["handlingReason"]), (&json!("processed"), &Value::Null));
        let row = change(&bo, &ada, &row, json!({"status": "scheduled", "statusDetails": null})).await;
        assert_eq!(row["handlingStatus"], Value::Null);
    }

    async fn what_was_said_stays_until_it_is_taken_back(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let ada = app.person("Ada").await;
        let said = json!({
            "statusDetails": "emailBounced", "status": "failed", "handlingStatus": "processed", "handlingReason": "She called back",
            "handlingDuration": 7, "wrapUpDuration": 0, "customerAddress": " Ada@Customer.example ", "campaign": "Spring",
            "originalRouting": "smart", "currentRouting": "direct", "advisorId": null,
        });
        let row = record(&bo, &ada, with(email(), said)).await;
        let shown = |row: &Value| {
            let fields = ["handlingStatus", "handlingReason", "handlingDuration", "customerAddress", "originalRouting", "currentRouting", "advisorId"];
            fields.map(|field| row[field].clone())
        };
        assert_eq!(shown(&row), [json!("processed"), json!("She called back"), json!(7), json!("Ada@Customer.example"), json!("smart"), json!("direct"), Value::Null]);
        assert_eq!((&row["campaign"], &row["wrapUpDuration"]), (&json!("Spring"), &json!(0)));
        let still = change(&bo, &ada, &row, json!({"statusDetails": "emailDropped"})).await;
        assert_eq!(shown(&still), shown(&row));
        let gone = json!({"handlingStatus": null, "handlingReason": null, "handlingDuration": null, "customerAddress": null,
            "originalRouting": null, "currentRouting": null, "campaign": null});
        let derived = change(&bo, &ada, &row, gone).await;
        assert_eq!(derived["handlingStatus"], "warning");
        assert!(derived["handlingReason"].as_str().unwrap().starts_with("Email rejected"), "{derived}");
        assert_eq!(shown(&derived)[2..], [Value::Null, Value::Null, json!("direct"), json!("direct"), Value::Null]);
        assert_eq!(derived["campaign"], Value::Null);
    }

    async fn what_does_not_go_together_is_refused(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        for (body, fields) in [
            (with(call(), json!({"medium": "whatsapp"})), &["medium"][..]),
            (with(call(), json!({"handlingStatus": "warning"})), &["handlingStatus"]),
            (chat(json!({"medium": "smoke", "handlingStatus": "gone", "originalRouting": "x", "waitingDuration": -1})), &["handlingStatus", "medium", "originalRouting", "waitingDuration"]),
            (with(call(), json!({"advisorId": "UR-2222-2222", "queueId": "ext-nowhere", "handlingDuration": 1.5, "campaign": ""})), &["advisorId", "campaign", "handlingDuration", "queueId"]),
        ] {
            bo.post(&path, body).await.refused_fields(fields);
        }
        // The flow is nobody's to say.
        let row = bo.post(&path, chat(json!({"flow": "mail"}))).await.ok();
        assert_eq!(row.data()["flow"], "chat");
    }

    async fn the_flow_of_a_chat_is_its_medium(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let ada = app.person("Ada").await;
        for (fields, flow) in [
            (json!({"medium": "webchat"}), json!("chat")),
            (json!({"medium": "telegram"}), json!("telegram")),
            (json!({"medium": "whatsapp", "campaign": "Spring"}), json!("whatsapp")),
            (json!({"medium": "whatsapp", "campaign": "Spring", "direction": "outbound"}), json!("whatsappCampaign")),
            (json!({"channel": "text"}), json!("sms")),
            (json!({"channel": "fax"}), Value::Null),
        ] {
            assert_eq!(record(&bo, &ada, chat(fields)).await["flow"], flow);
        }
    }

    async fn a_queue_makes_it_smart(app: &TestApp) {
        let administrator = app.administrator().await;
        let bo = app.user(app.company, Role::Agent).await;
        let ada = app.person("Ada").await;
        let queue = administrator.post("/api/queues", json!({"name": "Hardship", "reference": "h-1"})).await.ok().id();
        let routing = |row: &Value| (row["originalRouting"].clone(), row["currentRouting"].clone(), row["queueId"].clone());
        let smart = record(&bo, &ada, with(call(), json!({"queueId": "ext-h-1"}))).await;
        assert_eq!(routing(&smart), (json!("smart"), json!("smart"), json!(queue)));
        let direct = record(&bo, &ada, with(call(), json!({"currentRouting": "direct"}))).await;
        let given = change(&bo, &ada, &direct, json!({"queueId": queue})).await;
        assert_eq!(routing(&given), (json!("direct"), json!("smart"), json!(queue)));
        let taken = change(&bo, &ada, &given, json!({"currentRouting": "direct"})).await;
        assert_eq!(routing(&taken), (json!("direct"), json!("direct"), json!(queue)));
        assert_eq!(routing(&change(&bo, &ada, &taken, json!({"queueId": null})).await), (json!("direct"), json!("direct"), Value::Null));
    }

    async fn whoever_joins_first_handles_what_nobody_did(app: &TestApp) {
        let (bo, cy) = (app.user(app.company, Role::Agent).await, app.user(app.company, Role::Manager).await);
        let ada = app.person("Ada").await;
        let row = record(&app.service().await, &ada, chat(json!({"status": "inProgress"}))).await;
        assert_eq!(row["advisorId"], Value::Null);
        let id = row["id"].as_str().unwrap();
        bo.post(&format!("/api/interactions/{id}/convo/join"), json!({})).await.ok();
        cy.post(&format!("/api/interactions/{id}/convo/join"), json!({"joinType": "takeover"})).await.ok();
        let row = bo.get(&format!("/api/interactions/{id}")).await.ok();
        assert_eq!(row.data()["advisorId"], me(&bo).await);
    }

    async fn a_message_that_is_sent_or_comes_in_tells_whose_address_it_was(app: &TestApp) {
        let (administrator, bo) = (app.administrator().await, app.user(app.company, Role::Agent).await);
        administrator.post("/api/channels", json!({"kind": "sandbox"})).await.ok();
        let stranger = json!({"channel": "text", "from": "+12125550199", "body": "Who is this?"});
        administrator.post("/api/sandbox/inbound", stranger).await.ok();
        crate::inbound::understand(app).await;
        let row = administrator.get("/api/interactions?hasNoPerson=true").await.ok();
        assert_eq!((&row.rows()[0]["customerAddress"], &row.rows()[0]["flow"]), (&json!("+12125550199"), &json!("sms")));
        assert_eq!(row.rows()[0]["advisorId"], Value::Null);
        let ada = app.person("Ada").await;
        let contact = json!({"contactType": "email", "value": "ada@customer.example", "label": "personal"});
        administrator.post(&format!("/api/people/{ada}/contacts"), contact).await.ok();
        let message = json!({"personId": ada, "channel": "email", "subject": "freeForm", "theme": "opsServicing",
            "content": {"subject": "Hello", "bodyText": "A word"}});
        let sent = bo.post("/api/communicator/send", message).await.ok();
        let row = bo.get(&format!("/api/interactions/{}", sent.data()["interactionId"].as_str().unwrap())).await.ok();
        assert_eq!((&row.data()["customerAddress"], &row.data()["advisorId"]), (&json!("ada@customer.example"), &json!(me(&bo).await)));
    }
}
