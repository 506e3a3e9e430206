//! Every operation of the OpenAPI document, ready to be asked for.

use reqwest::Method;
use serde_json::{Value, json};
use server::http::router;

use super::bodies::call;
use super::{Actor, Answer, World};

/// An operation as the document tells it.
#[derive(Debug, Clone)]
pub struct Operation {
    pub method: Method,
    /// With its parameters: `/api/people/{personId}`.
    pub path: String,
    /// What it needs; nothing where it needs no more than a credential.
    pub permission: Option<String>,
    /// Its query parameters.
    pub parameters: Vec<String>,
}

/// Every operation of the document.
pub fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(router::api().into_openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "delete", "patch"] {
            let Some(told) = item.get(method) else { continue };
            let parameters = told["parameters"].as_array().into_iter().flatten();
            let in_query = parameters.filter(|parameter| parameter["in"] == "query");
            operations.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                permission: told["x-permission"].as_str().map(str::to_owned),
                parameters: in_query
                    .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
                    .collect(),
            });
        }
    }
    assert!(operations.len() > 40, "the document lost its operations");
    operations
}

impl Operation {
    /// As lists of exceptions name it.
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether it names an object.
    pub fn names_an_object(&self) -> bool {
        // The rules are the same for everybody until a company settles them.
        self.path.contains('{') && !self.path.ends_with("{ruleId}")
    }

    /// Its path with the world's objects in it.
    pub fn path_in(&self, world: &World) -> String {
        let mut path = self.path.clone();
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            let id = world.id_of(&path[from + 1..to], &self.path).to_owned();
            path.replace_range(from..=to, &id);
        }
        path
    }

    /// Asks for it, with a body that is good enough.
    pub async fn ask(&self, actor: &Actor, world: &World) -> Answer {
        let request = actor.request(self.method.clone(), &self.path_in(world));
        if self.path.ends_with("/recording") || self.path.ends_with("/voicemail") {
            return actor.put_bytes(&self.path_in(world), "audio/wav", b"RIFF".to_vec()).await;
        }
        if self.path.ends_with("/documents") && self.method == Method::POST {
            let path = format!("{}?name=note.txt", self.path_in(world));
            return actor.bytes(Method::POST, &path, "text/plain", b"42".to_vec()).await;
        }
        if self.path.ends_with("/people/search") {
            return actor.get(&format!("{}?q=Ada", self.path)).await;
        }
        if self.method == Method::GET || self.method == Method::DELETE {
            return actor.send(request).await;
        }
        actor.send(request.json(&self.body(world))).await
    }

    fn body(&self, world: &World) -> Value {
        let last = self.path.rsplit('/').next().unwrap();
        let mark = world.person.replace('-', "").to_lowercase();
        match (self.method.as_str(), last) {
            ("POST", "people") => json!({"name": {"firstName": "Ada"}}),
            ("POST", "contacts") => json!({"contactType": "email", "value": "ada@example.com"}),
            ("POST", "cases") => json!({"caseType": "generic", "name": "a case"}),
            ("POST", "interactions") => call(),
            ("POST", "users") => json!({"email": format!("new-{mark}@example.com"), "role": "agent"}),
            ("POST", "apikeys") => json!({"name": "new", "role": "agent"}),
            ("POST", "roles") => json!({"name": format!("role {mark}"), "permissions": ["person:read"]}),
            ("POST", "consents") => json!({"kind": "text"}),
            ("POST", "overrides") => {
                let proposal = json!({"channel": "voice", "theme": "opsCollDebt"});
                json!({"ruleId": "CG-INTENSITY", "reason": "she asked", "proposal": proposal})
            }
            ("POST", "events") => json!({"interactionId": world.interaction, "event": "delivered"}),
            ("POST", "inbound") => json!({"channel": "text", "from": "+12125550198", "body": "Hello"}),
            ("POST", "subscriptions") => json!({"url": "http://127.0.0.1:9/", "eventTypes": ["case.*"]}),
            ("POST", "replay") => json!({"from": 1}),
            ("POST", "do-not-interact-types") => {
                json!({"name": "Death", "caseType": "deceased", "onStatus": "initiated"})
            }
            ("POST", "channels") => json!({"kind": "sandbox"}),
            ("POST", "send") => json!({
                "personId": world.person, "channel": "email", "subject": "freeForm", "theme": "opsServicing",
                "content": {"subject": "Hello", "bodyText": "A word"}
            }),
            ("POST", "can-interact") => json!({"channel": "voice", "theme": "opsServicing"}),
            ("POST", "batch") => {
                let proposal = json!({"personId": world.person, "channel": "voice", "theme": "opsServicing"});
                json!({"proposals": [proposal]})
            }
            ("POST", "templatedescriptors") => json!({"channel": "text", "subject": "custom2"}),
            ("POST", "versions") => json!({"content": {"body": "Hello"}}),
            ("POST", "render") => {
                json!({"channel": "text", "subject": "freeForm", "content": {"body": "Hello"}})
            }
            ("POST", "queues" | "teams" | "profiles") => json!({"name": "new"}),
            ("POST", "views") => json!({"name": "new"}),
            ("POST", "buttons") => {
                json!({"profileId": world.profile, "label": "new", "target": "https://example.com/"})
            }
            ("POST", "qualifications") => json!({"label": "Sold"}),
            ("POST", "survey-answers") => json!({"survey": "Call", "question": "How?", "answer": "Well"}),
            ("POST", "invoices") => json!({"number": "1", "amount": "1.00", "currency": "USD"}),
            ("POST", "payment-requests") => json!({"amount": "1.00", "currency": "USD"}),
            ("POST", "import") => json!({"lines": []}),
            ("PUT", "profile") => json!({"profileId": world.profile}),
            ("PUT", "person") => json!({"personId": world.person}),
            (_, "notes" | "{noteId}") => json!({"content": "a note"}),
            _ => json!({}),
        }
    }
}
