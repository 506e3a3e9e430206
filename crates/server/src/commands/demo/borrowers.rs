//! Three borrowers in three states, on whom Compliance Guard can be seen at work.
//!
//! Ada in New York was called seven times this week; Bo in Massachusetts got two texts; Cleo in Texas hears from nobody.
//! Messages go to the sandbox: nothing leaves the house.

use domain::channel::ChannelDraft;
use domain::contact::ContactDraft;
use domain::id::{AnyId, PersonId};
use domain::loan::LoanDraft;
use domain::person::PersonDraft;
use domain::time::Instant;
use serde_json::{Value, json};
use store::page::{From, Slice};

use super::company::known;
use crate::app::{App, AppError, Caller, channels, contacts, loans, people};
use crate::commands::{Failure, say};

/// What the channel of the demo is called, wherever it is shown.
const SANDBOX: &str = "Sandbox: nothing leaves the house";
/// Between two contacts, in seconds: seven of them lie within a week.
const APART: i64 = 20 * 3600;

/// A borrower of the demo.
struct Borrower {
    id: &'static str,
    name: [&'static str; 2],
    place: [&'static str; 4],
    phone: &'static str,
    /// The channel of past contacts, how each ended, and how many there were.
    past: Option<(&'static str, &'static str, i64)>,
}

const BORROWERS: [Borrower; 3] = [
    Borrower {
        id: "ada",
        name: ["Ada", "Okafor"],
        place: ["1 Eagle St", "Albany", "NY", "12207"],
        phone: "+15185550143",
        past: Some(("voice", "voiceRangNoPickup", 7)),
    },
    Borrower {
        id: "bo",
        name: ["Bo", "Lindqvist"],
        place: ["2 Elm St", "Worcester", "MA", "01608"],
        phone: "+15085550144",
        past: Some(("text", "", 2)),
    },
    Borrower {
        id: "cleo",
        name: ["Cleo", "Haddad"],
        place: ["3 Oak St", "Austin", "TX", "78701"],
        phone: "+15125550145",
        past: None,
    },
];

/// Records the borrowers and the sandbox, unless they are there already.
pub(super) async fn record(app: &App, caller: &Caller) -> Result<(), AppError> {
    let first = Slice { limit: 1, offset: 0, from: From::Start };
    if channels::list(app, caller, first).await?.rows.is_empty() {
        let body = json!({"kind": "sandbox", "name": SANDBOX}).to_string();
        channels::create(app, caller, ChannelDraft::read(&body)?).await?;
    }
    for borrower in &BORROWERS {
        one(app, caller, borrower).await?;
    }
    Ok(())
}

async fn one(app: &App, caller: &Caller, borrower: &Borrower) -> Result<(), AppError> {
    let Borrower { id, name: [first, last], place: [street, city, state, zip], phone, .. } = borrower;
    let body = json!({"externalId": id, "name": {"firstName": first, "lastName": last}}).to_string();
    known(people::create(app, caller, PersonDraft::read(&body)?).await)?;
    let person = || AnyId::<PersonId>::External((*id).to_owned());
    let address = json!({"addressLine1": street, "city": city, "state": state, "postalCode": zip});
    let ways = [
        json!({"externalId": format!("{id}-address"), "contactType": "address", "label": "home", "address": address}),
        json!({
            "externalId": format!("{id}-phone"), "contactType": "phone", "label": "personal", "value": phone,
            "line": "mobile", "receiveTextMessages": true
        }),
        json!({
            "externalId": format!("{id}-email"), "contactType": "email", "label": "personal",
            "value": format!("{id}@example.com")
        }),
    ];
    for way in ways {
        known(contacts::create(app, caller, person(), ContactDraft::read_new(&way.to_string())?).await)?;
    }
    let loan = json!({"externalId": format!("{id}-loan"), "servicedBy": "thirdParty", "daysOverdue": 45})
        .to_string();
    known(loans::create(app, caller, person(), LoanDraft::read(&loan)?).await)?;
    Ok(())
}

/// What was tried with them, as lines of an import.
pub(super) fn lines(now: Instant) -> String {
    let all = BORROWERS.iter().flat_map(|borrower| past(borrower, now));
    all.map(|line| format!("{line}\n")).collect()
}

fn past(borrower: &Borrower, now: Instant) -> Vec<Value> {
    let Some((channel, details, times)) = borrower.past else { return Vec::new() };
    let id = borrower.id;
    let one = |number: i64| {
        let mut line = json!({
            "externalId": format!("{id}-{number}"), "personId": format!("ext-{id}"), "channel": channel,
            "direction": "outbound", "status": "attempted", "theme": "opsCollDebt",
            "contactId": format!("ext-{id}-phone"), "loanIds": [format!("ext-{id}-loan")],
            "startedAt": now.plus_seconds(-number * APART).to_string()
        });
        if !details.is_empty() {
            line["statusDetails"] = Value::from(details);
        }
        line
    };
    (1..=times).map(one).collect()
}

/// What to try on them.
pub(super) fn greet(base: &str, key: &str) -> Result<(), Failure> {
    let post = |path: &str, body: Value| {
        format!("  curl -H 'X-API-KEY: {key}' -H 'Content-Type: application/json' '{base}{path}' -d '{body}'")
    };
    let text = |person: &str| {
        json!({
            "personId": person, "channel": "text", "subject": "freeForm", "theme": "opsCollDebt",
            "content": {"body": "Your payment is late, please call us. Reply STOP to end texts."}
        })
    };
    let email = json!({
        "personId": "ext-cleo", "channel": "email", "subject": "freeForm", "theme": "opsServicing",
        "content": {"subject": "Your question", "bodyText": "The payment was booked on Monday."}
    });
    let stop = json!({"channel": "text", "from": BORROWERS[2].phone, "body": "STOP"});
    say("what may be sent, and what may not (messages go to the sandbox, nothing leaves the house):")?;
    say("  Ada was called seven times this week: may she be called again, and when?")?;
    say(post("/api/people/ext-ada/can-interact", json!({"channel": "voice", "theme": "opsCollDebt"})))?;
    say("  Bo in Massachusetts got two texts this week: a third is put off, sendAt says until when")?;
    say(post("/api/communicator/send", text("ext-bo")))?;
    say("  an email to Cleo goes out, to the sandbox")?;
    say(post("/api/communicator/send", email))?;
    say(format!("  curl -H 'X-API-KEY: {key}' '{base}/api/sandbox/outbox'"))?;
    say("  Cleo texts STOP: from then on no text goes to her")?;
    say(post("/api/sandbox/inbound", stop))?;
    say(post("/api/communicator/send", text("ext-cleo")))
}
