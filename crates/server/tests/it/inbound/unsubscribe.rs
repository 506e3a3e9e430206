//! The link at the end of a mail.

use domain::id::{ContactId, PersonId};
use reqwest::Method;
use serde_json::json;
use server::app::unsubscribe::url;

use super::{ada, consents, contact, desk, email_to, hand_over};
use crate::support::{TestApp, on_both_stores};

async fn link(app: &TestApp, desk: &crate::support::Actor, person: &str) -> String {
    let contact: ContactId = contact(desk, person, "email").await["id"].as_str().unwrap().parse().unwrap();
    let person: PersonId = person.parse().unwrap();
    let url = url(&app.app, app.company, person, contact).unwrap();
    url.strip_prefix(&app.base).unwrap().to_owned()
}

on_both_stores! {
    async fn one_click_stops_emails_and_a_look_does_not(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let link = link(app, &desk, &ada).await;
        let nobody = app.nobody();
        let page = nobody.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("a…@customer.example") && page.text.contains("<button>"), "{}", page.text);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
        assert!(consents(&desk, &ada).await.is_empty());

        for _ in 0..2 {
            let click = nobody.request(Method::POST, &link).header("content-type", "application/x-www-form-urlencoded");
            let done = nobody.send(click.body("List-Unsubscribe=One-Click")).await;
            assert_eq!(done.status, 200);
            assert!(done.text.contains("are stopped"), "{}", done.text);
        }
        let known = consents(&desk, &ada).await;
        assert_eq!((known.len(), &known[0]["kind"], &known[0]["source"]), (1, &json!("email"), &json!("unsubscribe link")));
        let message = json!({
            "personId": ada, "channel": "email", "subject": "freeForm", "theme": "opsServicing",
            "content": {"subject": "Hello", "bodyText": "Hello"}
        });
        desk.post("/api/communicator/send", message).await.refused(422);
    }

    async fn a_mail_carries_its_link_unless_it_is_transactional(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        email_to(app, &desk, &ada).await;
        let sent = desk.get("/api/sandbox/outbox?channel=email").await.ok();
        let told = sent.rows()[0]["message"]["content"]["unsubscribe"].as_str().unwrap().to_owned();
        assert_eq!(told, format!("{}{}", app.base, link(app, &desk, &ada).await));
        let message = json!({
            "personId": ada, "channel": "email", "subject": "freeForm", "theme": "opsServicing",
            "isTransactional": true, "content": {"subject": "Receipt", "bodyText": "We have your payment."}
        });
        desk.post("/api/communicator/send", message).await.ok();
        hand_over(app).await;
        let sent = desk.get("/api/sandbox/outbox?channel=email").await.ok();
        assert!(sent.rows()[0]["message"]["content"]["unsubscribe"].is_null());
    }

    async fn a_link_works_for_years_and_not_when_it_is_changed(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        email_to(app, &desk, &ada).await;
        let link = link(app, &desk, &ada).await;
        app.clock.turn(5 * 365 * 86_400);
        assert_eq!(app.nobody().get(&link).await.status, 200);
        for at in 3..link.len() {
            let other = if &link[at..=at] == "A" { "B" } else { "A" };
            let mut changed = link.clone();
            changed.replace_range(at..=at, other);
            assert_eq!(app.nobody().get(&changed).await.status, 404, "{changed}");
        }
        assert_eq!(app.nobody().post("/u/", json!({})).await.status, 404);
        assert!(consents(&desk, &ada).await.is_empty());
    }
}
