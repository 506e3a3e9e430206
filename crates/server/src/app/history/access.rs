//! Who sees which interactions in the history, and how far back.

use domain::history::{Access, Period, Reach, months_of};
use domain::id::UserId;
use domain::user::User;
use domain::vocabulary::{HistoryAccess, Permission};
use jiff::tz::TimeZone;
use store::profiles::{self, Held};
use store::{companies, teams, users};

use crate::app::{App, AppError, Caller};

/// What the caller sees of the history; the first question of all its use cases.
pub async fn reach(app: &App, caller: &Caller) -> Result<(Reach, Period), AppError> {
    caller.require(Permission::HistoryRead)?;
    let Some(me) = caller.user else {
        return Err(AppError::Forbidden("History is for people; sign in as a user".to_owned()));
    };
    let (held, period) = futures::try_join!(
        async { Ok(profiles::held_by(&app.store, caller.company, me).await?) },
        period(app, caller)
    )?;
    let active = held.into_iter().find(|profile| profile.active);
    if let Some(profile) = active.as_ref().filter(|profile| !profile.history) {
        let text = format!(
            "your active profile {:?} has no history of interactions; switch to another",
            profile.name
        );
        return Err(AppError::Forbidden(text));
    }
    let access = access(app, caller, me, active).await?;
    Ok((Reach { access, since: period.since() }, period))
}

/// Those whose interactions may be in what the caller sees: themself, or whoever of the company may have handled one.
pub async fn advisors(app: &App, caller: &Caller) -> Result<Vec<User>, AppError> {
    let (reach, _) = reach(app, caller).await?;
    let all = users::everybody(&app.store, caller.company).await?;
    let Access::Own { me } = reach.access else { return Ok(all) };
    Ok(all.into_iter().filter(|user| user.id == me).collect())
}

/// The calendar of the caller's company, and how far back its history goes.
pub async fn period(app: &App, caller: &Caller) -> Result<Period, AppError> {
    let company = companies::find(&app.store, caller.company).await?.ok_or(AppError::Missing("company"))?;
    let zone = company.setting("timezone");
    let zone = zone.as_ref().and_then(|zone| TimeZone::get(zone.as_str()?).ok()).unwrap_or(TimeZone::UTC);
    Ok(Period::new(app.clock.now(), zone, months_of(company.setting("history").as_ref())))
}

/// Whose interactions somebody with these profiles sees.
pub fn access_of(caller: &Caller, held: &[Held]) -> HistoryAccess {
    let off = held.iter().any(|profile| profile.active && !profile.history);
    if !caller.may(Permission::HistoryRead) || caller.user.is_none() || off {
        return HistoryAccess::None;
    }
    widest(caller)
}

fn widest(caller: &Caller) -> HistoryAccess {
    if caller.may(Permission::HistoryReadCompany) {
        HistoryAccess::Company
    } else if caller.may(Permission::HistoryReadTeam) {
        HistoryAccess::Team
    } else {
        HistoryAccess::Own
    }
}

async fn access(app: &App, caller: &Caller, me: UserId, active: Option<Held>) -> Result<Access, AppError> {
    let company = caller.company;
    let queues = async {
        match &active {
            Some(profile) => profiles::queues_of(&app.store, company, profile.id).await,
            None => Ok(Vec::new()),
        }
    };
    Ok(match widest(caller) {
        HistoryAccess::Company => Access::Company {
            queues: queues.await?,
            flows: active.as_ref().and_then(|one| one.flows.clone()),
        },
        HistoryAccess::Team => {
            let (queues, mut people) =
                futures::try_join!(queues, teams::managed_by(&app.store, company, me))?;
            if !people.contains(&me) {
                people.push(me);
            }
            Access::Team { people, queues }
        }
        HistoryAccess::Own | HistoryAccess::None => Access::Own { me },
    })
}
