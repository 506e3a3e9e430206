//! To whom a message goes: the contact the guard would use, and its address.

use domain::contact::Contact;
use domain::id::{AnyId, PersonId};
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::Channel;
use guard::{Proposal, evaluate};
use store::contacts;

use super::parcel::Side;
use crate::app::guard::{Foreknown, Known, learn};
use crate::app::templates::lines_of;
use crate::app::{App, AppError, Caller};

/// What is said where the contact has no address after all.
pub(super) const UNKNOWN: &str = "the contact has no address to send to; correct the contact";

/// Whom a message is for, and what the guard knows about that.
pub(super) struct Addressee {
    /// The contact that would be used, if there is one.
    pub(super) contact: Option<Contact>,
    /// Where it is reached.
    pub(super) to: Option<Side>,
    /// What was known of the person.
    pub(super) known: Foreknown,
}

/// The guard says which contact would be used: whether it may be is decided in the write.
pub(super) async fn find(
    app: &App,
    caller: &Caller,
    (person, interaction): (PersonId, &Interaction),
    proposal: &Proposal,
    at: Instant,
) -> Result<Addressee, AppError> {
    let company = caller.company;
    let read = app.store.together().await?;
    let book = app.books.of(&read, company).await?;
    let known = learn(&read, company, &[person], &book, at).await?.remove(&person);
    drop(read);
    let Known { facts, contacts, .. } = known.ok_or(AppError::Missing("person"))?;
    let chosen = evaluate(&facts, proposal, at, &book.rules).contact_id;
    let contact = match chosen {
        None => None,
        Some(chosen) => match contacts.into_iter().find(|contact| contact.id == chosen) {
            Some(contact) => Some(contact),
            None => contacts::find(&app.store, company, Some(person), &AnyId::Ours(chosen)).await?,
        },
    };
    let to = contact.as_ref().and_then(|contact| reached_at(contact, interaction.channel));
    Ok(Addressee { contact, to, known: Foreknown { as_of: caller.as_of, book, facts } })
}

fn reached_at(contact: &Contact, channel: Channel) -> Option<Side> {
    let address = match channel {
        Channel::Mail => contact.address.as_ref().map(|address| lines_of(address).join("\n")),
        _ => contact.value.clone(),
    };
    address.filter(|address| !address.is_empty()).map(|address| Side { address, name: contact.name.clone() })
}
