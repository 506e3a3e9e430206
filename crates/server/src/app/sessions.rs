//! Signing in and out, and tokens for keys.

use domain::id::{ApiKeyId, CompanyId};
use domain::time::Instant;
use domain::user::{User, email_key};
use store::sessions::{Holder, Session};
use store::{Author, Tx, sessions, users};

use super::access::{self, Credential};
use super::{App, AppError, secret};

/// How long a key's token lasts, in seconds.
const TOKEN_SECONDS: i64 = 3600;
/// Companies in which one address is tried.
const COMPANIES: usize = 10;
const WRONG: &str = "the email or the password is wrong, or the user may not sign in";

/// A session as it is seen once, when it is opened.
#[derive(Debug)]
pub struct Opened {
    /// The token.
    pub token: String,
    /// What a page must show to change anything by cookie.
    pub csrf: String,
    /// When it ends.
    pub expires_at: Instant,
    /// Seconds until then.
    pub seconds: i64,
}

/// What somebody signs in with.
pub struct Password {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The company, where the address is known to several.
    pub company: Option<CompanyId>,
}

/// Signs a user in.
pub async fn sign_in(app: &App, given: Password) -> Result<(User, Opened), AppError> {
    let email = email_key(&given.email);
    app.passwords.try_once(&email, app.clock.now())?;
    let mut known = users::sign_ins(&app.store, &email).await?;
    known.retain(|user| given.company.is_none_or(|company| company == user.company));
    known.truncate(COMPANIES);
    let hashes = known.iter().map(|user| user.hash.clone()).collect();
    let fitting = app.passwords.fits(given.password, hashes).await?;
    let found = fitting.and_then(|at| known.get(at)).ok_or(AppError::Unauthenticated(WRONG))?;
    app.passwords.right(&email);
    let user = users::find(&app.store, found.company, found.user).await?;
    let user = user.filter(|user| !user.disabled).ok_or(AppError::Unauthenticated(WRONG))?;
    let seconds = i64::from(app.settings.session_hours) * 3600;
    let opened = open(app, found.company, Holder::User(found.user), seconds).await?;
    Ok((user, opened))
}

/// A token for a key. The client's id must be the key's.
pub async fn token_for_key(app: &App, client: &str, key: &str) -> Result<Opened, AppError> {
    let caller = access::by_key(app, key, None).await?;
    let id = caller.key.as_deref().filter(|id| *id == client).and_then(|id| id.parse::<ApiKeyId>().ok());
    let id = id.ok_or(AppError::Unauthenticated("client_id is not the id of this key"))?;
    open(app, caller.company, Holder::Key(id), TOKEN_SECONDS).await
}

/// Ends the session of a token.
pub async fn sign_out(app: &App, credential: &Credential) -> Result<(), AppError> {
    let (Credential::Token(token) | Credential::Cookie { token, .. }) = credential else {
        return Err(AppError::Missing("session of an API key (it has none)"));
    };
    let session = access::session(app, token).await?;
    let author = Author::system(session.company);
    app.store.write(author, async move |tx: &Tx| Ok(sessions::delete(tx, &session.hash).await?)).await
}

async fn open(app: &App, company: CompanyId, holder: Holder, seconds: i64) -> Result<Opened, AppError> {
    let now = app.clock.now();
    let (token, csrf) = (secret::random()?, secret::random()?);
    let expires_at = Instant(now.0 + seconds * 1_000_000);
    let session = Session {
        hash: secret::hash(&token),
        company,
        holder,
        csrf: csrf.clone(),
        created_at: now,
        expires_at,
    };
    app.store
        .write(Author::system(company), async move |tx: &Tx| {
            sessions::prune(tx, now).await?;
            Ok::<_, AppError>(sessions::insert(tx, &session).await?)
        })
        .await?;
    Ok(Opened { token, csrf, expires_at, seconds })
}
