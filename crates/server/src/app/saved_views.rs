//! Views of the history under a name: one's own, and those shared with one's teams.

use domain::id::{AnyId, CompanyId, SavedViewId, TeamId, UserId};
use domain::saved_view::{SavedView, SavedViewDraft};
use domain::vocabulary::Permission;
use store::page::{Page, Slice};
use store::teams::OfTeam;
use store::{Read, Tx, kept, saved_views, teams, users};

use super::{App, AppError, Caller};

const MISSING: AppError = AppError::Missing("saved view");

/// A view as somebody sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The view.
    pub view: SavedView,
    /// The name of its owner.
    pub owner: Option<String>,
    /// Whether it is the caller's own.
    pub mine: bool,
}

/// Saves a view.
pub async fn create(app: &App, caller: &Caller, draft: SavedViewDraft) -> Result<Seen, AppError> {
    let me = me(caller)?;
    let now = app.clock.now();
    let view = draft.create(me, now)?;
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            check_team(tx, &who, me, view.team_id).await?;
            let id = kept::insert(tx, &view).await?;
            seen_by(tx, &who, me, SavedView { id, ..view.clone() }).await
        })
        .await
}

/// The caller's views and those shared with their teams, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Seen>, AppError> {
    let me = me(caller)?;
    let page = kept::list::<SavedView>(&app.store, saved_views::seen_by(caller.company, me), slice).await?;
    let owners: Vec<UserId> = page.rows.iter().map(|view| view.owner_id).collect();
    let owners = users::find_all(&app.store, caller.company, &owners).await?;
    let show = |view: SavedView| {
        let owner = owners.iter().find(|user| user.id == view.owner_id).map(|user| user.full_name());
        Seen { owner, mine: view.owner_id == me, view }
    };
    let Page { rows, total, exact, more_after, more_before } = page;
    Ok(Page { rows: rows.into_iter().map(show).collect(), total, exact, more_after, more_before })
}

/// The key of the view a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    id: AnyId<SavedViewId>,
) -> Result<Option<SavedViewId>, AppError> {
    let me = me(caller)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    let which = saved_views::seen_by(caller.company, me).with_id(id);
    Ok(kept::find::<SavedView>(&app.store, which).await?.map(|view| view.id))
}

/// One view.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<SavedViewId>) -> Result<Seen, AppError> {
    let me = me(caller)?;
    let view = find(&app.store, caller.company, me, id).await?;
    seen_by(&app.store, caller, me, view).await
}

/// Changes a view.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<SavedViewId>,
    draft: SavedViewDraft,
) -> Result<Seen, AppError> {
    let me = me(caller)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, who.company, me, &id).await?;
            check_changes(tx, &who, me, &before).await?;
            if draft.team() != before.team_id {
                check_team(tx, &who, me, draft.team()).await?;
            }
            let after = draft.clone().merge(&before, now);
            kept::update(tx, after.id, &after).await?;
            seen_by(tx, &who, me, after).await
        })
        .await
}

/// Takes a view away.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<SavedViewId>) -> Result<Seen, AppError> {
    let me = me(caller)?;
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let view = find(tx, who.company, me, &id).await?;
            check_changes(tx, &who, me, &view).await?;
            kept::delete::<SavedView>(tx, view.id).await?;
            seen_by(tx, &who, me, view).await
        })
        .await
}

/// The teams the caller may share with: their own, or all of the company's for those who see all of it.
pub async fn teams_of_me(app: &App, caller: &Caller) -> Result<Vec<OfTeam>, AppError> {
    let me = me(caller)?;
    Ok(teams::of_user(&app.store, caller.company, me, caller.may(Permission::HistoryReadCompany)).await?)
}

fn me(caller: &Caller) -> Result<UserId, AppError> {
    caller.require(Permission::HistoryRead)?;
    let text = "saved views are for people; sign in as a user";
    caller.user.ok_or_else(|| AppError::Forbidden(text.to_owned()))
}

async fn find(
    read: &impl Read,
    company: CompanyId,
    me: UserId,
    id: &AnyId<SavedViewId>,
) -> Result<SavedView, AppError> {
    let AnyId::Ours(id) = id else { return Err(MISSING) };
    kept::find(read, saved_views::seen_by(company, me).with_id(*id)).await?.ok_or(MISSING)
}

async fn seen_by(read: &impl Read, caller: &Caller, me: UserId, view: SavedView) -> Result<Seen, AppError> {
    let owner = users::find(read, caller.company, view.owner_id).await?;
    Ok(Seen { owner: owner.map(|user| user.full_name()), mine: view.owner_id == me, view })
}

async fn check_team(
    read: &impl Read,
    caller: &Caller,
    me: UserId,
    team: Option<TeamId>,
) -> Result<(), AppError> {
    let Some(team) = team else { return Ok(()) };
    let mine = teams::of_user(read, caller.company, me, caller.may(Permission::HistoryReadCompany)).await?;
    if mine.iter().any(|one| one.id == team) {
        return Ok(());
    }
    Err(AppError::field("teamId", format!("{team} is no team of yours")))
}

/// Its owner changes a view, and whoever manages the team it is shared with.
async fn check_changes(
    read: &impl Read,
    caller: &Caller,
    me: UserId,
    view: &SavedView,
) -> Result<(), AppError> {
    if view.owner_id == me {
        return Ok(());
    }
    let mine = teams::of_user(read, caller.company, me, false).await?;
    if mine.iter().any(|team| team.manages && Some(team.id) == view.team_id) {
        return Ok(());
    }
    let text = "only its owner or a manager of its team changes a view; save one of your own";
    Err(AppError::Forbidden(text.to_owned()))
}
