//! What a list should answer, worked out in memory from rows as the API showed them.

use std::cmp::Ordering;

use domain::vocabulary::Role;
use serde_json::{Value, json};

use crate::support::bodies::with;
use crate::support::{Actor, TestApp};

/// Rows in a model.
pub const ROWS: usize = 300;

/// Every row there is, in the order of creation, and somebody who sees them all.
pub struct Model {
    pub rows: Vec<Row>,
    pub seer: Actor,
    /// Values of `createdBy` and `caseIds` that mean something here.
    pub makers: Vec<String>,
    pub case: String,
    pub person: String,
}

/// A row as the API shows it, and what it does not show.
pub struct Row {
    pub shown: Value,
    text: String,
    hold: Option<i64>,
    contact_name: Option<String>,
    /// First name, last name, email of the user who recorded it.
    employee: Option<[String; 3]>,
    cases: Vec<String>,
}

/// Dice that fall the same way every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

impl Model {
    /// Records the rows, with ties and gaps in everything.
    pub async fn record(app: &TestApp, rows: usize) -> Self {
        let seer = app.administrator().await;
        let makers = [
            seer.clone(),
            app.user(app.company, Role::Agent).await,
            app.user(app.company, Role::Manager).await,
        ];
        let people = [app.person("Ada").await, app.person("Bob").await];
        let case = json!({"caseType": "generic", "name": "x"});
        let case = seer.post(&format!("/api/people/{}/cases", people[0]), case).await.ok().id();
        let mut contacts = Vec::new();
        for name in ["Zoe", "adam", "Émile"] {
            let body = json!({"contactType": "email", "value": format!("{}@example.com", contacts.len()), "name": name});
            contacts.push((
                seer.post(&format!("/api/people/{}/contacts", people[0]), body).await.ok().id(),
                name,
            ));
        }
        let mut employees = vec![None];
        for maker in &makers[1..] {
            let me = maker.get("/api/users/me").await.ok().body["data"].clone();
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            employees.push(Some([
                text(&me["name"]["firstName"]),
                text(&me["name"]["lastName"]),
                text(&me["email"]),
            ]));
        }
        let mut model = Self { rows: Vec::new(), seer, makers: Vec::new(), case, person: people[0].clone() };
        let mut dice = Dice(7);
        for _ in 0..rows {
            app.clock.turn(*dice.one(&[0, 0, 1, 3600, 40_000]));
            let maker = dice.below(3);
            let person = dice.below(2);
            let contact = (person == 0 && dice.below(2) == 0).then(|| dice.one(&contacts).clone());
            let (mut body, text, hold) = a_body(&mut dice);
            if let Some((id, _)) = &contact {
                body["contactId"] = json!(id);
            }
            let under = format!("/api/people/{}/interactions", people[person]);
            let shown = match dice.below(8) {
                0 => {
                    let body =
                        with(body, json!({"direction": "inbound", "statusDetails": null, "contactId": null}));
                    makers[maker].post("/api/interactions", body).await.ok().body["data"].clone()
                }
                1 => {
                    body.as_object_mut().unwrap().remove("contactId");
                    let audio = dice.below(3);
                    let id = app.native_with(&people[person], body, |interaction| {
                        interaction.recording = (audio == 1).then(|| "a".to_owned());
                        interaction.voicemail = (audio == 2).then(|| "b".to_owned());
                    });
                    model.seer.get(&format!("/api/interactions/{}", id.await)).await.ok().body["data"].clone()
                }
                _ => makers[maker].post(&under, body).await.ok().body["data"].clone(),
            };
            let mut cases = Vec::new();
            if person == 0 && !shown["personId"].is_null() && dice.below(4) == 0 {
                let link = format!(
                    "/api/people/{}/cases/{}/interactions/{}",
                    people[0],
                    model.case,
                    shown["id"].as_str().unwrap()
                );
                model.seer.put(&link, json!({})).await.ok();
                cases.push(model.case.clone());
            }
            let by_user = shown["createdBy"]["descriptor"] == "employee";
            let employee = if by_user { employees[maker].clone() } else { None };
            let contact_name =
                contact.filter(|_| !shown["contactId"].is_null()).map(|(_, name)| name.to_owned());
            model.rows.push(Row { shown, text, hold, contact_name, employee, cases });
        }
        model.makers = model
            .rows
            .iter()
            .filter_map(|row| row.shown["createdBy"]["id"].as_str())
            .map(str::to_owned)
            .collect();
        model.makers.sort();
        model.makers.dedup();
        model
    }

    /// The ids that these filters keep, in this order.
    pub fn answer(&self, filters: &[(String, String)], sorts: &[(String, bool)]) -> Vec<String> {
        let mut rows: Vec<(usize, &Row)> = self.rows.iter().enumerate().collect();
        rows.retain(|(_, row)| filters.iter().all(|(name, value)| row.is_kept(name, value)));
        rows.sort_by(|one, other| compare(*one, *other, sorts));
        rows.into_iter().map(|(_, row)| row.shown["id"].as_str().unwrap().to_owned()).collect()
    }
}

impl Row {
    fn is_kept(&self, name: &str, value: &str) -> bool {
        let shown = &self.shown;
        let in_time = |field: &str, before: bool| {
            let at = shown[field].as_str();
            at.is_some_and(|at| if before { at <= value } else { at >= value })
        };
        match name {
            "contentContains" => self.text.to_lowercase().contains(&value.to_lowercase()),
            "createdBy" if value == "null" => shown["createdBy"]["id"].is_null(),
            "createdBy" => shown["createdBy"]["id"] == value,
            "caseIds" => self.cases.iter().any(|case| case == value),
            "hasNoPerson" => shown["personId"].is_null() == (value == "true"),
            "missedCall" => self.is_missed() == (value == "true"),
            "sensitive" | "isExternal" | "hasRecording" | "hasVoicemail" => shown[name] == (value == "true"),
            _ if name.ends_with("Before") => in_time(name.trim_end_matches("Before"), true),
            _ if name.ends_with("After") => in_time(name.trim_end_matches("After"), false),
            _ => value.split(',').any(|word| match word {
                "null" => shown[name].is_null(),
                word => shown[name] == word,
            }),
        }
    }

    /// D13 of the API reference.
    fn is_missed(&self) -> bool {
        let details = [
            "voiceReceivedOutsideOpenHours",
            "voiceReceivedNoAgentsAvailable",
            "voiceDisconnectedWhileQueuedOnHold",
            "voiceLenderDisabledInboundCalls",
        ];
        self.shown["channel"] == "voice"
            && self.shown["direction"] == "inbound"
            && (self.shown["hasVoicemail"] == true
                || details.iter().any(|detail| self.shown["statusDetails"] == *detail))
    }

    fn place(&self, index: usize, field: &str) -> Option<String> {
        let employee = |part: usize| self.employee.as_ref().map(|employee| employee[part].to_lowercase());
        match field {
            "id" => Some(format!("{index:06}")),
            "holdDuration" => self.hold.map(|hold| format!("{hold:06}")),
            "contactName" => self.contact_name.as_ref().map(|name| name.to_lowercase()),
            "createdBy.employeeFirstName" => employee(0),
            "createdBy.employeeLastName" => employee(1),
            "createdBy.employeeEmail" => employee(2),
            "createdBy.employeeFullNameOrEmail" => {
                self.employee.as_ref().map(|[first, last, _]| format!("{first} {last}").to_lowercase())
            }
            _ => self.shown[field].as_str().map(str::to_owned),
        }
    }
}

/// Nothing is smallest; the order of creation decides ties, in the direction of the first field.
fn compare(one: (usize, &Row), other: (usize, &Row), sorts: &[(String, bool)]) -> Ordering {
    let turned =
        |ordering: Ordering, descending: bool| if descending { ordering.reverse() } else { ordering };
    let mut orders = sorts.iter().map(|(field, descending)| {
        turned(one.1.place(one.0, field).cmp(&other.1.place(other.0, field)), *descending)
    });
    let first = sorts.first().is_none_or(|(_, descending)| *descending);
    orders.find(|ordering| ordering.is_ne()).unwrap_or_else(|| turned(one.0.cmp(&other.0), first))
}

/// A body with random facts, its text and its time on hold.
fn a_body(dice: &mut Dice) -> (Value, String, Option<i64>) {
    let (channel, direction, status, details) = *dice.one(&[
        ("voice", "inbound", "failed", Some("voiceReceivedNoAgentsAvailable")),
        ("voice", "inbound", "succeeded", Some("voiceSpokeWithFirstParty")),
        ("voice", "outbound", "attempted", Some("voiceLeftVoicemail")),
        ("voice", "outbound", "scheduled", None),
        ("voice", "inbound", "attempted", None),
        ("email", "outbound", "attempted", Some("emailSent")),
        ("email", "outbound", "succeeded", Some("emailOpened")),
        ("email", "inbound", "succeeded", None),
        ("text", "outbound", "failed", None),
        ("chat", "inbound", "inProgress", None),
        ("mail", "outbound", "canceled", None),
    ]);
    let words: Vec<&str> =
        (0..dice.below(4)).map(|_| *dice.one(&["loan", "Payment", "ΔΑΝΕΙΟ", "100%", "a_b"])).collect();
    let text = words.join(" ");
    let hold = (channel == "voice" && dice.below(2) == 0).then(|| dice.below(4) as i64);
    let mut body = json!({
        "channel": channel, "direction": direction, "status": status, "statusDetails": details,
        "theme": dice.one(&["opsServicing", "opsCollDebt", "inbPayments"]),
        "subject": dice.one(&[Some("statement"), Some("loanDetails"), None]),
        "agentOutcome": dice.one(&[Some("voicePickedHungUp"), None]),
        "sensitive": dice.below(5) == 0,
        "content": {"body": text},
    });
    if let Some(hold) = hold {
        body["content"]["holdDurationSec"] = json!(hold);
    }
    for field in ["startedAt", "scheduledAtFrom", "scheduledAtTo"] {
        if dice.below(2) == 0 {
            let hour = dice.below(6) + if field == "scheduledAtTo" { 6 } else { 0 };
            body[field] = json!(format!("2026-03-01T{hour:02}:00:00.000000+00:00"));
        }
    }
    (body, text, hold)
}
