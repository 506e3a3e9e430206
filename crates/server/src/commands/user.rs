//! `switchboard user`

use std::io::BufRead as _;

use clap::Subcommand;
use domain::id::Id;
use domain::role::HeldRole;
use serde_json::json;
use store::page::{From, Slice};

use super::{Failure, Options, say};
use crate::app::{App, Caller, users};

/// Rows read at once.
const CHUNK: i64 = 500;

/// What to do with users.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make a user and print its id
    Create {
        /// The address it signs in with
        #[arg(long)]
        email: String,
        /// First and last name
        #[arg(long, value_name = "FIRST LAST")]
        name: String,
        /// What it may: agent, manager, service, administrator or the id of a role of your own
        #[arg(long, value_parser = HeldRole::read)]
        role: HeldRole,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Tell the users, newest first
    List,
    /// Let a user in no more
    Disable {
        /// Its id (UR-…) or email
        user: String,
    },
}

impl User {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let password = self.password()?;
        let app = options.open().await?;
        let caller = options.caller(&app).await?;
        match self {
            User::Create { email, name, role, .. } => {
                let mut body =
                    json!({"email": email, "name": name_in_parts(&name), "role": role.to_string()});
                if let Some(password) = password {
                    body["password"] = password.into();
                }
                let draft = domain::user::UserDraft::read(&body.to_string())?;
                say(users::create(&app, &caller, draft).await?.id)
            }
            User::List => list(&app, &caller).await,
            User::Disable { user } => {
                let user = users::disable(&app, &caller, user).await?;
                say(line(&user))
            }
        }
    }

    /// Read before the store is opened, so that a missing one costs nothing.
    fn password(&self) -> Result<Option<String>, Failure> {
        if !matches!(self, User::Create { password_stdin: true, .. }) {
            return Ok(None);
        }
        let mut text = String::new();
        std::io::stdin().lock().read_line(&mut text)?;
        Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

async fn list(app: &App, caller: &Caller) -> Result<(), Failure> {
    let mut from = From::Start;
    loop {
        let page = users::list(app, caller, Slice { limit: CHUNK, offset: 0, from }).await?;
        for user in &page.rows {
            say(line(user))?;
        }
        match page.rows.last().filter(|_| page.more_after) {
            Some(last) => from = From::After(last.id.key()),
            None => return Ok(()),
        }
    }
}

fn line(user: &domain::user::User) -> String {
    let state = if user.disabled { " disabled" } else { "" };
    format!("{} {} {} {}{state}", user.id, user.role, user.email, user.full_name())
}

fn name_in_parts(name: &str) -> serde_json::Value {
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((first, last)) => json!({"firstName": first.trim_end(), "lastName": last}),
        None => json!({"firstName": name.trim()}),
    }
}
