//! A message as it would read.

use serde_json::{Value, json};

use super::{DESCRIPTORS, RENDER, activated, descriptor};
use crate::support::bodies::with;
use crate::support::{Actor, on_both_stores};

/// Ana with an address, two loans and a case.
struct Ana {
    person: String,
    address: String,
    loans: [String; 2],
    case: String,
}

async fn ana(actor: &Actor) -> Ana {
    let make = async |path: String, body: Value| actor.post(&path, body).await.ok().id();
    let name = json!({"firstName": "Ana", "lastName": "Núñez & <Co>"});
    let person = make("/api/people".to_owned(), json!({"name": name})).await;
    let under = format!("/api/people/{person}");
    let address =
        json!({"addressLine1": "12 Elm Street", "city": "Boston", "state": "MA", "postalCode": "02110"});
    let address =
        make(format!("{under}/contacts"), json!({"contactType": "address", "address": address})).await;
    let loans = [
        make(format!("{under}/loans"), json!({"displayId": "L-1", "externalId": "one"})).await,
        make(format!("{under}/loans"), json!({"displayId": "L-2"})).await,
    ];
    let case = make(format!("{under}/cases"), json!({"caseType": "generic", "name": "Moved"})).await;
    Ana { person, address, loans, case }
}

on_both_stores! {
    async fn ids_become_objects_and_variables_are_added(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let ana = ana(&agent).await;
        let id = descriptor(&manager, "custom1", "text").await;
        let body = "{{ company.name }}: {{ person.name.firstName }}, {{ loan.displayId }} of \
                    {{ loans | length }} ({{ case.name }}), {{ loan.amountDue | money }}, {{ due | date }}, \
                    {{ contact.address.city }}";
        activated(&manager, &id, json!({"body": body})).await;
        let ask = json!({
            "subject": "custom1", "channel": "text", "personId": ana.person, "contactId": ana.address,
            "loanId": "ext-one", "loanIds": ana.loans, "caseId": ana.case, "due": "2026-03-01",
            "context": {"loan": {"amountDue": "1250.50", "displayId": "forged"}},
        });
        let shown = agent.post(&format!("{RENDER}?fmt=text"), ask.clone()).await;
        let name = agent.get("/api/company").await.ok().data()["name"].as_str().unwrap().to_owned();
        assert_eq!(shown.text, format!("{name}: Ana, L-1 of 2 (Moved), $1,250.50, March 1, 2026, Boston"));
        assert_eq!((shown.status, &shown.headers["content-type"]), (200, &"text/plain; charset=utf-8".parse().unwrap()));
        // It was shown, not sent.
        assert_eq!(agent.get("/api/interactions").await.ok().total(), 0);
        for (field, id) in [("personId", "BO-2222-2222"), ("loanId", "ext-nothing"), ("caseId", "CS-2222-2222"), ("contactId", "nonsense")] {
            agent.post(RENDER, with(ask.clone(), json!({field: id}))).await.refused(400);
        }
    }

    async fn anothers_loan_is_not_put_into_her_message(app: &TestApp) {
        let agent = app.agent().await;
        let ana = ana(&agent).await;
        let bo = agent.post("/api/people", json!({"name": {"firstName": "Bo"}})).await.ok().id();
        let free = json!({"subject": "freeForm", "channel": "text", "content": {"body": "x"}, "personId": bo});
        let refused = agent.post(RENDER, with(free, json!({"loanId": ana.loans[0], "caseId": ana.case}))).await;
        refused.refused_fields(&["caseId", "loanId"]);
    }

    async fn an_undefined_variable_is_named(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let ana = ana(&agent).await;
        let id = descriptor(&manager, "custom1", "text").await;
        activated(&manager, &id, json!({"body": "Dear {{ person.name.firstName }},\nyou owe {{ loan.amountDue }}"})).await;
        let ask = json!({"subject": "custom1", "channel": "text", "personId": ana.person});
        let told = agent.post(RENDER, ask.clone()).await.refused(422);
        assert!(told.message().contains("body, line 2: `loan` is undefined"), "{}", told.message());
        let told = agent.post(RENDER, with(ask.clone(), json!({"loanId": ana.loans[0]}))).await.refused(422);
        assert!(told.message().contains("`loan.amountDue` is undefined"), "{}", told.message());
        assert!(!told.text.contains("Núñez"), "{}", told.text);
        let told = agent.post(RENDER, with(ask, json!({"context": {"loan": {"amountDue": "x".repeat(70_000)}}}))).await.refused(422);
        assert!(told.message().contains("more than 64 KiB"), "{}", told.message());
    }

    async fn html_is_escaped_and_kept_from_our_origin(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let ana = ana(&agent).await;
        let id = descriptor(&manager, "custom1", "email").await;
        let content = json!({"subjectLine": "Hello {{ person.name.lastName }}", "html": "<p>Dear <b>{{ person.name.lastName }}</b></p><script>alert(1)</script>"});
        activated(&manager, &id, content).await;
        let ask = json!({"subject": "custom1", "channel": "email", "personId": ana.person});
        let html = agent.post(RENDER, ask.clone()).await;
        assert!(html.text.contains("<b>Núñez &amp; &lt;Co&gt;</b>"), "{}", html.text);
        assert_eq!(html.headers["content-type"], "text/html; charset=utf-8");
        let policy = html.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("sandbox; default-src 'none'") && !policy.contains("script"), "{policy}");
        assert_eq!((&html.headers["x-content-type-options"], &html.headers["cache-control"]), (&"nosniff".parse().unwrap(), &"no-store".parse().unwrap()));
        assert_eq!(html.headers["x-subject-line"], "Hello N%C3%BA%C3%B1ez & <Co>");
        let text = agent.post(&format!("{RENDER}?fmt=text"), ask.clone()).await;
        assert_eq!(text.text, "Dear Núñez & <Co>");
        agent.post(&format!("{RENDER}?fmt=docx"), ask.clone()).await.refused_fields(&["fmt"]);
        agent.post(&format!("{RENDER}?format=text"), ask).await.refused_fields(&["format"]);
    }

    async fn a_letter_is_a_pdf_and_the_same_one_each_time(app: &TestApp) {
        let (administrator, agent) = (app.administrator().await, app.agent().await);
        let ana = ana(&agent).await;
        let settings = json!({"timezone": "America/New_York", "letterhead": {"lines": ["1 Main Street", "Boston, MA 02110"]}});
        administrator.put("/api/company", json!({"settings": settings})).await.ok();
        let id = descriptor(&administrator, "custom1", "mail").await;
        activated(&administrator, &id, json!({"html": "<p>Dear {{ person.name.firstName }}</p>{% if company.letterhead.phone is defined %}x{% endif %}"})).await;
        let ask = json!({"subject": "custom1", "channel": "mail", "personId": ana.person, "contactId": ana.address});
        let pdf = agent.post(&format!("{RENDER}?fmt=pdf"), ask.clone()).await;
        assert!(pdf.status == 200 && pdf.text.starts_with("%PDF-"), "{}", pdf.text);
        assert_eq!(pdf.headers["content-type"], "application/pdf");
        assert_eq!(agent.post(&format!("{RENDER}?fmt=pdf"), ask).await.text, pdf.text);
        let free = json!({"subject": "freeForm", "channel": "mail", "content": {"body": "Dear 漢"}});
        let told = agent.post(&format!("{RENDER}?fmt=pdf"), free).await.refused(422);
        assert!(told.message().contains("U+6F22"), "{}", told.message());
    }

    async fn words_that_come_with_a_message_are_no_template(app: &TestApp) {
        let agent = app.agent().await;
        let ask = json!({"subject": "freeForm", "channel": "email", "content": {"subject": "Hi", "body": "{{ person }} & {% x %}\nbye"}});
        assert_eq!(agent.post(RENDER, ask.clone()).await.text, "<p>{{ person }} &amp; {% x %}<br>\nbye</p>\n");
        assert_eq!(agent.post(&format!("{RENDER}?fmt=text"), ask.clone()).await.text, "{{ person }} & {% x %}\nbye");
        agent.post(RENDER, with(ask, json!({"content": null}))).await.refused(400);
        agent.post(RENDER, json!({"subject": "custom1", "channel": "text", "content": {"body": "x"}})).await.refused_fields(&["content"]);
    }

    async fn the_template_that_fits_best_is_taken(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let body = json!({"subject": "custom1", "channel": "text"});
        let said = async |more: Value| {
            let answer = agent.post(&format!("{RENDER}?fmt=text"), with(body.clone(), more)).await;
            if answer.status == 422 { "none".to_owned() } else { answer.text }
        };
        assert_eq!(said(json!({})).await, "none");
        for (more, words) in [
            (json!({}), "all"),
            (json!({"language": "es"}), "todos"),
            (json!({"productId": "cards"}), "cards"),
            (json!({"productId": "cars", "enabled": false}), "disabled"),
        ] {
            let id = manager.post(DESCRIPTORS, with(body.clone(), more)).await.bare_id();
            activated(&manager, &id, json!({"body": words})).await;
        }
        let bare = manager.post(DESCRIPTORS, with(body.clone(), json!({"language": "fr"}))).await.bare_id();
        manager.post(&format!("{DESCRIPTORS}/{bare}/versions"), json!({"content": {"body": "tous"}})).await.ok();
        assert_eq!(said(json!({})).await, "all");
        assert_eq!(said(json!({"language": "es"})).await, "todos");
        assert_eq!(said(json!({"productId": "cards"})).await, "cards");
        assert_eq!(said(json!({"productId": "cards", "language": "es"})).await, "cards");
        assert_eq!(said(json!({"productId": "cars"})).await, "all");
        assert_eq!(said(json!({"language": "fr"})).await, "all", "no version is active there");
    }

    async fn a_version_is_looked_at_before_it_is_activated(app: &TestApp) {
        let (manager, agent) = (app.manager().await, app.agent().await);
        let id = descriptor(&manager, "custom1", "text").await;
        activated(&manager, &id, json!({"body": "old"})).await;
        let new = manager.post(&format!("{DESCRIPTORS}/{id}/versions"), json!({"content": {"body": "new"}})).await.ok().id();
        let ask = json!({"subject": "custom1", "channel": "text", "templateVersionId": new});
        assert_eq!(agent.post(&format!("{RENDER}?fmt=text"), ask.clone()).await.text, "new");
        agent.post(RENDER, with(ask.clone(), json!({"subject": "custom2"}))).await.refused_fields(&["templateVersionId"]);
        agent.post(RENDER, with(ask, json!({"templateVersionId": "TV-2222-2222"}))).await.refused_fields(&["templateVersionId"]);
    }
}
