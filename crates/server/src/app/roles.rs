//! Roles of the company's own: make, list, change, remove.

use domain::changes;
use domain::id::{AnyId, Id, RoleId};
use domain::role::{CustomRole, HeldRole, RoleDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Tx, roles};

use super::{App, AppError, Caller};

/// Makes a role.
pub async fn create(app: &App, caller: &Caller, draft: RoleDraft) -> Result<CustomRole, AppError> {
    caller.require(Permission::RoleAdminister)?;
    let now = app.clock.now();
    let role = draft.create(RoleId::of(0), now)?;
    check_within(&caller.permissions, &role.permissions)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            check_name(tx, &role).await?;
            let id = roles::insert(tx, &role).await?;
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(CustomRole { id, ..role.clone() })
        })
        .await
}

/// The company's own roles, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<CustomRole>, AppError> {
    caller.require(Permission::RoleAdminister)?;
    Ok(roles::list(&app.store, caller.company, slice).await?)
}

/// The key of the role a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<RoleId>) -> Result<Option<RoleId>, AppError> {
    caller.require(Permission::RoleAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(roles::find(&app.store, caller.company, id).await?.map(|role| role.id))
}

/// One role.
pub async fn get(app: &App, caller: &Caller, id: AnyId<RoleId>) -> Result<CustomRole, AppError> {
    caller.require(Permission::RoleAdminister)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("role")) };
    roles::find(&app.store, caller.company, id).await?.ok_or(AppError::Missing("role"))
}

/// Merges a draft into a role.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<RoleId>,
    draft: RoleDraft,
) -> Result<CustomRole, AppError> {
    caller.require(Permission::RoleAdminister)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("role")) };
    let now = app.clock.now();
    let giver = caller.permissions.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let found = roles::find(tx, tx.author().company, id).await?;
            let before = found.ok_or(AppError::Missing("role"))?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            check_within(&giver, &after.permissions)?;
            check_name(tx, &after).await?;
            roles::update(tx, &after).await?;
            tx.record(event("updated", id, changes, now));
            Ok(after)
        })
        .await
}

/// Removes a role that nobody holds.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<RoleId>) -> Result<CustomRole, AppError> {
    caller.require(Permission::RoleAdminister)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("role")) };
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let found = roles::find(tx, tx.author().company, id).await?;
            let role = found.ok_or(AppError::Missing("role"))?;
            if roles::is_held(tx, id).await? {
                let text = "users or keys hold this role; give them another first";
                return Err(AppError::Conflict(text.to_owned()));
            }
            roles::delete(tx, id).await?;
            tx.record(event("deleted", id, "{}".to_owned(), now));
            Ok(role)
        })
        .await
}

/// Whether the role that a user or key is to hold exists and allows nothing that its giver may not.
pub(crate) async fn check(tx: &Tx, giver: &[Permission], role: HeldRole) -> Result<(), AppError> {
    let held = match role {
        HeldRole::Standard(role) => role.permissions().collect(),
        HeldRole::Custom(id) => {
            let found = roles::find(tx, tx.author().company, id).await?;
            found.ok_or_else(|| AppError::field("role", format!("there is no role {id}")))?.permissions
        }
    };
    check_within(giver, &held)
}

/// Nobody gives away what they do not have.
fn check_within(giver: &[Permission], given: &[Permission]) -> Result<(), AppError> {
    match given.iter().find(|permission| !giver.contains(permission)) {
        None => Ok(()),
        Some(lacking) => Err(AppError::Forbidden(format!(
            "this concerns the permission {lacking}, which you do not have; ask an administrator"
        ))),
    }
}

async fn check_name(tx: &Tx, role: &CustomRole) -> Result<(), AppError> {
    if roles::name_is_taken(tx, &role.name, role.id).await? {
        return Err(AppError::Conflict(format!("there is a role named {:?} already", role.name)));
    }
    Ok(())
}

fn event(verb: &'static str, id: RoleId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Role(id), person: None, changes, at, credentials: false }
}
