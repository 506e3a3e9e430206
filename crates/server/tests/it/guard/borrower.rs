//! Somebody who owes, and what the guard says about reaching them.

use serde_json::{Value, json};

use crate::support::bodies::with;
use crate::support::{Actor, TestApp};

/// Where a story happens.
pub(crate) struct Home {
    pub(crate) city: &'static str,
    pub(crate) state: &'static str,
    pub(crate) postal_code: &'static str,
    pub(crate) phone: &'static str,
}

pub(crate) const ALBANY: Home =
    Home { city: "Albany", state: "NY", postal_code: "12207", phone: "+15185550143" };
pub(crate) const BOSTON: Home =
    Home { city: "Boston", state: "MA", postal_code: "02108", phone: "+16175550143" };
pub(crate) const WASHINGTON: Home =
    Home { city: "Washington", state: "DC", postal_code: "20001", phone: "+12025550143" };

/// A borrower with a phone that takes texts, an address and a loan that a third party services.
pub(crate) struct Borrower {
    pub(crate) agent: Actor,
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) phone: String,
    pub(crate) loan: String,
}

/// What the guard said.
pub(crate) struct Verdict(pub(crate) Value);

impl Borrower {
    pub(crate) async fn in_albany(app: &TestApp) -> Self {
        Self::at(app, ALBANY, true).await
    }

    pub(crate) async fn at(app: &TestApp, home: Home, takes_texts: bool) -> Self {
        let agent = app.agent().await;
        let id = app.person("Ada").await;
        let path = format!("/api/people/{id}");
        let address = json!({"addressLine1": "1 Main Street", "city": home.city, "state": home.state, "postalCode": home.postal_code});
        let address = json!({"contactType": "address", "label": "home", "address": address});
        agent.post(&format!("{path}/contacts"), address).await.ok();
        let phone = json!({"contactType": "phone", "label": "personal", "value": home.phone, "externalId": format!("mobile-{id}"), "receiveTextMessages": takes_texts});
        let phone = agent.post(&format!("{path}/contacts"), phone).await.ok().id();
        let loan = json!({"servicedBy": "thirdParty", "externalId": format!("L1-{id}")});
        let loan = agent.post(&format!("{path}/loans"), loan).await.ok().id();
        Self { agent, id, path, phone, loan }
    }

    /// A call that rang and was not answered, about the loan.
    pub(crate) async fn rang(&self, at: &str) {
        let body = json!({"channel": "voice", "direction": "outbound", "statusDetails": "voiceRangNoPickup"});
        self.happened(at, body).await;
    }

    pub(crate) async fn texted(&self, at: &str) {
        self.happened(at, json!({"channel": "text", "direction": "outbound", "status": "attempted"})).await;
    }

    pub(crate) async fn happened(&self, at: &str, more: Value) {
        let body =
            json!({"theme": "opsCollDebt", "startedAt": at, "loanIds": [self.loan], "contactId": self.phone});
        let body = with(with(body, json!({"status": "attempted"})), more);
        self.agent.post(&format!("{}/interactions", self.path), body).await.ok();
    }

    /// Unanswered calls from Monday 16 to Sunday 22 February, ten in the morning in New York.
    pub(crate) async fn called_every_day(&self) {
        for day in 16..=22 {
            self.rang(&format!("2026-02-{day}T15:00:00Z")).await;
        }
    }

    pub(crate) async fn call(&self, at: &str) -> Verdict {
        self.ask(json!({"channel": "voice", "at": at})).await
    }

    /// About the loan, unless the question says otherwise.
    pub(crate) async fn ask(&self, question: Value) -> Verdict {
        let body = with(json!({"theme": "opsCollDebt", "loanId": self.loan}), question);
        Verdict(self.agent.post(&format!("{}/can-interact", self.path), body).await.ok().data().clone())
    }
}

impl Verdict {
    #[track_caller]
    pub(crate) fn allowed(&self) {
        assert_eq!((&self.0["result"], &self.0["outcome"]), (&json!(true), &json!("allow")), "{}", self.0);
        assert_eq!(
            (&self.0["reasons"], &self.0["complianceGuardRuleId"]),
            (&json!([]), &Value::Null),
            "{}",
            self.0
        );
    }

    #[track_caller]
    pub(crate) fn deferred(&self, rules: &[&str], next: &str) {
        self.blocked("defer", rules);
        assert_eq!(self.0["nextAllowedAt"], next, "{}", self.0);
    }

    #[track_caller]
    pub(crate) fn denied(&self, rules: &[&str]) {
        self.blocked("deny", rules);
        assert_eq!(self.0["nextAllowedAt"], Value::Null, "{}", self.0);
    }

    #[track_caller]
    fn blocked(&self, outcome: &str, rules: &[&str]) {
        assert_eq!((&self.0["result"], &self.0["outcome"]), (&json!(false), &json!(outcome)), "{}", self.0);
        let told: Vec<_> = self.0["reasons"].as_array().unwrap().iter().map(|one| &one["ruleId"]).collect();
        assert_eq!(told, rules, "{}", self.0);
        assert_eq!(self.0["complianceGuardRuleId"], rules[0], "{}", self.0);
    }
}
