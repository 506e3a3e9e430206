//! What is kept beside the demo's interactions, views of its history, and buttons of its desks.

use domain::beside::{Beside, Invoice, Line, Qualification, SurveyAnswer, read_lines};
use domain::button::ButtonDraft;
use domain::id::ProfileId;
use domain::saved_view::SavedViewDraft;
use serde_json::{Value, json};
use store::users;

use super::story::INTERACTIONS;
use crate::app::beside::{self, Recorded};
use crate::app::{App, AppError, Caller, buttons, saved_views};

/// The newest interactions that have something beside them.
const NEWEST: u64 = 900;

/// How calls and messages were qualified: branch and label.
const QUALIFIED: [(&str, &str); 5] = [
    ("Reached", "Promise to pay"),
    ("Reached", "Payment plan"),
    ("Reached", "Disputes the debt"),
    ("Not reached", "Call back"),
    ("Service", "Statement sent"),
];

/// What people said afterwards: answer and score.
const ANSWERED: [(&str, i64); 4] =
    [("Very satisfied", 100), ("Satisfied", 75), ("It took too long", 40), ("Not satisfied", 10)];

/// Records all of it. What is there already is replaced.
pub(super) async fn record(app: &App, caller: &Caller) -> Result<(), AppError> {
    let newest = || INTERACTIONS - NEWEST..INTERACTIONS;
    take::<Qualification>(app, caller, newest().filter(|at| !at.is_multiple_of(3)).map(qualification))
        .await?;
    take::<SurveyAnswer>(app, caller, newest().filter(|at| at.is_multiple_of(4)).map(answer)).await?;
    take::<Invoice>(app, caller, newest().filter(|at| at.is_multiple_of(6)).map(invoice)).await
}

/// The buttons of a profile.
pub(super) async fn add_buttons(app: &App, caller: &Caller, profile: ProfileId) -> Result<(), AppError> {
    let crm = "https://example.com/customers/{personExternalId}?phone={customerAddress}";
    for (label, place, target, conditions) in [
        ("Open in the CRM", "card", crm, json!({"hasPerson": true})),
        ("Report a fault", "interaction", "https://example.com/faults/new?about={interactionId}", json!({})),
        ("File for the case", "case", "https://example.com/cases/{caseId}/files", json!({"hasCase": true})),
    ] {
        let body = json!({
            "profileId": profile, "label": label, "place": place, "target": target, "conditions": conditions
        });
        buttons::create(app, caller, ButtonDraft::read(&body.to_string())?).await?;
    }
    Ok(())
}

/// A view that the team of a manager shares, and one of the manager's own.
pub(super) async fn save_views(app: &App, caller: &Caller, manager: &str) -> Result<(), AppError> {
    let found = users::find_by_email(&app.store, caller.company, manager).await?;
    let manager = Caller { user: found.map(|user| user.id), ..caller.clone() };
    let team = saved_views::teams_of_me(app, &manager).await?.into_iter().find(|team| team.manages);
    for body in [
        json!({"name": "Missed calls", "search": "flow=voice&handlingStatus=aborted,dissuaded", "teamId": team.map(|team| team.id)}),
        json!({"name": "Emails that came back", "search": "flow=email&handlingStatus=warning"}),
    ] {
        saved_views::create(app, &manager, SavedViewDraft::read(&body.to_string())?).await?;
    }
    Ok(())
}

/// Interactions of account credentials are locked to everybody: lines about them are left.
async fn take<T: Recorded>(
    app: &App,
    caller: &Caller,
    lines: impl Iterator<Item = Value>,
) -> Result<(), AppError> {
    let body = json!({"lines": lines.collect::<Vec<_>>()}).to_string();
    let lines: Vec<Line<<T as Beside>::Draft>> = read_lines::<T>(&body)?;
    beside::import::<T>(app, caller, lines).await.map(|_| ())
}

fn qualification(number: u64) -> Value {
    let (branch, label) = QUALIFIED[(number / 3) as usize % QUALIFIED.len()];
    json!({
        "interactionId": format!("ext-demo-{number}"), "externalId": format!("demo-{number}"),
        "label": label, "path": [branch], "qualifiedBy": "After-call form"
    })
}

fn answer(number: u64) -> Value {
    let (answer, score) = ANSWERED[(number / 4) as usize % ANSWERED.len()];
    json!({
        "interactionId": format!("ext-demo-{number}"), "externalId": format!("demo-{number}"),
        "survey": "After the contact", "question": "How satisfied are you with our answer?", "answer": answer,
        "score": score
    })
}

fn invoice(number: u64) -> Value {
    let status = ["open", "paid", "paid", "overdue"][(number / 6) as usize % 4];
    json!({
        "interactionId": format!("ext-demo-{number}"), "externalId": format!("demo-{number}"),
        "number": format!("2026-{number:05}"), "amount": format!("{}.{:02}", 20 + number % 480, number % 100),
        "currency": "USD", "status": status, "dueOn": "2026-12-31",
        "url": format!("https://example.com/invoices/{number}")
    })
}
