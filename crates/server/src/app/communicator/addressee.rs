//! To whom a message goes: the contact the guard would use, and its address.

use domain::contact::Contact;
use domain::id::AnyId;
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::Channel;
use guard::{Proposal, evaluate};
use store::contacts;

use super::parcel::Side;
use crate::app::guard::gather;
use crate::app::templates::lines_of;
use crate::app::{App, AppError};

/// What is said where the contact has no address after all.
pub(super) const UNKNOWN: &str = "the contact has no address to send to; correct the contact";

/// The contact that would be used, if there is one, and where it is reached.
///
/// The guard says which: whether it may be used is decided in the write.
pub(super) async fn find(
    app: &App,
    interaction: &Interaction,
    proposal: &Proposal,
    at: Instant,
) -> Result<(Option<Contact>, Option<Side>), AppError> {
    let company = interaction.company;
    let Some(person) = interaction.person else { return Ok((None, None)) };
    let book = app.books.of(&app.store, company).await?;
    let known = gather(&app.store, company, person, &book, at).await?.ok_or(AppError::Missing("person"))?;
    let Some(chosen) = evaluate(&known.facts, proposal, at, &book.rules).contact_id else {
        return Ok((None, None));
    };
    let found = known.contacts.into_iter().find(|contact| contact.id == chosen);
    let found = match found {
        Some(contact) => Some(contact),
        None => contacts::find(&app.store, company, Some(person), &AnyId::Ours(chosen)).await?,
    };
    let side = found.as_ref().and_then(|contact| reached_at(contact, interaction.channel));
    Ok((found, side))
}

fn reached_at(contact: &Contact, channel: Channel) -> Option<Side> {
    let address = match channel {
        Channel::Mail => contact.address.as_ref().map(|address| lines_of(address).join("\n")),
        _ => contact.value.clone(),
    };
    address.filter(|address| !address.is_empty()).map(|address| Side { address, name: contact.name.clone() })
}
