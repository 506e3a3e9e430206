//! Emails: into their thread, else to the person, else to nobody.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::trouble::keep;
use super::{ADA_MAIL, ada, consents, desk, email_to, of_person, person, receive, understand};
use crate::support::bodies::with;
use crate::support::on_both_stores;

fn mail(from: &str, more: Value) -> Value {
    with(json!({"channel": "email", "from": from, "subject": "Re: Your statement", "body": "Thanks"}), more)
}

on_both_stores! {
    async fn an_answer_is_found_by_the_mail_it_answers(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = email_to(app, &desk, &ada).await;
        let outbox = desk.get(&format!("/api/sandbox/outbox?personId={ada}")).await.ok();
        let message_id = outbox.rows()[0]["message"]["content"]["messageId"].as_str().unwrap().to_owned();
        // Hers, but written from where nobody knows her.
        receive(app, &desk, mail("ada.at.work@office.example", json!({"inReplyTo": format!("<{message_id}>"), "id": "m1"}))).await;
        let rows = of_person(&desk, &ada).await;
        assert_eq!((rows.len(), &rows[0]["previousInteractionId"], &rows[0]["direction"]), (2, &json!(sent), &json!("inbound")));
        assert_eq!((&rows[0]["metaData"]["senderNotParticipant"], rows[0]["contactId"].is_null()), (&json!(true), true));
        // And what answers that is of the same thread.
        receive(app, &desk, mail(ADA_MAIL, json!({"inReplyTo": "m1", "body": "Once more"}))).await;
        let rows = of_person(&desk, &ada).await;
        assert_eq!((rows.len(), &rows[0]["previousInteractionId"]), (3, &rows[1]["id"]));
        assert_eq!(rows[0]["metaData"]["senderNotParticipant"], false);
    }

    async fn without_a_thread_a_mail_is_its_senders_or_nobodys(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        receive(app, &desk, mail("Ada@Customer.example", json!({}))).await;
        receive(app, &desk, mail("stranger@elsewhere.example", json!({"inReplyTo": "unheard@of"}))).await;
        let rows = of_person(&desk, &ada).await;
        assert_eq!((rows.len(), rows[0]["previousInteractionId"].is_null()), (1, true));
        assert_eq!((&rows[0]["content"]["subject"], &rows[0]["content"]["bodyText"]), (&json!("Re: Your statement"), &json!("Thanks")));
        assert_eq!((&rows[0]["status"], rows[0]["endedAt"].is_string()), (&json!("succeeded"), true));
        assert_eq!(desk.get("/api/interactions?hasNoPerson=true").await.ok().total(), 1);
    }

    async fn a_machines_answer_is_marked_and_obeyed_in_nothing(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        receive(app, &desk, mail(ADA_MAIL, json!({"automatic": true, "body": "STOP"}))).await;
        assert_eq!(of_person(&desk, &ada).await[0]["metaData"]["automatic"], true);
        assert!(consents(&desk, &ada).await.is_empty());
    }

    async fn the_same_mail_by_another_way_is_told_once(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        receive(app, &desk, mail(ADA_MAIL, json!({"id": "one@customer.example"}))).await;
        let another = desk.post("/api/channels", json!({"kind": "sandbox"})).await.ok().id();
        let raw = json!({"kind": "inbound", "id": "one@customer.example", "channel": "email", "from": ADA_MAIL, "body": "Thanks"});
        keep(app, &another, "uid-1", raw.to_string().as_bytes()).await;
        let forged = json!({"kind": "inbound", "id": "one@customer.example", "channel": "email", "from": "eve@elsewhere.example", "body": "Me"});
        keep(app, &another, "uid-2", forged.to_string().as_bytes()).await;
        understand(app).await;
        assert_eq!(of_person(&desk, &ada).await.len(), 1);
        assert_eq!(desk.get("/api/interactions?hasNoPerson=true").await.ok().total(), 1);
    }

    async fn files_are_kept_and_protected_as_the_words_are(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let page = b"<script>alert(1)</script>".to_vec();
        let files = json!([{"name": "pay slip \"März\".html", "mediaType": "text/html", "content": STANDARD.encode(&page)}]);
        receive(app, &desk, mail(ADA_MAIL, json!({"attachments": files}))).await;
        let row = of_person(&desk, &ada).await[0].clone();
        let path = format!("/api/interactions/{}/attachments", row["id"].as_str().unwrap());
        let listed = desk.get(&path).await.ok();
        let told = json!({"number": 1, "name": "pay slip \"März\".html", "mediaType": "text/html", "size": page.len()});
        assert_eq!((listed.rows()[0].clone(), row["content"]["attachments"][0].clone()), (told.clone(), told));
        let agent = app.agent().await;
        let file = agent.get(&format!("{path}/1")).await;
        assert_eq!((file.status, file.text.as_bytes()), (200, page.as_slice()));
        assert_eq!((&file.headers["content-type"], &file.headers["x-content-type-options"]), (&"application/octet-stream".parse().unwrap(), &"nosniff".parse().unwrap()));
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        agent.get(&format!("{path}/2")).await.refused(404);
        let one = format!("/api/people/{ada}/interactions/{}", row["id"].as_str().unwrap());
        desk.put(&one, json!({"sensitive": true})).await.ok();
        agent.get(&path).await.refused(403);
        agent.get(&format!("{path}/1")).await.refused(403);
        let reads = async || app.events().await.iter().filter(|event| event.name == "interaction.read").count();
        let before = reads().await;
        assert_eq!(desk.get(&format!("{path}/1")).await.status, 200);
        assert_eq!(reads().await, before + 1);
    }

    async fn an_answer_to_something_sensitive_is_sensitive(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = email_to(app, &desk, &ada).await;
        desk.put(&format!("/api/people/{ada}/interactions/{sent}"), json!({"sensitive": true, "theme": "opsCollDebt"})).await.ok();
        receive(app, &desk, mail(ADA_MAIL, json!({"inReplyTo": sent}))).await;
        let row = &of_person(&desk, &ada).await[0];
        assert_eq!((&row["sensitive"], &row["theme"]), (&json!(true), &json!("opsCollDebt")));
        let bola = person(app, "Bola", "+12125550144", "bola@customer.example").await;
        assert!(of_person(&desk, &bola).await.is_empty());
    }
}
