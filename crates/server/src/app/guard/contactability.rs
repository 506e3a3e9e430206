//! How a person may be reached now: every channel and contact at once, for the screens.

use domain::contact::Contact;
use domain::id::{AnyId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{Channel, ContactStatus, ContactType, Permission, Theme};
use guard::{Decision, Proposal, evaluate};

use super::{Book, Known, Unknown, gather};
use crate::app::{App, AppError, Caller, people};

/// The channels somebody may choose from, and the contacts they reach; fax carries nothing new (B2).
const CHANNELS: [(Channel, Option<ContactType>); 5] = [
    (Channel::Voice, Some(ContactType::Phone)),
    (Channel::Text, Some(ContactType::Phone)),
    (Channel::Email, Some(ContactType::Email)),
    (Channel::Mail, Some(ContactType::Address)),
    (Channel::Chat, None),
];

/// A channel, and whether the person may be reached over it.
#[derive(Debug)]
pub struct OfChannel {
    /// The channel.
    pub channel: Channel,
    /// The answer where nobody names a contact.
    pub decision: Decision,
    /// The answer for each contact it reaches.
    pub contacts: Vec<OfContact>,
}

/// A contact, and whether the person may be reached there.
#[derive(Debug)]
pub struct OfContact {
    /// The contact.
    pub contact: Contact,
    /// The answer.
    pub decision: Decision,
}

/// Whether a person may be reached about a theme, over each channel and at each contact.
pub async fn contactability(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    theme: Theme,
) -> Result<Vec<OfChannel>, AppError> {
    caller.require(Permission::InteractionCheck)?;
    let now = app.clock.now();
    let person = people::named(app, caller, person).await?.ok_or(Unknown::PERSON)?;
    let read = app.store.together().await?;
    let book = app.books.of(&read, caller.company).await?;
    let known = gather(&read, caller.company, person, &book, now).await?.ok_or(Unknown::PERSON)?;
    Ok(CHANNELS.iter().map(|(channel, kind)| over(*channel, *kind, theme, &known, &book, now)).collect())
}

fn over(
    channel: Channel,
    kind: Option<ContactType>,
    theme: Theme,
    known: &Known,
    book: &Book,
    now: Instant,
) -> OfChannel {
    let judge = |contact| {
        let proposal = Proposal { contact, ..Proposal::about(channel, theme) };
        evaluate(&known.facts, &proposal, now, &book.rules)
    };
    let usable = known
        .contacts
        .iter()
        .filter(|contact| Some(contact.contact_type) == kind && contact.status != ContactStatus::Archived);
    let contacts =
        usable.map(|contact| OfContact { contact: contact.clone(), decision: judge(Some(contact.id)) });
    OfChannel { channel, contacts: contacts.collect(), decision: judge(None) }
}
