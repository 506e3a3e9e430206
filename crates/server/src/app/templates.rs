//! Templates: what is said by which channel, in versions of which one is active; and how it reads filled in.

mod facts;
mod paper;
mod render;
pub mod versions;

pub use facts::{Hydrated, hydrate};
pub use paper::{letter, lines_of};
pub use render::{Shown, UNSUBSCRIBE, fill, render};

use domain::changes;
use domain::id::{AnyId, CompanyId, Id, TemplateDescriptorId};
use domain::template::{DescriptorDraft, TemplateDescriptor, TemplateVersion};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::templates::descriptors::{self, Filter};
use store::templates::{self, Wanted};
use store::{Read, StoreError, Tx};

use super::{App, AppError, Caller};

/// Makes a descriptor.
pub async fn create(
    app: &App,
    caller: &Caller,
    draft: DescriptorDraft,
) -> Result<TemplateDescriptor, AppError> {
    caller.require(Permission::TemplateCreate)?;
    let now = app.clock.now();
    let descriptor = draft.create(TemplateDescriptorId::of(0), caller.company, now)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            check_alone(tx, &descriptor).await?;
            let id = descriptors::insert(tx, &descriptor).await?;
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(TemplateDescriptor { id, ..descriptor.clone() })
        })
        .await
}

/// The company's descriptors, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<TemplateDescriptor>, AppError> {
    caller.require(Permission::TemplateRead)?;
    Ok(descriptors::list(&app.store, caller.company, filter, slice).await?)
}

/// The key of the descriptor a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    id: AnyId<TemplateDescriptorId>,
) -> Result<Option<TemplateDescriptorId>, AppError> {
    caller.require(Permission::TemplateRead)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(descriptors::find(&app.store, caller.company, id).await?.map(|found| found.id))
}

/// One descriptor.
pub async fn get(
    app: &App,
    caller: &Caller,
    id: AnyId<TemplateDescriptorId>,
) -> Result<TemplateDescriptor, AppError> {
    caller.require(Permission::TemplateRead)?;
    find(&app.store, caller.company, id).await
}

/// Merges a draft into a descriptor.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<TemplateDescriptorId>,
    draft: DescriptorDraft,
) -> Result<TemplateDescriptor, AppError> {
    caller.require(Permission::TemplateUpdate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, tx.author().company, id.clone()).await?;
            let has_versions = store::templates::versions::newest_number(tx, before.id).await? > 0;
            let after = draft.clone().merge(&before, has_versions, now)?;
            let told = changes::between(&before, &after);
            if changes::is_empty(&told) {
                return Ok(before);
            }
            check_alone(tx, &after).await?;
            descriptors::update(tx, &after).await?;
            tx.record(event("updated", after.id, told, now));
            Ok(after)
        })
        .await
}

/// The descriptor that a message follows and its active version, on the store or in a transaction.
pub async fn find_for(
    read: &impl Read,
    company: CompanyId,
    wanted: Wanted<'_>,
) -> Result<Option<(TemplateDescriptor, TemplateVersion)>, StoreError> {
    templates::find_for(read, company, wanted).await
}

async fn find(
    read: &impl Read,
    company: CompanyId,
    id: AnyId<TemplateDescriptorId>,
) -> Result<TemplateDescriptor, AppError> {
    const MISSING: AppError = AppError::Missing("template descriptor");
    let AnyId::Ours(id) = id else { return Err(MISSING) };
    descriptors::find(read, company, id).await?.ok_or(MISSING)
}

/// Of those in use there is one for a subject, channel, language and product.
async fn check_alone(tx: &Tx, descriptor: &TemplateDescriptor) -> Result<(), AppError> {
    if !descriptor.enabled || !descriptors::is_taken(tx, descriptor).await? {
        return Ok(());
    }
    let product =
        descriptor.product_id.as_deref().map_or("all products".to_owned(), |id| format!("product {id}"));
    Err(AppError::Conflict(format!(
        "there is an enabled template for {} by {} in {} for {product} already; disable that one first",
        descriptor.subject, descriptor.channel, descriptor.language
    )))
}

fn event(verb: &'static str, id: TemplateDescriptorId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::TemplateDescriptor(id), person: None, changes, at, credentials: false }
}
