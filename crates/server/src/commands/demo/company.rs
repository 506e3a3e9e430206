//! What is around the invented history: people with contacts, loans, cases and notes.

use domain::case::CaseDraft;
use domain::contact::ContactDraft;
use domain::id::{AnyId, PersonId};
use domain::loan::LoanDraft;
use domain::note::NoteDraft;
use domain::person::PersonDraft;
use futures::{StreamExt, TryStreamExt};
use serde_json::json;

use super::story::{Dice, FIRST, LAST, PEOPLE};
use crate::app::notes::Mount;
use crate::app::{App, AppError, Caller, cases, contacts, loans, notes, people};

/// People recorded at the same time, so that their writes share commits.
const TOGETHER: usize = 64;
const AREAS: [u64; 4] = [202, 303, 404, 512];
const CASES: [&str; 6] =
    ["bankruptcy", "ceaseCommunication", "disputeOfDebt", "debtValidation", "collection", "identityTheft"];
const NOTES: [&str; 4] = [
    "Works nights: call after five, never before noon.",
    "Asked for the hardship program; the form was sent and is not back yet.",
    "Prefers Spanish.",
    "The payment plan was agreed by telephone: four payments, the first on the third.",
];

/// Whether this person has a loan.
pub(super) fn has_loan(person: u64) -> bool {
    !person.is_multiple_of(3)
}

/// Whether this person has a case.
pub(super) fn has_case(person: u64) -> bool {
    person.is_multiple_of(4)
}

/// Records what is not there yet.
pub(super) async fn record(app: &App, caller: &Caller) -> Result<(), AppError> {
    let mut dice = Dice(7);
    let names: Vec<_> = (1..=PEOPLE).map(|number| (number, dice.of(&FIRST), dice.of(&LAST))).collect();
    futures::stream::iter(names)
        .map(|(number, first, last)| one(app, caller, number, [first, last]))
        .buffered(TOGETHER)
        .try_collect::<Vec<()>>()
        .await?;
    Ok(())
}

async fn one(app: &App, caller: &Caller, number: u64, [first, last]: [&str; 2]) -> Result<(), AppError> {
    let name = json!({"firstName": first, "lastName": last});
    let body = json!({"externalId": format!("demo-{number}"), "name": name}).to_string();
    let new = known(people::create(app, caller, PersonDraft::read(&body)?).await)?;
    let person = || AnyId::<PersonId>::External(format!("demo-{number}"));
    for body in ways(number, first, last) {
        known(contacts::create(app, caller, person(), ContactDraft::read_new(&body)?).await)?;
    }
    if has_loan(number) {
        let body = json!({"externalId": format!("demo-loan-{number}"), "nickname": "Car loan"}).to_string();
        known(loans::create(app, caller, person(), LoanDraft::read(&body)?).await)?;
    }
    if has_case(number) {
        let body = case(number);
        known(cases::create(app, caller, person(), CaseDraft::read_new(&body)?).await)?;
    }
    // A note has no name by which a second run would know it.
    if new && number.is_multiple_of(7) {
        let content = NOTES[(number / 7) as usize % NOTES.len()];
        let (pinned, important) = (number.is_multiple_of(2), number.is_multiple_of(3));
        let body = json!({"content": content, "pinned": pinned, "important": important}).to_string();
        notes::create(app, caller, Mount::Person(person()), NoteDraft::read_new(&body)?).await?;
    }
    Ok(())
}

/// The telephone of a person; 555-01xx belongs to nobody.
pub(super) fn phone(number: u64) -> String {
    format!("+1{}55501{:02}", AREAS[(number / 100) as usize % AREAS.len()], number % 100)
}

/// A telephone and a mailbox; example.com belongs to nobody.
fn ways(number: u64, first: &str, last: &str) -> [String; 2] {
    let phone = phone(number);
    let plain =
        |name: &str| name.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let email = format!("{}.{}.{number}@example.com", plain(first), plain(last));
    [
        json!({"externalId": format!("demo-phone-{number}"), "contactType": "phone", "value": phone})
            .to_string(),
        json!({"externalId": format!("demo-email-{number}"), "contactType": "email", "value": email})
            .to_string(),
    ]
}

fn case(number: u64) -> String {
    let kind = CASES[(number / 4) as usize % CASES.len()];
    let mut body = json!({"externalId": format!("demo-case-{number}"), "caseType": kind});
    if has_loan(number) {
        body["loanIds"] = json!([format!("ext-demo-loan-{number}")]);
    }
    body.to_string()
}

/// Whether it is new; a demo that is started again on its folder finds it there.
pub(super) fn known<T>(made: Result<T, AppError>) -> Result<bool, AppError> {
    match made {
        Ok(_) => Ok(true),
        Err(AppError::Conflict(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
