//! The contact that would be used, if one can be (D2, step 0; B6).
//!
//! Settled where the source leaves it open: without a contact in the proposal the guard takes the one B6 names: valid, the
//! person's own, primary before the rest, home and personal before work; for texts one that takes texts first, so that a
//! rule and not a missing contact tells why texts may not be sent.

use domain::vocabulary::{Affiliation, Channel, ContactLabel, ContactStatus, ContactType};

use crate::Proposal;
use crate::decision::Precondition;
use crate::facts::{ContactFacts, Facts};
use crate::places::order;

/// The channels that carry a message or a call.
pub(crate) fn messages() -> impl Iterator<Item = Channel> {
    Channel::ALL.iter().copied().filter(|channel| is_message(*channel))
}

/// The contact a proposal names or leaves to the guard, or why it cannot be used. Chat and screens need none.
pub(crate) fn usable_contact<'a>(
    facts: &'a Facts,
    proposal: &Proposal,
) -> Result<Option<&'a ContactFacts>, Precondition> {
    if !is_message(proposal.channel) {
        return Ok(None);
    }
    let Some(id) = proposal.contact else {
        return match contact_type(proposal.channel) {
            None => Ok(None),
            Some(kind) => {
                usual_contact(facts, proposal.channel, kind).map(Some).ok_or(Precondition::NoContact)
            }
        };
    };
    let contact = facts.contact(id).ok_or(Precondition::UnknownContact)?;
    let fits = contact_type(proposal.channel).is_none_or(|kind| kind == contact.contact_type);
    if !fits {
        return Err(Precondition::UnfitContact);
    }
    if contact.status == ContactStatus::Archived {
        return Err(Precondition::ArchivedContact);
    }
    if !contact.valid {
        return Err(Precondition::InvalidContact);
    }
    if contact.disconnected {
        return Err(Precondition::DisconnectedNumber);
    }
    Ok(Some(contact))
}

fn usual_contact(facts: &Facts, channel: Channel, kind: ContactType) -> Option<&ContactFacts> {
    let fit = facts.contacts.iter().filter(|contact| {
        contact.contact_type == kind
            && contact.affiliation == Affiliation::Own
            && contact.status != ContactStatus::Archived
            && contact.valid
            && !contact.disconnected
    });
    fit.min_by_key(|contact| {
        let takes_texts = channel != Channel::Text || contact.receive_text_messages;
        let away = matches!(contact.label, Some(ContactLabel::Work | ContactLabel::Military));
        (!takes_texts, away, order(contact.status), contact.id)
    })
}

/// Whether a channel carries a message or a call; `gui` and `document` do not (D2).
pub(crate) fn is_message(channel: Channel) -> bool {
    !matches!(channel, Channel::Gui | Channel::Document)
}

/// The kind of contact a channel needs; chat needs none.
fn contact_type(channel: Channel) -> Option<ContactType> {
    match channel {
        Channel::Voice | Channel::Text | Channel::Fax => Some(ContactType::Phone),
        Channel::Email => Some(ContactType::Email),
        Channel::Mail => Some(ContactType::Address),
        Channel::Chat | Channel::Gui | Channel::Document => None,
    }
}
