//! Companies: the first one, further ones, and what one tells of itself.

pub mod compliance;

use domain::changes;
use domain::company::{Company, CompanyDraft};
use domain::id::{CompanyId, Id};
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::{Author, Tx, companies};

use super::{App, AppError, Caller};

/// Gives a fresh store its one company.
pub(crate) async fn ensure_first(app: &App) -> Result<(), AppError> {
    if !companies::all(&app.store).await?.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    let nobodys = Author::system(CompanyId::of(0));
    app.store.write(nobodys, async move |tx: &Tx| Ok(companies::insert_first(tx, now).await?)).await
}

/// Makes a further company; only a command does.
pub async fn create(app: &App, name: String) -> Result<CompanyId, AppError> {
    let draft = CompanyDraft::named(&name)?;
    let now = app.clock.now();
    let nobodys = Author::system(CompanyId::of(0));
    app.store.write(nobodys, async move |tx: &Tx| Ok(companies::insert(tx, &draft, now).await?)).await
}

/// The company a command is about: the one that is named, or the only one.
pub async fn chosen(app: &App, id: Option<&str>) -> Result<CompanyId, AppError> {
    let all = companies::all(&app.store).await?;
    let Some(text) = id else {
        return match all.as_slice() {
            [only] => Ok(only.id),
            [] => Err(AppError::Missing("company")),
            many => {
                let known: Vec<_> = many.iter().map(|one| format!("{} ({})", one.id, one.name)).collect();
                Err(AppError::Refused(format!("say which company with --company: {}", known.join(", "))))
            }
        };
    };
    let found = all.iter().find(|company| text.parse() == Ok(company.id));
    found.map(|company| company.id).ok_or_else(|| AppError::Refused(format!("there is no company {text}")))
}

/// The caller's company.
pub async fn get(app: &App, caller: &Caller) -> Result<Company, AppError> {
    companies::find(&app.store, caller.company).await?.ok_or(AppError::Missing("company"))
}

/// Merges a draft into the caller's company.
pub async fn update(app: &App, caller: &Caller, mut draft: CompanyDraft) -> Result<Company, AppError> {
    caller.require(Permission::CompanyAdminister)?;
    let now = app.clock.now();
    let who = caller.clone();
    let said = draft.take_setting(compliance::KEY);
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let found = companies::find(tx, tx.author().company).await?;
            let before = found.ok_or(AppError::Missing("company"))?;
            let after = draft.clone().merge(&before, now)?;
            let after = compliance::merge(&who, &before, after, said.clone(), now)?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            companies::update(tx, &after).await?;
            let object = Object::Company(after.id);
            tx.record(NewEvent {
                verb: "updated",
                object,
                person: None,
                changes,
                at: now,
                credentials: false,
            });
            Ok(after)
        })
        .await
}
