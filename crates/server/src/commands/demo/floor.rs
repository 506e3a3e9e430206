//! How the demo company is organised: queues, a team, and the profiles that people work under.

use domain::id::UserId;
use domain::profile::ProfileDraft;
use domain::queue::QueueDraft;
use domain::team::TeamDraft;
use serde_json::{Value, json};
use store::page::{From, Slice};
use store::users;

use super::beside;
use super::company::known;
use super::desk::COLLEAGUES;
use crate::app::{App, AppError, Caller, profiles, queues, teams};

/// The queues: reference and name.
pub(super) const QUEUES: [(&str, &str); 3] =
    [("collections", "Collections"), ("hardship", "Hardship"), ("service", "Customer service")];

/// Records what is not there yet.
pub(super) async fn record(app: &App, caller: &Caller) -> Result<(), AppError> {
    for (reference, name) in QUEUES {
        let body = json!({"reference": reference, "name": name}).to_string();
        known(queues::create(app, caller, QueueDraft::read(&body)?).await)?;
    }
    // Teams and profiles have no name by which a second run would know them.
    let first = Slice { limit: 1, offset: 0, from: From::Start };
    if !teams::list(app, caller, first).await?.rows.is_empty() {
        return Ok(());
    }
    let people = people(app, caller).await?;
    let ids = |named: &[&str]| -> Vec<String> {
        people.iter().filter(|(email, _)| named.contains(email)).map(|(_, id)| id.to_string()).collect()
    };
    let team = json!({
        "name": "Early shift", "managerIds": ids(&["ines@demo.example"]),
        "memberIds": ids(&["grace@demo.example", "tomas@demo.example"])
    });
    teams::create(app, caller, TeamDraft::read(&team.to_string())?).await?;
    for profile in all(&ids) {
        let made = profiles::create(app, caller, ProfileDraft::read(&profile.to_string())?).await?;
        if made.history {
            beside::add_buttons(app, caller, made.id).await?;
        }
    }
    beside::save_views(app, caller, "ines@demo.example").await
}

/// Of several the first given works until one switches: Inès and Tomás hold two.
fn all(ids: &impl Fn(&[&str]) -> Vec<String>) -> [Value; 4] {
    [
        json!({
            "name": "Collections desk", "history": true, "queueIds": ["ext-collections", "ext-hardship"],
            "userIds": ids(&["grace@demo.example", "tomas@demo.example", "ines@demo.example"])
        }),
        json!({
            "name": "Service desk", "history": true, "queueIds": ["ext-service"],
            "userIds": ids(&["tomas@demo.example", "ines@demo.example", "nadia@demo.example"])
        }),
        json!({
            "name": "Back office", "history": false, "queueIds": [], "userIds": ids(&["sven@demo.example"])
        }),
        json!({
            "name": "Whole house", "history": true,
            "queueIds": QUEUES.map(|(reference, _)| format!("ext-{reference}")),
            "userIds": ids(&["otto@demo.example"])
        }),
    ]
}

async fn people(app: &App, caller: &Caller) -> Result<Vec<(&'static str, UserId)>, AppError> {
    let mut people = Vec::with_capacity(COLLEAGUES.len());
    for one in COLLEAGUES {
        let found = users::find_by_email(&app.store, caller.company, one.email).await?;
        people.push((one.email, found.ok_or(AppError::Missing("user"))?.id));
    }
    Ok(people)
}
