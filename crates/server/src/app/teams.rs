//! Teams: make, find, change, take away.

use domain::changes;
use domain::id::{AnyId, CompanyId, Id, TeamId};
use domain::problem::Problems;
use domain::team::{Team, TeamDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, teams};

use super::{App, AppError, Caller, users};

/// Makes a team.
pub async fn create(app: &App, caller: &Caller, draft: TeamDraft) -> Result<Team, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let team = draft.create(TeamId::of(0), now)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            check_people(tx, &team).await?;
            let team = Team { id: teams::insert(tx, &team).await?, ..team.clone() };
            tx.record(event("created", team.id, "{}".to_owned(), now));
            Ok(team)
        })
        .await
}

/// The company's teams, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Team>, AppError> {
    caller.require(Permission::HistoryRead)?;
    Ok(teams::list(&app.store, caller.company, slice).await?)
}

/// The key of the team a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<TeamId>) -> Result<Option<TeamId>, AppError> {
    caller.require(Permission::HistoryRead)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(teams::find(&app.store, caller.company, id).await?.map(|team| team.id))
}

/// One team.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<TeamId>) -> Result<Team, AppError> {
    caller.require(Permission::HistoryRead)?;
    find(&app.store, caller.company, id).await
}

/// Merges a draft into a team.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<TeamId>,
    draft: TeamDraft,
) -> Result<Team, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, company, &id).await?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            check_people(tx, &after).await?;
            teams::update(tx, &after).await?;
            tx.record(event("updated", after.id, changes, now));
            Ok(after)
        })
        .await
}

/// Takes a team away.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<TeamId>) -> Result<Team, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let team = find(tx, company, &id).await?;
            teams::delete(tx, team.id).await?;
            tx.record(event("deleted", team.id, "{}".to_owned(), now));
            Ok(team)
        })
        .await
}

async fn find(read: &impl Read, company: CompanyId, id: &AnyId<TeamId>) -> Result<Team, AppError> {
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("team")) };
    teams::find(read, company, *id).await?.ok_or(AppError::Missing("team"))
}

async fn check_people(tx: &Tx, team: &Team) -> Result<(), AppError> {
    let mut problems = Problems::new();
    users::check_there(tx, "managerIds", &team.manager_ids, &mut problems).await?;
    users::check_there(tx, "memberIds", &team.member_ids, &mut problems).await?;
    Ok(problems.into_result(())?)
}

fn event(verb: &'static str, id: TeamId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Team(id), person: None, changes, at, credentials: false }
}
