//! Documents of a person: kept, sent with an email, and on record with it whatever becomes of them.

use domain::id::Id as _;
use reqwest::Method;
use serde_json::json;
use server::jobs::outbox::run_due;

use super::{Desk, with};
use crate::support::{Answer, on_both_stores};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

impl Desk {
    async fn keep(&self, name: &str, media_type: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/people/{}/documents?name={name}", self.person);
        self.agent.bytes(Method::POST, &path, media_type, bytes.to_vec()).await
    }
}

on_both_stores! {
    async fn a_document_goes_with_an_email_and_stays_with_it(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let kept = desk.keep("May%20statement.pdf", "text/plain", PDF).await.ok();
        let document = kept.id();
        assert_eq!((&kept.data()["name"], &kept.data()["mediaType"]), (&json!("May statement.pdf"), &json!("application/pdf")));
        let sent = desk.send(with(desk.email(), json!({"attachments": [document]}))).await.ok();
        let shown = desk.interaction(&sent).await["content"]["attachments"].clone();
        assert_eq!(shown, json!([{"number": 1, "name": "May statement.pdf", "mediaType": "application/pdf", "size": PDF.len()}]));
        // Taken away before it went: the message has it all the same.
        let path = format!("/api/people/{}/documents/{document}", desk.person);
        desk.agent.delete(&path).await.refused(403);
        desk.administrator.delete(&path).await.ok();
        desk.agent.get(&format!("{path}/content")).await.refused(404);
        assert_eq!(run_due(&app.app).await.unwrap(), 1);
        let outbox = desk.administrator.get("/api/sandbox/outbox").await.ok();
        let files = &outbox.rows()[0]["message"]["files"];
        assert_eq!((&files[0]["name"], &files[0]["bytes"]), (&json!("May statement.pdf"), &json!(PDF.len())), "{outbox:?}");
        let id = desk.interaction(&sent).await["id"].as_str().unwrap().to_owned();
        let file = desk.agent.get(&format!("/api/interactions/{id}/attachments/1")).await;
        assert_eq!((file.status, file.text.as_bytes()), (200, PDF));
    }

    async fn a_document_nobody_needs_leaves_no_bytes_behind(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let document = desk.keep("note.txt", "text/plain", b"42").await.ok().id();
        let path = format!("/api/people/{}/documents/{document}", desk.person);
        let opened = desk.agent.get(&format!("{path}/content")).await;
        assert_eq!((opened.status, opened.text.as_str()), (200, "42"));
        let listed = desk.agent.get(&format!("/api/people/{}/documents", desk.person)).await.ok();
        assert_eq!(listed.ids(), [document]);
        let blobs = app.audio.path().join(format!("cp-{}/documents", app.company.key()));
        assert_eq!(std::fs::read_dir(&blobs).unwrap().count(), 1);
        desk.administrator.delete(&path).await.ok();
        assert_eq!(std::fs::read_dir(&blobs).unwrap().count(), 0);
    }

    async fn what_cannot_be_attached_is_refused_by_name(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        desk.keep("invoice.pdf.exe", "application/pdf", PDF).await.refused_fields(&["name"]);
        desk.keep("", "application/pdf", PDF).await.refused_fields(&["name"]);
        desk.keep("invoice.pdf", "application/pdf", b"MZ\x90\0").await.refused(415);
        let document = desk.keep("note.txt", "text/plain", b"42").await.ok().id();
        let text = json!({
            "personId": desk.person, "channel": "text", "subject": "freeForm", "theme": "opsServicing",
            "content": {"body": "Hello"}, "attachments": [document]
        });
        desk.send(text).await.refused_fields(&["attachments"]);
        let somebody_elses = Desk { person: app.person("Bo").await, ..Desk::open(app, json!({})).await };
        let theirs = somebody_elses.keep("note.txt", "text/plain", b"42").await.ok().id();
        let both = with(desk.email(), json!({"attachments": [document, theirs]}));
        desk.send(both).await.refused_fields(&["attachments[1]"]);
        let large = vec![b' '; 10 * 1024 * 1024];
        let one = desk.keep("one.txt", "text/plain", &large).await.ok().id();
        let two = desk.keep("two.txt", "text/plain", &large).await.ok().id();
        desk.send(with(desk.email(), json!({"attachments": [one, two]}))).await.refused_fields(&["attachments"]);
        assert_eq!(desk.rows().await.len(), 0, "nothing of it is on record");
    }

    async fn the_signature_of_a_sender_stands_below_what_people_write(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let channel = desk.administrator.get("/api/channels").await.ok().ids()[0].to_owned();
        let signed = |signature: &str| json!({"senders": [{"address": "desk@lender.example", "signature": signature}]});
        let path = format!("/api/channels/{channel}");
        desk.administrator.put(&path, signed("{{ agent.name")).await.refused_fields(&["senders[0].signature"]);
        desk.administrator.put(&path, signed("{{ agent.name }} <Servicing>")).await.ok();
        let content = json!({"subject": "Hello", "bodyText": "It is booked.\n", "bodyHtml": "<p>It is booked.</p>"});
        let sent = desk.send(with(desk.email(), json!({"content": content}))).await.ok();
        let shown = desk.interaction(&sent).await["content"].clone();
        let agent = desk.interaction(&sent).await["createdBy"]["name"].as_str().unwrap().to_owned();
        assert_eq!(shown["bodyText"], format!("It is booked.\n\n-- \n{agent} <Servicing>"));
        let html = shown["bodyHtml"].as_str().unwrap();
        assert!(html.starts_with("<p>It is booked.</p>") && html.contains(&format!("{agent} &lt;Servicing&gt;")), "{html}");
        desk.administrator.put(&path, signed("{{ loan.displayId }}")).await.ok();
        let refused = desk.send(desk.email()).await.refused(422);
        assert!(refused.message().contains("signature"), "{}", refused.message());
    }
}
