//! What comes in: texts, emails, what providers tell, and what people wish.

mod deliveries;
mod emails;
mod hooks;
mod texts;
mod trouble;
mod unsubscribe;
mod wishes;

use serde_json::{Value, json};
use server::jobs;

use crate::support::bodies::with;
use crate::support::{Actor, TestApp};

/// The key of the sandbox's hooks.
pub const KEY: &str = "a key that nobody guesses";
/// Our number.
pub const DESK: &str = "+12125550100";
/// Ada's number.
pub const ADA: &str = "+12025550143";
/// Ada's address.
pub const ADA_MAIL: &str = "ada@customer.example";

/// A company with a sandbox: its administrator and the channel.
pub async fn desk(app: &TestApp) -> (Actor, String) {
    let administrator = app.user(app.company, domain::vocabulary::Role::Administrator).await;
    let senders = json!([{"address": DESK}, {"address": "desk@lender.example"}]);
    let body = json!({"kind": "sandbox", "senders": senders, "secrets": {"hookKey": KEY}});
    let channel = administrator.post("/api/channels", body).await.ok().id();
    (administrator, channel)
}

/// A person with a number and an address.
pub async fn person(app: &TestApp, name: &str, number: &str, email: &str) -> String {
    let administrator = app.administrator().await;
    let person = app.person(name).await;
    let contacts = format!("/api/people/{person}/contacts");
    let phone = json!({
        "contactType": "phone", "value": number, "label": "personal", "receiveTextMessages": true
    });
    administrator.post(&contacts, phone).await.ok();
    let email = json!({"contactType": "email", "value": email, "label": "personal"});
    administrator.post(&contacts, email).await.ok();
    person
}

pub async fn ada(app: &TestApp) -> String {
    person(app, "Ada", ADA, ADA_MAIL).await
}

/// Sends a text to a person and hands it over; its interaction.
pub async fn text_to(app: &TestApp, sender: &Actor, person: &str) -> String {
    let body = json!({"channel": "text", "content": {"body": "Your statement is ready."}});
    send(app, sender, person, body).await
}

/// Sends an email to a person and hands it over; its interaction.
pub async fn email_to(app: &TestApp, sender: &Actor, person: &str) -> String {
    let content = json!({"subject": "Your statement", "bodyText": "It is ready."});
    send(app, sender, person, json!({"channel": "email", "content": content})).await
}

async fn send(app: &TestApp, sender: &Actor, person: &str, body: Value) -> String {
    let about = json!({"personId": person, "subject": "freeForm", "theme": "opsServicing"});
    let sent = sender.post("/api/communicator/send", with(body, about)).await.ok().id();
    hand_over(app).await;
    sent
}

/// Sends everything that is due.
pub async fn hand_over(app: &TestApp) {
    jobs::outbox::run_due(&app.app).await.unwrap();
}

/// Understands everything that came in.
pub async fn understand(app: &TestApp) -> usize {
    jobs::arrivals::run_due(&app.app).await.unwrap()
}

/// A text comes in and is understood; its arrival.
pub async fn text_from(app: &TestApp, desk: &Actor, number: &str, words: &str) -> Value {
    let body = json!({"channel": "text", "from": number, "to": DESK, "body": words});
    receive(app, desk, body).await
}

/// Something comes in and is understood; its arrival.
pub async fn receive(app: &TestApp, desk: &Actor, body: Value) -> Value {
    let arrival = desk.post("/api/sandbox/inbound", body).await.ok().id();
    understand(app).await;
    desk.get(&format!("/api/arrivals/{arrival}")).await.ok().data().clone()
}

/// A provider tells something and it is understood; its arrival.
pub async fn happen(app: &TestApp, desk: &Actor, body: Value) -> Value {
    let arrival = desk.post("/api/sandbox/events", body).await.ok().id();
    understand(app).await;
    desk.get(&format!("/api/arrivals/{arrival}")).await.ok().data().clone()
}

/// The interactions of a person, newest first.
pub async fn of_person(desk: &Actor, person: &str) -> Vec<Value> {
    desk.get(&format!("/api/people/{person}/interactions")).await.ok().rows().to_vec()
}

/// What was said in a conversation.
pub async fn said(desk: &Actor, interaction: &str) -> Vec<String> {
    let convo = desk.get(&format!("/api/interactions/{interaction}/convo")).await.ok();
    let messages = convo.data()["messages"].as_array().unwrap().clone();
    messages.iter().map(|message| message["body"].as_str().unwrap().to_owned()).collect()
}

/// A contact of a person by its kind.
pub async fn contact(desk: &Actor, person: &str, kind: &str) -> Value {
    let all = desk.get(&format!("/api/people/{person}/contacts")).await.ok();
    all.rows().iter().find(|contact| contact["contactType"] == kind).unwrap().clone()
}

/// What a person agreed to and took back, newest first.
pub async fn consents(desk: &Actor, person: &str) -> Vec<Value> {
    desk.get(&format!("/api/people/{person}/consents")).await.ok().rows().to_vec()
}
