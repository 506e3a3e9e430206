//! What providers told: kept as it came, understood afterwards, shown and tried again where nobody could.

mod apply;
mod conversation;
mod correspondent;
mod delivery;
mod email;
mod files;
mod quiet;
mod reply;
mod take;
mod text;
mod understand;
mod wishes;

pub(crate) use quiet::{close, over};
pub(crate) use take::take;
pub(crate) use understand::understand;
pub(crate) use wishes::{Wish, grant};

use domain::arrival::ArrivalRecord;
use domain::id::{AnyId, ArrivalId};
use domain::vocabulary::{ArrivalState, Permission};
use store::page::{Page, Slice};
use store::{Tx, arrivals};

use super::{App, AppError, Caller};

/// The company's arrivals, newest first; in these states only, where some are named.
pub async fn list(
    app: &App,
    caller: &Caller,
    states: &[ArrivalState],
    slice: Slice,
) -> Result<Page<ArrivalRecord>, AppError> {
    caller.require(Permission::OutboxManage)?;
    Ok(arrivals::list(&app.store, caller.company, states, slice).await?)
}

/// The key of the arrival a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<ArrivalId>) -> Result<Option<ArrivalId>, AppError> {
    caller.require(Permission::OutboxManage)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(arrivals::find(&app.store, caller.company, id).await?.map(|found| found.id))
}

/// One arrival.
pub async fn get(app: &App, caller: &Caller, id: AnyId<ArrivalId>) -> Result<ArrivalRecord, AppError> {
    caller.require(Permission::OutboxManage)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("arrival")) };
    arrivals::find(&app.store, caller.company, id).await?.ok_or(AppError::Missing("arrival"))
}

/// Lets an arrival that nobody could read be read again.
pub async fn retry(app: &App, caller: &Caller, id: AnyId<ArrivalId>) -> Result<ArrivalRecord, AppError> {
    caller.require(Permission::OutboxManage)?;
    let found = get(app, caller, id).await?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            if !arrivals::retry(tx, found.id, now).await? {
                return Err(AppError::Conflict("only what failed can be tried again".to_owned()));
            }
            let again = arrivals::find(tx, tx.author().company, found.id).await?;
            again.ok_or(AppError::Missing("arrival"))
        })
        .await
}
