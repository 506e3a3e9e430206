//! Users: make, list, change, disable.

use domain::changes;
use domain::id::{AnyId, Id, UserId};
use domain::patch::Patch;
use domain::problem::Problems;
use domain::time::Instant;
use domain::user::{User, UserDraft};
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::profiles::{self, Held};
use store::{Tx, sessions, users};

use super::{App, AppError, Caller, roles};

/// What is said of a user who is not there.
pub(crate) const NO_USER: &str = "names no user; make the user first";

/// Makes a user.
pub async fn create(app: &App, caller: &Caller, draft: UserDraft) -> Result<User, AppError> {
    caller.require(Permission::UserAdminister)?;
    refuse_borrower(&draft)?;
    let now = app.clock.now();
    let password = draft.password.clone();
    let user = draft.create(UserId::of(0), now)?;
    let hash = hash_of(app, password).await?;
    let giver = caller.permissions.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            roles::check(tx, &giver, user.role).await?;
            check_email(tx, &user).await?;
            let id = users::insert(tx, &user).await?;
            if let Some(hash) = &hash {
                users::set_password(tx, id, hash.clone()).await?;
            }
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(User { id, ..user.clone() })
        })
        .await
}

/// The company's users, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<User>, AppError> {
    caller.require(Permission::UserAdminister)?;
    Ok(users::list(&app.store, caller.company, slice).await?)
}

/// The key of the user a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<UserId>) -> Result<Option<UserId>, AppError> {
    caller.require(Permission::UserAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(users::find(&app.store, caller.company, id).await?.map(|user| user.id))
}

/// One user.
pub async fn get(app: &App, caller: &Caller, id: AnyId<UserId>) -> Result<User, AppError> {
    caller.require(Permission::UserAdminister)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("user")) };
    users::find(&app.store, caller.company, id).await?.ok_or(AppError::Missing("user"))
}

/// The user that asks.
pub async fn me(app: &App, caller: &Caller) -> Result<User, AppError> {
    let id = caller.user.ok_or(AppError::Missing("user behind this key (it acts as none)"))?;
    users::find(&app.store, caller.company, id).await?.ok_or(AppError::Missing("user"))
}

/// What the user that asks works with.
pub async fn profiles_of_me(app: &App, caller: &Caller) -> Result<Vec<Held>, AppError> {
    let Some(me) = caller.user else { return Ok(Vec::new()) };
    Ok(profiles::held_by(&app.store, caller.company, me).await?)
}

/// Merges a draft into a user. A new password, role or the loss of access ends its sessions.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<UserId>,
    draft: UserDraft,
) -> Result<User, AppError> {
    caller.require(Permission::UserAdminister)?;
    refuse_borrower(&draft)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("user")) };
    let now = app.clock.now();
    let hash = hash_of(app, draft.password.clone()).await?;
    let itself = caller.user == Some(id);
    let giver = caller.permissions.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = users::find(tx, tx.author().company, id).await?.ok_or(AppError::Missing("user"))?;
            let after = draft.clone().merge(&before, now);
            if itself && (after.disabled || after.role != before.role) {
                let text = "nobody disables themselves or changes their own role; ask another administrator";
                return Err(AppError::Conflict(text.to_owned()));
            }
            // Whoever may set a password or a role must not come to more than they have by it.
            roles::check(tx, &giver, before.role).await?;
            roles::check(tx, &giver, after.role).await?;
            write_back(tx, &before, &after, hash.clone()).await
        })
        .await
}

/// Lets the user with this id or email in no more.
pub async fn disable(app: &App, caller: &Caller, named: String) -> Result<User, AppError> {
    let id = match named.parse() {
        Ok(id) => id,
        Err(_) => {
            caller.require(Permission::UserAdminister)?;
            let found = users::find_by_email(&app.store, caller.company, &named).await?;
            found.ok_or(AppError::Missing("user"))?.id
        }
    };
    let draft = UserDraft::read(r#"{"disabled":true}"#)?;
    update(app, caller, AnyId::Ours(id), draft).await
}

/// Says which list names a user who is not there.
pub(crate) async fn check_there(
    tx: &Tx,
    field: &str,
    ids: &[UserId],
    problems: &mut Problems,
) -> Result<(), AppError> {
    let there = users::find_all(tx, tx.author().company, ids).await?;
    for (at, id) in ids.iter().enumerate() {
        if !there.iter().any(|user| user.id == *id) {
            problems.push(format!("{field}[{at}]"), NO_USER);
        }
    }
    Ok(())
}

fn refuse_borrower(draft: &UserDraft) -> Result<(), AppError> {
    if draft.borrower {
        return Err(AppError::Forbidden("users of the kind Borrower are reserved".to_owned()));
    }
    Ok(())
}

/// What becomes of the stored hash: nothing, or a new one, or none.
async fn hash_of(app: &App, password: Patch<String>) -> Result<Option<Option<String>>, AppError> {
    match password {
        Patch::Absent => Ok(None),
        Patch::Null => Ok(Some(None)),
        Patch::Value(password) => Ok(Some(Some(app.passwords.hash(password).await?))),
    }
}

async fn write_back(
    tx: &Tx,
    before: &User,
    after: &User,
    hash: Option<Option<String>>,
) -> Result<User, AppError> {
    let mut changes = changes::between(before, after);
    if changes::is_empty(&changes) && hash.is_none() {
        return Ok(before.clone());
    }
    check_email(tx, after).await?;
    users::update(tx, after).await?;
    if after.disabled || hash.is_some() {
        sessions::delete_of_user(tx, after.id).await?;
    }
    if let Some(hash) = hash {
        users::set_password(tx, after.id, hash).await?;
        changes = with_password(&changes);
    }
    tx.record(event("updated", after.id, changes, after.updated_at.unwrap_or(after.created_at)));
    Ok(after.clone())
}

/// The log tells that a password changed, and nothing of it.
fn with_password(changes: &str) -> String {
    let told = r#""password":{"changed":true}"#;
    if changes::is_empty(changes) {
        return format!("{{{told}}}");
    }
    format!("{{{told},{}", &changes[1..])
}

async fn check_email(tx: &Tx, user: &User) -> Result<(), AppError> {
    let found = users::find_by_email(tx, tx.author().company, &user.email).await?;
    if found.is_some_and(|other| other.id != user.id) {
        return Err(AppError::Conflict(format!("there is a user with the email {} already", user.email)));
    }
    Ok(())
}

fn event(verb: &'static str, id: UserId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::User(id), person: None, changes, at, credentials: false }
}
