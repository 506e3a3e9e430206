//! Links between a case and the interactions of its person.

use domain::case::Case;
use domain::id::{AnyId, CaseId, InteractionId, PersonId};
use domain::interaction::Interaction;
use domain::vocabulary::Permission;
use serde_json::json;
use store::{Tx, cases, interactions};

use super::{event, find};
use crate::app::{App, AppError, Caller};

/// What a link joins, as the path names it.
#[derive(Debug, Clone)]
pub struct Ends {
    /// The person both belong to.
    pub person: AnyId<PersonId>,
    /// The case.
    pub case: AnyId<CaseId>,
    /// The interaction.
    pub interaction: AnyId<InteractionId>,
}

/// Links an interaction to a case; once more changes nothing.
pub async fn link(app: &App, caller: &Caller, ends: Ends) -> Result<Case, AppError> {
    caller.require(Permission::CaseUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let (case, interaction) = read(tx, &who, &ends).await?;
            if cases::link(tx, case.id, interaction.id).await? {
                let changes = json!({"interactionId": {"from": null, "to": interaction.id}}).to_string();
                let mut told = event("associated", &case, changes, now);
                told.credentials = interaction.is_credentials();
                tx.record(told);
            }
            Ok(case)
        })
        .await
}

/// Takes the link of an interaction to a case away; without one nothing changes.
pub async fn unlink(app: &App, caller: &Caller, ends: Ends) -> Result<Case, AppError> {
    caller.require(Permission::CaseUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let (case, interaction) = read(tx, &who, &ends).await?;
            if cases::unlink(tx, case.id, interaction.id).await? {
                let changes = json!({"interactionId": {"from": interaction.id, "to": null}}).to_string();
                let mut told = event("associated", &case, changes, now);
                told.credentials = interaction.is_credentials();
                tx.record(told);
            }
            Ok(case)
        })
        .await
}

async fn read(tx: &Tx, caller: &Caller, ends: &Ends) -> Result<(Case, Interaction), AppError> {
    let case = find(tx, caller, &ends.person, &ends.case).await?;
    let found = interactions::find(tx, &caller.view(), Some(case.person_id), &ends.interaction).await?;
    Ok((case, found.ok_or(AppError::Missing("interaction"))?))
}
