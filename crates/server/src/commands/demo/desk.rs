//! Who works in the demo company.

use domain::id::AnyId;
use domain::user::UserDraft;
use serde_json::json;
use store::users as stored;

use super::company::known;
use crate::app::{App, AppError, Caller, secret, users};
use crate::commands::{Failure, say};

/// Characters of the password they share.
const PASSWORD_LENGTH: usize = 16;

/// Somebody who works here.
pub(super) struct Colleague {
    /// What it signs in with.
    pub(super) email: &'static str,
    first: &'static str,
    last: &'static str,
    role: &'static str,
}

/// Who works here.
pub(super) const COLLEAGUES: [Colleague; 6] = [
    Colleague { email: "grace@demo.example", first: "Grace", last: "Adeyemi", role: "agent" },
    Colleague { email: "tomas@demo.example", first: "Tomás", last: "Reyes", role: "agent" },
    Colleague { email: "nadia@demo.example", first: "Nadia", last: "Haddad", role: "agent" },
    Colleague { email: "sven@demo.example", first: "Sven", last: "Berg", role: "agent" },
    Colleague { email: "ines@demo.example", first: "Inès", last: "Laurent", role: "manager" },
    Colleague { email: "otto@demo.example", first: "Otto", last: "Brandt", role: "administrator" },
];

/// Makes them, with one password that is new at each start; the password.
pub(super) async fn record(app: &App, caller: &Caller) -> Result<String, AppError> {
    let password: String = secret::random()?.chars().take(PASSWORD_LENGTH).collect();
    for one in COLLEAGUES {
        let name = json!({"firstName": one.first, "lastName": one.last});
        let body = json!({"email": one.email, "name": name, "role": one.role, "password": password});
        if known(users::create(app, caller, UserDraft::read(&body.to_string())?).await)? {
            continue;
        }
        let there = stored::find_by_email(&app.store, caller.company, one.email).await?;
        let there = there.ok_or(AppError::Missing("user"))?;
        let draft = UserDraft::read(&json!({"password": password}).to_string())?;
        users::update(app, caller, AnyId::Ours(there.id), draft).await?;
    }
    Ok(password)
}

/// How to sign in as one of them.
pub(super) fn greet(base: &str, password: &str) -> Result<(), Failure> {
    say(format!("sign in at {base} with the password {password} as"))?;
    for one in COLLEAGUES {
        say(format!("  {:<20} {} {}, {}", one.email, one.first, one.last, one.role))?;
    }
    Ok(())
}
