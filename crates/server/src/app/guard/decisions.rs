//! What was decided about real contacts: the audit evidence, never changed.

use domain::id::{AnyId, DecisionId, Id, InteractionId, PersonId};
use domain::vocabulary::{GuardOutcome, Permission};
use store::decisions::{self, Decided, Filter};
use store::lookup::{self, Table};
use store::page::{Page, Slice};

use crate::app::interactions::opened::open;
use crate::app::{App, AppError, Caller};

/// Which decisions are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// About this person.
    pub person: Option<AnyId<PersonId>>,
    /// About this interaction.
    pub interaction: Option<AnyId<InteractionId>>,
    /// With one of these outcomes.
    pub outcomes: Vec<GuardOutcome>,
    /// With one of these as the first rule in the way.
    pub rules: Vec<String>,
}

/// The company's decisions, newest first; those about one interaction for everybody who may look into it. Who does not see
/// account credentials sees none about them.
pub async fn list(
    app: &App,
    caller: &Caller,
    wanted: Wanted,
    slice: Slice,
) -> Result<Page<Decided>, AppError> {
    may_list(app, caller, &wanted).await?;
    let filter = Filter {
        person: resolve(app, caller, Table::People, wanted.person).await?,
        interaction: resolve(app, caller, Table::Interactions, wanted.interaction).await?,
        outcomes: wanted.outcomes,
        rules: wanted.rules,
        credentials: caller.view().credentials,
    };
    Ok(decisions::list(&app.store, caller.company, &filter, slice).await?)
}

async fn may_list(app: &App, caller: &Caller, wanted: &Wanted) -> Result<(), AppError> {
    let Some(interaction) = wanted.interaction.as_ref().filter(|_| !caller.may(Permission::GuardRead)) else {
        return caller.require(Permission::GuardRead);
    };
    caller.require(Permission::InteractionRead)?;
    open(&app.store, caller, interaction).await.map(drop)
}

/// The key of the decision a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    id: AnyId<DecisionId>,
) -> Result<Option<DecisionId>, AppError> {
    if !caller.may(Permission::GuardRead) {
        caller.require(Permission::InteractionRead)?;
    }
    Ok(find(app, caller, &id).await?.map(|decided| decided.id))
}

/// One decision.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<DecisionId>) -> Result<Decided, AppError> {
    caller.require(Permission::GuardRead)?;
    find(app, caller, id).await?.ok_or(AppError::Missing("decision"))
}

async fn find(app: &App, caller: &Caller, id: &AnyId<DecisionId>) -> Result<Option<Decided>, AppError> {
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(decisions::find(&app.store, caller.company, *id, caller.view().credentials).await?)
}

/// The id of what is named; one that no row has where it is not there.
async fn resolve<T: Id + std::hash::Hash + Send + 'static>(
    app: &App,
    caller: &Caller,
    table: Table,
    name: Option<AnyId<T>>,
) -> Result<Option<T>, AppError> {
    let Some(name) = name else { return Ok(None) };
    if let AnyId::Ours(id) = name {
        return Ok(Some(id));
    }
    let found = lookup::find(&app.store, caller.company, table, std::slice::from_ref(&name)).await?;
    Ok(Some(found.get(&name).map_or(T::of(0), |known| known.id)))
}
