//! Taking in many records at once: each line stands for itself.

use std::collections::HashMap;

use domain::beside::{Beside, Line};
use domain::id::{AnyId, InteractionId};
use domain::interaction::Interaction;
use domain::problem::Problems;
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::{Tx, beside, kept};

use super::{Recorded, add, event, open};
use crate::app::{App, AppError, Caller};

/// What became of the lines of an import.
#[derive(Debug, Default)]
pub struct Imported {
    /// Lines that were added.
    pub imported: i64,
    /// Lines that took the place of an earlier record with the same external id.
    pub replaced: i64,
    /// Lines that were not taken in: their numbers, and why.
    pub refusals: Vec<(usize, Problems)>,
}

/// Takes in what can be taken in. A record whose external id is there already is replaced.
pub async fn import<T: Recorded>(
    app: &App,
    caller: &Caller,
    lines: Vec<Line<T::Draft>>,
) -> Result<Imported, AppError> {
    caller.require(Permission::InteractionUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let mut import = Import { tx, caller: &who, now, known: HashMap::new() };
            let mut told = Imported::default();
            for line in &lines {
                match import.take::<T>(line).await? {
                    Taken::Added => told.imported += 1,
                    Taken::Replaced => told.replaced += 1,
                    Taken::Refused(problems) => told.refusals.push((line.number, problems)),
                }
            }
            Ok(told)
        })
        .await
}

enum Taken {
    Added,
    Replaced,
    Refused(Problems),
}

struct Import<'a> {
    tx: &'a Tx,
    caller: &'a Caller,
    now: Instant,
    /// Interactions that earlier lines named, or why they cannot be.
    known: HashMap<AnyId<InteractionId>, Result<Interaction, Problems>>,
}

impl Import<'_> {
    async fn take<T: Recorded>(&mut self, line: &Line<T::Draft>) -> Result<Taken, AppError> {
        let (named, draft) = match &line.said {
            Ok(said) => said,
            Err(problems) => return Ok(Taken::Refused(problems.clone())),
        };
        let interaction = match self.interaction(named).await? {
            Ok(interaction) => interaction.clone(),
            Err(problems) => return Ok(Taken::Refused(problems.clone())),
        };
        let (tx, now) = (self.tx, self.now);
        let new = T::create(draft.clone(), interaction.id, now);
        let before: Option<T> = match new.external_id() {
            Some(external) => kept::find(tx, beside::called(self.caller.company, external)).await?,
            None => None,
        };
        let Some(before) = before else {
            add::<T>(tx, &interaction, draft.clone(), now).await?;
            return Ok(Taken::Added);
        };
        if before.interaction() != interaction.id {
            let told = format!("names a {} of another interaction", T::NAME);
            return Ok(Taken::Refused(Problems::one("externalId", told)));
        }
        let after = new.with_id(Beside::id(&before));
        kept::update(tx, Beside::id(&before), &after).await?;
        tx.record(event("updated", &interaction, after.object(), now));
        Ok(Taken::Replaced)
    }

    async fn interaction(
        &mut self,
        named: &AnyId<InteractionId>,
    ) -> Result<&Result<Interaction, Problems>, AppError> {
        if !self.known.contains_key(named) {
            let found = match open(self.tx, self.caller, named).await {
                Ok(interaction) => Ok(interaction),
                Err(AppError::Missing(_)) => Err(Problems::one("interactionId", "names no interaction")),
                Err(AppError::Forbidden(text)) => Err(Problems::one("interactionId", text)),
                Err(error) => return Err(error),
            };
            self.known.insert(named.clone(), found);
        }
        Ok(&self.known[named])
    }
}
