//! The buttons of profiles: make, list, change, take away.

mod context;
mod press;

use domain::button::{Button, ButtonDraft, Target};
use domain::changes;
use domain::id::{AnyId, ButtonId, CompanyId, ProfileId};
use domain::time::Instant;
use domain::vocabulary::{ButtonKind, Permission};
use reqwest::Url;
use store::event::{NewEvent, Object};
use store::kept::{self, Which};
use store::page::{Page, Slice};
use store::{Read, Tx, buttons, profiles};

use super::webhooks::message::shown;
use super::{App, AppError, Caller, vault};

pub use press::{Offered, Pressed, offered, press};

const MISSING: AppError = AppError::Missing("button");

/// A button as it is seen once, with its secret.
#[derive(Debug)]
pub struct Shown {
    /// What is known about it later.
    pub about: Button,
    /// The secret that signs what it sends.
    pub secret: String,
}

/// Makes a button.
pub async fn create(app: &App, caller: &Caller, draft: ButtonDraft) -> Result<Shown, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let button = draft.create(now)?;
    check_target(app, &button)?;
    let (plain, sealer) = (vault::random::<32>()?, app.sealer.clone());
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            check_profile(tx, company, button.profile_id).await?;
            let id = kept::insert(tx, &button).await?;
            buttons::set_secret(tx, id, &sealer.seal(&sealed_for(company, id), &plain)?).await?;
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(Shown { about: Button { id, ..button.clone() }, secret: shown(&plain) })
        })
        .await
}

/// The company's buttons, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Button>, AppError> {
    caller.require(Permission::UserAdminister)?;
    Ok(kept::list(&app.store, Which::all(caller.company), slice).await?)
}

/// The key of the button a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<ButtonId>) -> Result<Option<ButtonId>, AppError> {
    caller.require(Permission::UserAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    let found = kept::find::<Button>(&app.store, Which::all(caller.company).with_id(id)).await?;
    Ok(found.map(|button| button.id))
}

/// One button.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<ButtonId>) -> Result<Button, AppError> {
    caller.require(Permission::UserAdminister)?;
    find(&app.store, caller.company, id).await
}

/// Merges a draft into a button.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<ButtonId>,
    draft: ButtonDraft,
) -> Result<Button, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    let before = find(&app.store, company, &id).await?;
    check_target(app, &draft.clone().merge(&before, now)?)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, company, &id).await?;
            let after = draft.clone().merge(&before, now)?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            check_profile(tx, company, after.profile_id).await?;
            kept::update(tx, after.id, &after).await?;
            tx.record(event("updated", after.id, changes, now));
            Ok(after)
        })
        .await
}

/// Takes a button away.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<ButtonId>) -> Result<Button, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let button = find(tx, company, &id).await?;
            kept::delete::<Button>(tx, button.id).await?;
            tx.record(event("deleted", button.id, "{}".to_owned(), now));
            Ok(button)
        })
        .await
}

/// Gives a button a new secret; the old one signs nothing any more.
pub async fn rotate_secret(app: &App, caller: &Caller, id: AnyId<ButtonId>) -> Result<Shown, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    let (plain, sealer) = (vault::random::<32>()?, app.sealer.clone());
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let about = find(tx, company, &id).await?;
            let sealed = sealer.seal(&sealed_for(company, about.id), &plain)?;
            buttons::set_secret(tx, about.id, &sealed).await?;
            tx.record(event("rotated", about.id, "{}".to_owned(), now));
            Ok(Shown { about, secret: shown(&plain) })
        })
        .await
}

async fn find(read: &impl Read, company: CompanyId, id: &AnyId<ButtonId>) -> Result<Button, AppError> {
    let AnyId::Ours(id) = id else { return Err(MISSING) };
    kept::find(read, Which::all(company).with_id(*id)).await?.ok_or(MISSING)
}

async fn check_profile(read: &impl Read, company: CompanyId, id: ProfileId) -> Result<(), AppError> {
    match profiles::find(read, company, id).await? {
        Some(_) => Ok(()),
        None => Err(AppError::field("profileId", "names no profile")),
    }
}

/// What is called is reached as webhooks are; what is opened is the browser's to reach.
fn check_target(app: &App, button: &Button) -> Result<(), AppError> {
    let refuse = |remedy: String| AppError::field("target", remedy);
    if button.kind == ButtonKind::Webhook {
        return app.outbound.check(&button.target).map(|_| ()).map_err(refuse);
    }
    let example = Target::read(&button.target).map_err(refuse)?.example();
    let wanted = || refuse("must be an address such as https://example.com/?id={personId}".to_owned());
    let url = Url::parse(&example).map_err(|_| wanted())?;
    if !matches!(url.scheme(), "https" | "http") || !url.username().is_empty() || url.password().is_some() {
        return Err(wanted());
    }
    Ok(())
}

/// What the secret of a button is sealed for.
fn sealed_for(company: CompanyId, id: ButtonId) -> String {
    format!("{company}/button/{id}")
}

fn event(verb: &'static str, id: ButtonId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Button(id), person: None, changes, at, credentials: false }
}
