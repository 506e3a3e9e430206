//! Letters: what the person reads is kept with the interaction, for those who may read it.

use futures::TryStreamExt as _;
use serde_json::{Value, json};
use server::jobs::outbox::run_due;

use super::Desk;
use crate::support::bodies::{call, with};
use crate::support::{TestApp, on_both_stores};

fn letter(desk: &Desk, more: Value) -> Value {
    let body = json!({
        "personId": desk.person, "channel": "mail", "subject": "freeForm", "theme": "opsServicing",
        "content": {"body": "It was booked on Monday."}
    });
    with(body, more)
}

/// How many letters are put away.
async fn kept(app: &TestApp) -> usize {
    let all: Vec<_> = app.app.blobs.list().try_collect().await.unwrap();
    all.iter().filter(|(name, _)| name.as_str().contains("/letters/")).count()
}

on_both_stores! {
    async fn a_letter_is_kept_as_it_was_printed(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let sent = desk.send(letter(&desk, json!({}))).await.ok();
        let path = format!("/api/interactions/{}/letter", sent.data()["interactionId"].as_str().unwrap());
        let before = desk.agent.get(&path).await;
        // Its words are found, and are what a card says of it.
        let found = desk.agent.get("/api/interactions?contentContains=booked&view=card").await.ok();
        assert_eq!(found.rows()[0]["preview"], "It was booked on Monday.", "{}", found.text);
        // The message is forgotten once it is sent, the letter is not.
        run_due(&app.app).await.unwrap();
        let after = desk.agent.get(&path).await;
        assert!(before.text.starts_with("%PDF-") && after.text == before.text);
        assert_eq!(after.headers["content-type"], "application/pdf");
        assert_eq!(after.headers["content-disposition"], "inline; filename=\"letter.pdf\"; filename*=UTF-8''letter.pdf");
        let files = format!("{}/attachments", path.trim_end_matches("/letter"));
        assert_eq!(desk.agent.get(&files).await.ok().data()[0]["name"], "letter.pdf");
    }

    async fn only_a_letter_that_was_made_here_is_one(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let email = desk.send(desk.email()).await.ok().data()["interactionId"].as_str().unwrap().to_owned();
        let people = format!("/api/people/{}/interactions", desk.person);
        let told = desk.administrator.post(&people, with(call(), json!({"channel": "mail", "direction": "outbound"}))).await.ok().id();
        for id in [email, told, "IN-2222-2222".to_owned()] {
            desk.agent.get(&format!("/api/interactions/{id}/letter")).await.refused(404);
        }
    }

    async fn nobody_reads_a_letter_that_is_not_for_them(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let manager = app.manager().await;
        let path = |sent: &crate::support::Answer| format!("/api/interactions/{}/letter", sent.data()["interactionId"].as_str().unwrap());
        let sensitive = manager.post("/api/communicator/send", letter(&desk, json!({"sensitive": true}))).await.ok();
        desk.agent.get(&path(&sensitive)).await.refused(403);
        assert!(manager.get(&path(&sensitive)).await.text.starts_with("%PDF-"));
        assert_eq!(kept(app).await, 1);
        let credentials = desk.administrator.post("/api/communicator/send", letter(&desk, json!({"theme": "opsAccountCredentials"}))).await.ok();
        desk.administrator.get(&path(&credentials)).await.refused(403);
        assert_eq!(kept(app).await, 1);
    }

    async fn a_letter_that_may_not_go_leaves_no_paper(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let case = json!({"caseType": "generic", "name": "quiet"});
        let case = desk.agent.post(&format!("/api/people/{}/cases", desk.person), case).await.ok().id();
        let path = format!("/api/people/{}/cases/{case}/do-not-interact", desk.person);
        desk.administrator.put(&path, json!({"channels": ["mail"]})).await.ok();
        desk.send(letter(&desk, json!({}))).await.refused(422);
        assert_eq!(kept(app).await, 0);
    }

    async fn what_is_sent_says_which_campaign_and_queue_it_belongs_to(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let queue = desk.administrator.post("/api/queues", json!({"name": "Hardship", "reference": "h"})).await.ok().id();
        let user = app.user(app.company, domain::vocabulary::Role::Agent).await;
        let me = user.get("/api/users/me").await.ok().id();
        let told = json!({"campaign": "Spring, early", "queueId": "ext-h", "advisorId": me, "handlingStatus": "aborted"});
        let sent = desk.send(with(desk.email(), told)).await.ok();
        let row = desk.interaction(&sent).await;
        assert_eq!((&row["campaign"], &row["queueId"], &row["advisorId"], &row["originalRouting"]), (&json!("Spring, early"), &json!(queue), &json!(me), &json!("smart")));
        assert_ne!(row["handlingStatus"], "aborted");
        let found = user.get("/api/history?campaign=Spring,%20early").await.ok();
        assert_eq!((found.total(), user.get("/api/history?campaign=Spring").await.ok().total()), (1, 0));
        desk.send(with(desk.email(), json!({"queueId": "ext-nowhere", "advisorId": "UR-2222-2222"}))).await.refused_fields(&["advisorId", "queueId"]);
    }
}
