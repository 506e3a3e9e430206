//! Who is let in, with what.

use domain::id::ApiKeyId;
use domain::role::HeldRole;
use domain::vocabulary::Permission;
use store::credentials::{self, Behind, KeyHolder, UserHolder};
use store::sessions::{self, Holder, Session};
use store::{Actor, ActorKind};

use super::caller::OneClaim;
use super::{App, AppError, Caller, secret};

/// What to say to somebody who comes with nothing.
pub const NOTHING_SENT: &str = "send an API key as X-API-KEY, or a token as Authorization: Bearer, from POST /oauth2/token or /api/sessions";
const BAD_KEY: &str =
    "this API key is not known, was revoked or belongs to a disabled user; send another as X-API-KEY";
const BAD_TOKEN: &str =
    "this token is not known or has ended; get another from POST /oauth2/token or POST /api/sessions";

/// What a request comes with.
#[derive(Clone)]
pub enum Credential {
    /// An API key.
    Key(String),
    /// A token.
    Token(String),
    /// A token in a cookie.
    Cookie {
        /// The token.
        token: String,
        /// What the page shows to prove that it may read the site's cookies.
        csrf: Option<String>,
        /// Whether the request may change anything.
        changes: bool,
    },
}

/// Who comes with this credential.
pub async fn authenticate(
    app: &App,
    credential: &Credential,
    address: Option<String>,
) -> Result<Caller, AppError> {
    match credential {
        Credential::Key(key) => by_key(app, key, address).await,
        Credential::Token(token) => {
            let session = session(app, token).await?;
            by_session(app, &session, address).await
        }
        Credential::Cookie { token, csrf, changes } => {
            let session = session(app, token).await?;
            let shown = csrf.as_deref().is_some_and(|csrf| secret::same(csrf, &session.csrf));
            if *changes && !shown {
                return Err(AppError::Forbidden(
                    "a change by cookie needs the header X-CSRF-Token with the csrfToken of the session"
                        .to_owned(),
                ));
            }
            by_session(app, &session, address).await
        }
    }
}

/// The session behind a token.
pub(crate) async fn session(app: &App, token: &str) -> Result<Session, AppError> {
    let found = sessions::find(&app.store, &secret::hash(token), app.clock.now()).await?;
    found.ok_or(AppError::Unauthenticated(BAD_TOKEN))
}

/// The caller behind an API key.
pub(crate) async fn by_key(app: &App, key: &str, address: Option<String>) -> Result<Caller, AppError> {
    let refused = AppError::Unauthenticated(BAD_KEY);
    let Some(id) = key.split_once('.').and_then(|(id, _)| id.parse::<ApiKeyId>().ok()) else {
        return Err(refused);
    };
    let Some(holder) = credentials::key(&app.store, id).await? else { return Err(refused) };
    if !secret::same(&secret::hash(key), &holder.hash) {
        return Err(refused);
    }
    of_key(id, holder, address).ok_or(refused)
}

async fn by_session(app: &App, session: &Session, address: Option<String>) -> Result<Caller, AppError> {
    let refused = AppError::Unauthenticated(BAD_TOKEN);
    match session.holder {
        Holder::Key(id) => {
            let holder = credentials::key(&app.store, id).await?;
            holder.and_then(|holder| of_key(id, holder, address)).ok_or(refused)
        }
        Holder::User(id) => {
            let holder = credentials::user(&app.store, session.company, id).await?;
            let holder = holder.filter(|holder| !holder.user.disabled).ok_or(refused)?;
            Ok(of_user(session, holder, address))
        }
    }
}

fn of_key(id: ApiKeyId, holder: KeyHolder, address: Option<String>) -> Option<Caller> {
    let locked_out = holder.acts && holder.user.as_ref().is_none_or(|user| user.disabled);
    if holder.revoked || locked_out {
        return None;
    }
    let actor = match &holder.user {
        Some(user) => as_user(user),
        None => Actor { kind: ActorKind::ApiKey, id: Some(id.to_string()), name: holder.name },
    };
    Some(Caller {
        company: holder.company,
        as_of: Some(holder.last_event),
        actor,
        user: holder.user.map(|user| user.id),
        role: holder.role.standard(),
        permissions: permissions(holder.role, holder.custom),
        key: Some(id.to_string()),
        address,
        claim: OneClaim::default(),
    })
}

fn of_user(session: &Session, holder: UserHolder, address: Option<String>) -> Caller {
    Caller {
        company: session.company,
        as_of: Some(holder.last_event),
        actor: as_user(&holder.user),
        user: Some(holder.user.id),
        role: holder.role.standard(),
        permissions: permissions(holder.role, holder.custom),
        key: None,
        address,
        claim: OneClaim::default(),
    }
}

fn as_user(user: &Behind) -> Actor {
    Actor { kind: ActorKind::User, id: Some(user.id.to_string()), name: user.name.clone() }
}

fn permissions(role: HeldRole, custom: Vec<Permission>) -> Vec<Permission> {
    match role {
        HeldRole::Standard(role) => role.permissions().collect(),
        HeldRole::Custom(_) => custom,
    }
}
