//! One object of every kind, of one company.

use reqwest::Method;
use serde_json::{Value, json};

use super::Actor;
use super::bodies::{call, with};

/// The ids of the objects.
#[derive(Debug, Clone)]
pub struct World {
    pub company: String,
    pub person: String,
    pub contact: String,
    pub loan: String,
    pub case: String,
    pub legal_representative: String,
    pub consent: String,
    pub interaction: String,
    pub person_note: String,
    pub case_note: String,
    pub interaction_note: String,
    pub user: String,
    pub key: String,
    pub role: String,
    pub channel: String,
    pub outbox: String,
    pub arrival: String,
    pub decision: String,
    pub descriptor: String,
    pub version: String,
    pub subscription: String,
    pub document: String,
    pub do_not_interact_type: String,
    pub queue: String,
    pub team: String,
    pub profile: String,
    pub saved_view: String,
    pub button: String,
    pub qualification: String,
    pub survey_answer: String,
    pub invoice: String,
    pub payment_request: String,
}

impl World {
    /// Made by an administrator, but for the notes, which are somebody's own.
    pub async fn make(administrator: &Actor, author: &Actor) -> Self {
        let make = async |path: &str, body: Value| administrator.post(path, body).await.ok().id();
        let note = async |path: String| author.post(&path, json!({"content": "a note"})).await.ok().id();
        let person = make("/api/people", json!({"name": {"firstName": "Ada", "lastName": "Okafor"}})).await;
        let mark = person.replace('-', "").to_lowercase();
        let under = format!("/api/people/{person}");
        let contact = json!({"contactType": "phone", "value": "+12025550143"});
        let contact = make(&format!("{under}/contacts"), contact).await;
        let loan = make(&format!("{under}/loans"), json!({})).await;
        let document = format!("{under}/documents?name=statement.txt");
        let document = administrator.bytes(Method::POST, &document, "text/plain", b"42".to_vec()).await.ok();
        let case = make(&format!("{under}/cases"), json!({"caseType": "generic", "name": "a case"})).await;
        administrator
            .put(&format!("{under}/cases/{case}/do-not-interact"), json!({"channels": ["fax"]}))
            .await
            .ok();
        // Whoever handled it finds it in the history.
        let me = author.get("/api/users/me").await.data()["id"].clone();
        let holders: Vec<&Value> = Some(&me).into_iter().filter(|me| me.is_string()).collect();
        let handled = json!({"channel": "text", "contactId": contact, "loanId": loan, "advisorId": me});
        let text = with(call(), handled);
        let interaction = make(&format!("{under}/interactions"), text).await;
        let link = format!("{under}/cases/{case}/interactions/{interaction}");
        administrator.put(&link, json!({})).await.ok();
        let role = json!({"name": format!("held {mark}"), "permissions": ["person:read"]});
        // Nobody listens there.
        let subscription = json!({"url": "http://127.0.0.1:9/", "eventTypes": ["case.*"]});
        let key = administrator.post("/api/apikeys", json!({"name": "other", "role": "agent"})).await.ok();
        let channel = make("/api/channels", json!({"kind": "sandbox"})).await;
        let outbox = sent(administrator, &person).await;
        // Of its own product: of those in use there is one for a subject, channel, language and product.
        let descriptor = json!({"subject": "custom1", "channel": "text", "productId": mark});
        let descriptor =
            administrator.post("/api/communicator/templatedescriptors", descriptor).await.bare_id();
        let versions = format!("/api/communicator/templatedescriptors/{descriptor}/versions");
        let profile = make("/api/profiles", json!({"name": "Floor", "userIds": holders})).await;
        // Of several profiles the one given first works until another is made active.
        author.put("/api/users/me/profile", json!({"profileId": profile})).await;
        let view = author.post("/api/history/views", json!({"name": "Mine"})).await;
        let button = json!({"profileId": profile, "label": "Open", "target": "https://example.com/"});
        let beside = format!("/api/interactions/{interaction}");
        let answer = json!({"survey": "Call", "question": "How was it?", "answer": "Good"});
        let sum = json!({"number": "1", "amount": "125", "currency": "USD"});
        Self {
            // Keys and services have no history, and so no views of it.
            saved_view: view.data()["id"].as_str().unwrap_or("SV-2222-2222").to_owned(),
            button: make("/api/buttons", button).await,
            qualification: make(&format!("{beside}/qualifications"), json!({"label": "Sold"})).await,
            survey_answer: make(&format!("{beside}/survey-answers"), answer).await,
            invoice: make(&format!("{beside}/invoices"), sum.clone()).await,
            payment_request: make(&format!("{beside}/payment-requests"), sum).await,
            profile,
            decision: administrator.get("/api/guard/decisions").await.ok().ids()[0].to_owned(),
            version: make(&versions, json!({"content": {"body": "Hello"}})).await,
            company: administrator.get("/api/company").await.ok().id(),
            person_note: note(format!("{under}/notes")).await,
            case_note: note(format!("{under}/cases/{case}/notes")).await,
            interaction_note: note(format!("/api/interactions/{interaction}/notes")).await,
            user: make("/api/users", json!({"email": format!("u-{mark}@example.com"), "role": "agent"}))
                .await,
            key: key.id(),
            role: make("/api/roles", role).await,
            legal_representative: make(&format!("{under}/legal-representatives"), json!({})).await,
            consent: make(&format!("{under}/consents"), json!({"kind": "text"})).await,
            arrival: make("/api/sandbox/inbound", text_of_a_stranger()).await,
            channel,
            outbox,
            descriptor,
            document: document.id(),
            do_not_interact_type: make("/api/do-not-interact-types", bankruptcy()).await,
            subscription: make("/api/webhooks/subscriptions", subscription).await,
            queue: make("/api/queues", json!({"name": "Hardship"})).await,
            team: make("/api/teams", json!({"name": "East"})).await,
            person,
            contact,
            loan,
            case,
            interaction,
        }
    }

    /// What to put for a parameter of a path.
    pub fn id_of(&self, parameter: &str, path: &str) -> &str {
        match parameter {
            "companyId" => &self.company,
            "personId" => &self.person,
            "contactId" => &self.contact,
            "loanId" => &self.loan,
            "caseId" => &self.case,
            "legalRepresentativeId" => &self.legal_representative,
            "consentId" => &self.consent,
            "interactionId" => &self.interaction,
            "noteId" if path.contains("/cases/") => &self.case_note,
            "noteId" if path.contains("/interactions/") => &self.interaction_note,
            "noteId" => &self.person_note,
            "userId" => &self.user,
            "apiKeyId" => &self.key,
            "roleId" => &self.role,
            "channelId" => &self.channel,
            "outboxId" => &self.outbox,
            "arrivalId" => &self.arrival,
            "attachmentNumber" => "1",
            "decisionId" => &self.decision,
            "ruleId" => "CG-REGF-7IN7",
            "descriptorId" => &self.descriptor,
            "versionId" => &self.version,
            "subscriptionId" => &self.subscription,
            "documentId" => &self.document,
            "doNotInteractTypeId" => &self.do_not_interact_type,
            "queueId" => &self.queue,
            "teamId" => &self.team,
            "profileId" => &self.profile,
            "savedViewId" => &self.saved_view,
            "buttonId" => &self.button,
            "qualificationId" => &self.qualification,
            "surveyAnswerId" => &self.survey_answer,
            "invoiceId" => &self.invoice,
            "paymentRequestId" => &self.payment_request,
            _ => panic!("{path}: say in World what to put for {parameter}"),
        }
    }

    /// Every id.
    pub fn ids(&self) -> [&str; 32] {
        [
            &self.company,
            &self.person,
            &self.contact,
            &self.loan,
            &self.case,
            &self.legal_representative,
            &self.consent,
            &self.interaction,
            &self.person_note,
            &self.case_note,
            &self.interaction_note,
            &self.user,
            &self.key,
            &self.role,
            &self.channel,
            &self.outbox,
            &self.arrival,
            &self.decision,
            &self.descriptor,
            &self.version,
            &self.subscription,
            &self.document,
            &self.do_not_interact_type,
            &self.queue,
            &self.team,
            &self.profile,
            &self.saved_view,
            &self.button,
            &self.qualification,
            &self.survey_answer,
            &self.invoice,
            &self.payment_request,
        ]
    }
}

fn bankruptcy() -> Value {
    json!({"name": "Bankruptcy", "caseType": "bankruptcy", "onStatus": "initiated", "duration": 30})
}

fn text_of_a_stranger() -> Value {
    json!({"channel": "text", "from": "+12125550199", "body": "Who is this?"})
}

/// The outbox entry of an email to a person; needs a channel.
async fn sent(sender: &Actor, person: &str) -> String {
    let email = json!({"contactType": "email", "value": "ada@customer.example", "label": "personal"});
    sender.post(&format!("/api/people/{person}/contacts"), email).await.ok();
    let content = json!({"subject": "Hello", "bodyText": "A word about your loan."});
    let message = json!({
        "personId": person, "channel": "email", "subject": "freeForm", "theme": "opsServicing", "content": content
    });
    sender.post("/api/communicator/send", message).await.ok().data()["outboxId"].as_str().unwrap().to_owned()
}
