//! API keys: make, list, revoke.

use domain::api_key::{ApiKey, ApiKeyDraft};
use domain::id::{AnyId, ApiKeyId, Id, UserId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Tx, api_keys, users};

use super::{App, AppError, Caller, roles, secret};

/// A key as it is seen once, when it is made.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The key without its secret.
    pub about: ApiKey,
    /// What a program sends: the id, a dot, the secret.
    pub key: String,
}

/// Makes a key.
pub async fn create(app: &App, caller: &Caller, draft: ApiKeyDraft) -> Result<NewKey, AppError> {
    caller.require(Permission::ApiKeyAdminister)?;
    let now = app.clock.now();
    let secret = secret::random()?;
    let giver = caller.permissions.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            roles::check(tx, &giver, draft.role).await?;
            let blank = ApiKey {
                id: ApiKeyId::of(0),
                name: draft.name.clone(),
                role: draft.role,
                user_id: user_named(tx, draft.user.as_deref()).await?,
                created_at: now,
                revoked_at: None,
            };
            let id = api_keys::insert(tx, &blank).await?;
            let key = format!("{id}.{secret}");
            api_keys::set_hash(tx, id, &secret::hash(&key)).await?;
            tx.record(event("created", id, now));
            Ok(NewKey { about: ApiKey { id, ..blank }, key })
        })
        .await
}

/// The company's keys, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<ApiKey>, AppError> {
    caller.require(Permission::ApiKeyAdminister)?;
    Ok(api_keys::list(&app.store, caller.company, slice).await?)
}

/// The key of the row a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<ApiKeyId>) -> Result<Option<ApiKeyId>, AppError> {
    caller.require(Permission::ApiKeyAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(api_keys::find(&app.store, caller.company, id).await?.map(|key| key.id))
}

/// Revokes a key; from then on it is refused.
pub async fn revoke(app: &App, caller: &Caller, id: AnyId<ApiKeyId>) -> Result<ApiKey, AppError> {
    caller.require(Permission::ApiKeyAdminister)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("API key")) };
    if caller.key.as_deref() == Some(id.to_string().as_str()) {
        let text = "a key cannot revoke itself; use another, or `switchboard apikey revoke`";
        return Err(AppError::Conflict(text.to_owned()));
    }
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let found = api_keys::find(tx, tx.author().company, id).await?;
            let mut key = found.ok_or(AppError::Missing("API key"))?;
            if key.revoked_at.is_none() {
                api_keys::revoke(tx, id, now).await?;
                tx.record(event("deleted", id, now));
                key.revoked_at = Some(now);
            }
            Ok(key)
        })
        .await
}

async fn user_named(tx: &Tx, text: Option<&str>) -> Result<Option<UserId>, AppError> {
    let Some(text) = text else { return Ok(None) };
    let company = tx.author().company;
    let found = match text.parse() {
        Ok(id) => users::find(tx, company, id).await?,
        Err(_) => users::find_by_email(tx, company, text).await?,
    };
    let user = found.ok_or_else(|| AppError::field("userId", format!("there is no user {text}")))?;
    if user.disabled {
        return Err(AppError::field("userId", "is a disabled user"));
    }
    Ok(Some(user.id))
}

fn event(verb: &'static str, id: ApiKeyId, at: Instant) -> NewEvent {
    let changes = "{}".to_owned();
    NewEvent { verb, object: Object::ApiKey(id), person: None, changes, at, credentials: false }
}
