//! Who wrote: known by the number or address it came from.

use channels::Received;
use domain::contact::Contact;
use domain::id::{ContactId, PersonId};
use domain::time::Instant;
use domain::vocabulary::ContactType;
use store::outbox::{self, About, Told};
use store::{Tx, contacts};

use super::apply::Setting;
use crate::app::AppError;

/// Whoever wrote, as far as that is known.
#[derive(Debug, Default)]
pub(super) struct Correspondent {
    /// The person; none where nobody, or several, are reached there.
    pub(super) person: Option<PersonId>,
    /// Everybody's contacts with this number or address.
    pub(super) contacts: Vec<Contact>,
    /// The newest message that went there by this channel.
    pub(super) written_to: Option<Told>,
}

impl Correspondent {
    /// The person's contact it came from.
    pub(super) fn contact_of(&self, person: Option<PersonId>) -> Option<(ContactId, Option<String>)> {
        let theirs = self.contacts.iter().find(|contact| Some(contact.person_id) == person)?;
        Some((theirs.id, theirs.external_id.clone()))
    }
}

/// One person is reached there: theirs. Several: whom the newest message from here by this channel went to.
pub(super) async fn find(
    tx: &Tx,
    setting: &Setting,
    received: &Received,
    kind: ContactType,
) -> Result<Correspondent, AppError> {
    let contacts = contacts::by_value(tx, setting.company, kind, &received.from).await?;
    let about = About { recipient: Some((received.from.clone(), Instant(0))), ..About::default() };
    let written_to = outbox::find_told(tx, setting.company, setting.channel, &about).await?;
    let mut people: Vec<PersonId> = contacts.iter().map(|contact| contact.person_id).collect();
    people.sort();
    people.dedup();
    let person = match people[..] {
        [only] => Some(only),
        _ => written_to.as_ref().map(|told| told.person).filter(|person| people.contains(person)),
    };
    Ok(Correspondent { person, contacts, written_to })
}
