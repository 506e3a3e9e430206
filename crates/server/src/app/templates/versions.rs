//! Versions of a template: written, read, activated.

use domain::changes;
use domain::id::{AnyId, Id, TemplateDescriptorId, TemplateVersionId};
use domain::template::{TemplateContent, TemplateDescriptor, TemplateVersion, VersionDraft};
use domain::time::Instant;
use domain::vocabulary::{Channel, Permission};
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::templates::{descriptors, versions};
use store::{Read, Tx};

use crate::app::{App, AppError, Caller};

const MISSING: AppError = AppError::Missing("template version");

/// Writes a version, if it works. It is not sent before it is activated.
pub async fn create(
    app: &App,
    caller: &Caller,
    descriptor: AnyId<TemplateDescriptorId>,
    draft: VersionDraft,
) -> Result<TemplateVersion, AppError> {
    caller.require(Permission::TemplateCreate)?;
    let found = super::find(&app.store, caller.company, descriptor).await?;
    let content = draft.content(found.channel)?;
    check(&content)?;
    let (now, created_by) = (app.clock.now(), caller.created_by());
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let descriptor = super::find(tx, tx.author().company, AnyId::Ours(found.id)).await?;
            // Without versions its channel may have changed meanwhile.
            content.fit_for(descriptor.channel)?;
            let version = TemplateVersion {
                id: TemplateVersionId::of(0),
                template_descriptor_id: descriptor.id,
                number: versions::newest_number(tx, descriptor.id).await? + 1,
                is_active: false,
                content: content.clone(),
                created_by: created_by.clone(),
                created_at: now,
                activated_at: None,
            };
            let id = versions::insert(tx, &version).await?;
            tx.record(event("created", id, now));
            Ok(TemplateVersion { id, ..version })
        })
        .await
}

/// The versions of a descriptor, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    descriptor: AnyId<TemplateDescriptorId>,
    slice: Slice,
) -> Result<Page<TemplateVersion>, AppError> {
    caller.require(Permission::TemplateRead)?;
    let found = super::find(&app.store, caller.company, descriptor).await?;
    Ok(versions::list(&app.store, caller.company, found.id, slice).await?)
}

/// The key of the version a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    descriptor: AnyId<TemplateDescriptorId>,
    id: AnyId<TemplateVersionId>,
) -> Result<Option<TemplateVersionId>, AppError> {
    caller.require(Permission::TemplateRead)?;
    let found = super::find(&app.store, caller.company, descriptor).await?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    let version = versions::find(&app.store, caller.company, Some(found.id), id).await?;
    Ok(version.map(|version| version.id))
}

/// One version.
pub async fn get(
    app: &App,
    caller: &Caller,
    descriptor: AnyId<TemplateDescriptorId>,
    id: AnyId<TemplateVersionId>,
) -> Result<TemplateVersion, AppError> {
    caller.require(Permission::TemplateRead)?;
    let found = super::find(&app.store, caller.company, descriptor).await?;
    find(&app.store, &found, id).await
}

/// Makes a version the one that is sent, from the next message on.
pub async fn activate(
    app: &App,
    caller: &Caller,
    descriptor: AnyId<TemplateDescriptorId>,
    id: AnyId<TemplateVersionId>,
) -> Result<TemplateVersion, AppError> {
    caller.require(Permission::TemplateActivate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = super::find(tx, tx.author().company, descriptor.clone()).await?;
            let version = find(tx, &before, id.clone()).await?;
            if version.is_active {
                return Ok(version);
            }
            check_opt_out(&before, &version.content)?;
            let active = Some(version.id);
            let after =
                TemplateDescriptor { active_version_id: active, updated_at: Some(now), ..before.clone() };
            descriptors::update(tx, &after).await?;
            versions::set_activated(tx, version.id, now).await?;
            tx.record(super::event("updated", after.id, changes::between(&before, &after), now));
            tx.record(event("activated", version.id, now));
            Ok(TemplateVersion { is_active: true, activated_at: Some(now), ..version })
        })
        .await
}

async fn find(
    read: &impl Read,
    descriptor: &TemplateDescriptor,
    id: AnyId<TemplateVersionId>,
) -> Result<TemplateVersion, AppError> {
    let AnyId::Ours(id) = id else { return Err(MISSING) };
    versions::find(read, descriptor.company_id, Some(descriptor.id), id).await?.ok_or(MISSING)
}

fn check(content: &TemplateContent) -> Result<(), AppError> {
    templates::check(content)
        .map_err(|fault| AppError::Refused(format!("the template does not work: content.{fault}")))
}

/// Every electronic message about a debt says how to hear no more of them (12 CFR 1006.6(e)).
fn check_opt_out(descriptor: &TemplateDescriptor, content: &TemplateContent) -> Result<(), AppError> {
    let collects = descriptor.subject.implied_theme().is_some_and(guard::is_collection);
    if !collects || templates::says_how_to_opt_out(content, descriptor.channel) {
        return Ok(());
    }
    let remedy = match descriptor.channel {
        Channel::Text => "add a line such as: Reply STOP to opt out",
        _ => {
            "add a link to {{ unsubscribeUrl }} or a sentence with the word unsubscribe, to the text part too"
        }
    };
    Err(AppError::Refused(format!(
        "a message about a debt needs an opt-out line (12 CFR 1006.6(e)): {remedy}"
    )))
}

fn event(verb: &'static str, id: TemplateVersionId, at: Instant) -> NewEvent {
    let (object, changes) = (Object::TemplateVersion(id), "{}".to_owned());
    NewEvent { verb, object, person: None, changes, at, credentials: false }
}
