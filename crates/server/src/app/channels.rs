//! Channels of a company: set up, change, try, remove. What is secret about them is sealed and never shown.

mod open;

pub(crate) use open::folder;
pub use open::{Drivers, open, open_as};

use domain::changes;
use domain::channel::{ChannelDraft, CompanyChannel};
use domain::id::{AnyId, ChannelId, Id};
use domain::problem::Problems;
use domain::time::Instant;
use domain::vocabulary::Permission;
use serde_json::Value;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Tx, channels, outbox};

use super::{App, AppError, Caller};

/// Sets a channel up.
pub async fn create(app: &App, caller: &Caller, draft: ChannelDraft) -> Result<CompanyChannel, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let now = app.clock.now();
    let secrets = read_secrets(&draft)?.unwrap_or_else(empty);
    let channel = draft.create(ChannelId::of(0), now)?;
    open::check(app, &channel, &secrets)?;
    let sealer = app.sealer.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let id = channels::insert(tx, &channel).await?;
            let context = open::context(tx.author().company, id);
            channels::set_secrets(tx, id, sealer.seal(&context, secrets.to_string().as_bytes())?).await?;
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(CompanyChannel { id, ..channel.clone() })
        })
        .await
}

/// The company's channels, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<CompanyChannel>, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    Ok(channels::list(&app.store, caller.company, slice).await?)
}

/// The key of the channel a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<ChannelId>) -> Result<Option<ChannelId>, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(channels::find(&app.store, caller.company, id).await?.map(|channel| channel.id))
}

/// One channel.
pub async fn get(app: &App, caller: &Caller, id: AnyId<ChannelId>) -> Result<CompanyChannel, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    find(app, caller, id).await
}

/// Merges a draft into a channel. Secrets are replaced as a whole where the draft brings them.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<ChannelId>,
    draft: ChannelDraft,
) -> Result<CompanyChannel, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let before = find(app, caller, id).await?;
    let now = app.clock.now();
    let said = read_secrets(&draft)?;
    let after = draft.clone().merge(&before, now)?;
    let secrets = match &said {
        Some(secrets) => secrets.clone(),
        None => open::secrets(app, caller.company, before.id).await?,
    };
    open::check(app, &after, &secrets)?;
    let sealed = match said {
        Some(secrets) => {
            let context = open::context(caller.company, before.id);
            Some(app.sealer.seal(&context, secrets.to_string().as_bytes())?)
        }
        None => None,
    };
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = channels::find(tx, tx.author().company, before.id).await?;
            let before = before.ok_or(AppError::Missing("channel"))?;
            let after = draft.clone().merge(&before, now)?;
            let mut told = changes::between(&before, &after);
            if let Some(sealed) = &sealed {
                channels::set_secrets(tx, before.id, sealed.clone()).await?;
                told = with_secrets(&told);
            } else if changes::is_empty(&told) {
                return Ok(before);
            }
            channels::update(tx, &after).await?;
            channels::set_trouble(tx, after.id, None, now).await?;
            tx.record(event("updated", after.id, told, now));
            Ok(CompanyChannel { trouble: None, trouble_at: None, ..after })
        })
        .await
}

/// Removes a channel by which nothing waits to go out; what came in by it stays.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<ChannelId>) -> Result<CompanyChannel, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let found = find(app, caller, id).await?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            if outbox::waits(tx, tx.author().company, found.id).await? {
                return Err(AppError::Conflict(
                    "messages wait to go out by it; let them go or cancel them (/api/outbox), or set enabled to false"
                        .to_owned(),
                ));
            }
            channels::delete(tx, found.id, now).await?;
            tx.record(event("deleted", found.id, "{}".to_owned(), now));
            Ok(found.clone())
        })
        .await
}

/// Tries a channel without sending anything; what it found, in words.
pub async fn test(app: &App, caller: &Caller, id: AnyId<ChannelId>) -> Result<String, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let channel = find(app, caller, id).await?;
    let driver = open::fresh(app, caller.company, &channel).await?;
    let tried = driver.test().await;
    let (now, trouble) = (app.clock.now(), tried.as_ref().err().map(ToString::to_string));
    app.store
        .write(caller.author(), async move |tx: &Tx| -> Result<(), AppError> {
            channels::set_trouble(tx, channel.id, trouble.as_deref(), now).await?;
            Ok(())
        })
        .await?;
    tried.map_err(|refusal| AppError::Refused(format!("the channel does not work: {refusal}")))
}

async fn find(app: &App, caller: &Caller, id: AnyId<ChannelId>) -> Result<CompanyChannel, AppError> {
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("channel")) };
    channels::find(&app.store, caller.company, id).await?.ok_or(AppError::Missing("channel"))
}

/// Secrets are an object of texts: anything else is a slip that would be found only at the first send.
fn read_secrets(draft: &ChannelDraft) -> Result<Option<Value>, AppError> {
    let Some(text) = draft.secrets() else { return Ok(None) };
    let value: Value =
        serde_json::from_str(&text).map_err(|_| AppError::field("secrets", "must be an object of texts"))?;
    let mut wrong = Problems::new();
    for (name, secret) in value.as_object().into_iter().flatten() {
        if !secret.is_string() {
            wrong.push(format!("secrets.{name}"), "must be text");
        }
    }
    Ok(Some(wrong.into_result(value)?))
}

fn empty() -> Value {
    Value::Object(serde_json::Map::new())
}

/// That secrets changed is told, and nothing else about them.
fn with_secrets(changes: &str) -> String {
    let mut told: Value = serde_json::from_str(changes).unwrap_or_else(|_| empty());
    if let Some(fields) = told.as_object_mut() {
        fields.insert("secrets".to_owned(), serde_json::json!({"changed": true}));
    }
    told.to_string()
}

fn event(verb: &'static str, id: ChannelId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Channel(id), person: None, changes, at, credentials: false }
}
