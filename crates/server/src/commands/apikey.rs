//! `switchboard apikey`

use clap::Subcommand;
use domain::api_key::{ApiKey, ApiKeyDraft};
use domain::id::{AnyId, Id};
use domain::role::HeldRole;
use store::page::{From, Slice};

use super::{Failure, Options, say};
use crate::app::{App, Caller, api_keys};

/// Rows read at once.
const CHUNK: i64 = 500;

/// What to do with API keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Apikey {
    /// Make a key and print it; it is not shown again
    Create {
        /// What it is for
        #[arg(long)]
        name: String,
        /// What it may: agent, manager, service, administrator or the id of a role of your own
        #[arg(long, value_parser = HeldRole::read)]
        role: HeldRole,
        /// The user it acts as
        #[arg(long, value_name = "EMAIL")]
        user: Option<String>,
    },
    /// Tell the keys, newest first
    List,
    /// Revoke a key
    Revoke {
        /// What the key begins with (AK-…)
        id: String,
    },
}

impl Apikey {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let app = options.open().await?;
        let caller = options.caller(&app).await?;
        match self {
            Apikey::Create { name, role, user } => {
                let made = api_keys::create(&app, &caller, ApiKeyDraft { name, role, user }).await?;
                say(made.key)
            }
            Apikey::List => list(&app, &caller).await,
            Apikey::Revoke { id } => {
                let key = api_keys::revoke(&app, &caller, AnyId::read(&id)).await?;
                say(line(&key))
            }
        }
    }
}

async fn list(app: &App, caller: &Caller) -> Result<(), Failure> {
    let mut from = From::Start;
    loop {
        let page = api_keys::list(app, caller, Slice { limit: CHUNK, offset: 0, from }).await?;
        for key in &page.rows {
            say(line(key))?;
        }
        match page.rows.last().filter(|_| page.more_after) {
            Some(last) => from = From::After(last.id.key()),
            None => return Ok(()),
        }
    }
}

fn line(key: &ApiKey) -> String {
    let user = key.user_id.map(|user| format!(" as {user}")).unwrap_or_default();
    let state = key.revoked_at.map(|at| format!(" revoked {at}")).unwrap_or_default();
    format!("{} {} {}{user}{state}", key.id, key.role, key.name)
}
