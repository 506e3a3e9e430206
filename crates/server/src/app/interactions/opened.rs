//! An interaction that somebody may look into.

use domain::id::{AnyId, InteractionId};
use domain::interaction::Interaction;
use store::{Read, interactions};

use crate::app::{AppError, Caller};

/// The interaction, if the caller may read what it says: what is kept beside it is for the same people (section 3 of the
/// contract).
pub async fn open(
    read: &impl Read,
    caller: &Caller,
    id: &AnyId<InteractionId>,
) -> Result<Interaction, AppError> {
    let found = interactions::find(read, &caller.view(), None, id).await?;
    let interaction = found.ok_or(AppError::Missing("interaction"))?;
    if interaction.locked {
        let text = "this interaction and what belongs to it are not for you";
        return Err(AppError::Forbidden(text.to_owned()));
    }
    Ok(interaction)
}
