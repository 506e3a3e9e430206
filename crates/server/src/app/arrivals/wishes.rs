//! What people want to hear from us no more, or again. Effective at once (47 CFR 64.1200(a)(10), C7).

use channels::Word;
use domain::consent::Consent;
use domain::contact::Contact;
use domain::id::{ConsentId, Id};
use domain::interaction::CreatedBy;
use domain::time::Instant;
use domain::vocabulary::{ConsentKind, ContactType};
use store::event::{NewEvent, Object};
use store::{Tx, consents, contacts};

use crate::app::{AppError, contacts as of_people};

/// A wish.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    /// About texts or emails.
    pub(crate) kind: ConsentKind,
    /// Stop or start.
    pub(crate) word: Word,
    /// How it is known.
    pub(crate) source: String,
}

/// Grants a wish to everybody who is reached there; whose contacts changed.
pub(super) async fn of_address(
    tx: &Tx,
    address: &str,
    wish: &Wish,
    now: Instant,
) -> Result<Vec<Contact>, AppError> {
    let kind = match wish.kind {
        ConsentKind::Email => ContactType::Email,
        _ => ContactType::Phone,
    };
    let mut changed = Vec::new();
    for contact in contacts::by_value(tx, tx.author().company, kind, address).await? {
        if grant(tx, &contact, wish, now).await? {
            changed.push(contact);
        }
    }
    Ok(changed)
}

/// Grants a wish about one contact; whether that is news.
pub(crate) async fn grant(tx: &Tx, contact: &Contact, wish: &Wish, now: Instant) -> Result<bool, AppError> {
    match wish.word {
        Word::Stop => stop(tx, contact, wish, now).await,
        Word::Start => start(tx, contact, wish, now).await,
        Word::Help => Ok(false),
    }
}

async fn stop(tx: &Tx, contact: &Contact, wish: &Wish, now: Instant) -> Result<bool, AppError> {
    let known = of_contact(tx, contact, wish.kind).await?;
    let marked = wish.kind == ConsentKind::Text && contact.receive_text_messages;
    if is_out(&known) && !marked {
        return Ok(false);
    }
    for consent in known.iter().filter(|consent| consent.revoked_at.is_none()) {
        let revoked = consent.revoke(now);
        consents::update(tx, &revoked).await?;
        tell(tx, "updated", &revoked, now);
    }
    record(tx, contact, wish, (None, Some(now)), now).await?;
    mark(tx, contact, wish.kind, false, now).await?;
    Ok(true)
}

async fn start(tx: &Tx, contact: &Contact, wish: &Wish, now: Instant) -> Result<bool, AppError> {
    record(tx, contact, wish, (Some(now), None), now).await?;
    mark(tx, contact, wish.kind, true, now).await?;
    Ok(true)
}

/// The consents about this contact alone, oldest first.
async fn of_contact(tx: &Tx, contact: &Contact, kind: ConsentKind) -> Result<Vec<Consent>, AppError> {
    let all = consents::all_of_person(tx, tx.author().company, contact.person_id).await?;
    let about = |consent: &Consent| consent.kind == kind && consent.contact_id == Some(contact.id);
    Ok(all.into_iter().filter(about).collect())
}

/// Whether the last word is a refusal.
fn is_out(consents: &[Consent]) -> bool {
    let refused = consents.iter().filter_map(|consent| consent.revoked_at).max();
    let living = consents.iter().filter(|consent| consent.revoked_at.is_none());
    refused.is_some() && living.filter_map(|consent| consent.given_at).max() <= refused
}

async fn record(
    tx: &Tx,
    contact: &Contact,
    wish: &Wish,
    (given_at, revoked_at): (Option<Instant>, Option<Instant>),
    now: Instant,
) -> Result<(), AppError> {
    let consent = Consent {
        id: ConsentId::of(0),
        person_id: contact.person_id,
        kind: wish.kind,
        loan_id: None,
        contact_id: Some(contact.id),
        given_at,
        expires_at: None,
        source: Some(wish.source.clone()),
        revoked_at,
        created_by: CreatedBy {
            descriptor: "system".to_owned(),
            id: None,
            name: Some(tx.author().actor.name.clone()),
        },
        created_at: now,
        updated_at: None,
    };
    let id = consents::insert(tx, &consent).await?;
    tell(tx, "created", &Consent { id, ..consent }, now);
    Ok(())
}

/// A number says by itself whether it takes texts.
async fn mark(
    tx: &Tx,
    before: &Contact,
    kind: ConsentKind,
    takes_texts: bool,
    now: Instant,
) -> Result<(), AppError> {
    if kind != ConsentKind::Text {
        return Ok(());
    }
    let mut after = before.clone();
    after.receive_text_messages = takes_texts;
    if takes_texts {
        after.receive_text_messages_last_consent_at = Some(now);
    }
    of_people::save(tx, before, after, now).await
}

fn tell(tx: &Tx, verb: &'static str, consent: &Consent, at: Instant) {
    tx.record(NewEvent {
        verb,
        object: Object::Consent(consent.id),
        person: Some(consent.person_id),
        changes: "{}".to_owned(),
        at,
        credentials: false,
    });
}
