//! What a person agreed to: record, list, take back.

use domain::changes;
use domain::consent::{Consent, ConsentDraft, Subject};
use domain::id::{AnyId, ConsentId, ContactId, Id, LoanId, PersonId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Tx, consents, contacts, loans, people};

use super::{App, AppError, Caller};

/// Records a consent, or a refusal.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    draft: ConsentDraft,
) -> Result<Consent, AppError> {
    caller.require(Permission::ContactUpdate)?;
    let now = app.clock.now();
    let by = caller.created_by();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let about = Subject {
                person: person.id,
                loan: find_loan(tx, person.id, draft.loan.as_ref()).await?,
                contact: find_contact(tx, person.id, draft.contact.as_ref()).await?,
            };
            let consent = draft.clone().create(ConsentId::of(0), about, by.clone(), now)?;
            let id = consents::insert(tx, &consent).await?;
            let consent = Consent { id, ..consent };
            tx.record(event("created", &consent, "{}".to_owned(), now));
            Ok(consent)
        })
        .await
}

/// The person's consents, newest first; those taken back too.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<Consent>, AppError> {
    caller.require(Permission::ContactRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(consents::list(&app.store, caller.company, person.id, slice).await?)
}

/// The key of the consent a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<ConsentId>,
) -> Result<Option<ConsentId>, AppError> {
    caller.require(Permission::ContactRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = consents::find(&app.store, caller.company, person.id, &id).await?;
    Ok(found.map(|consent| consent.id))
}

/// Takes a consent back from now on; the row stays. Once more changes nothing.
pub async fn revoke(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<ConsentId>,
) -> Result<Consent, AppError> {
    caller.require(Permission::ContactUpdate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let found = consents::find(tx, company, person.id, &id).await?;
            let before = found.ok_or(AppError::Missing("consent"))?;
            let after = before.revoke(now);
            if after == before {
                return Ok(before);
            }
            consents::update(tx, &after).await?;
            tx.record(event("revoked", &after, changes::between(&before, &after), now));
            Ok(after)
        })
        .await
}

async fn find_loan(
    tx: &Tx,
    person: PersonId,
    named: Option<&AnyId<LoanId>>,
) -> Result<Option<LoanId>, AppError> {
    let Some(id) = named else { return Ok(None) };
    let found = loans::find(tx, tx.author().company, Some(person), id).await?;
    let remedy = || AppError::field("loanId", "names no loan of this person; record the loan first");
    Ok(Some(found.ok_or_else(remedy)?.id))
}

async fn find_contact(
    tx: &Tx,
    person: PersonId,
    named: Option<&AnyId<ContactId>>,
) -> Result<Option<ContactId>, AppError> {
    let Some(id) = named else { return Ok(None) };
    let found = contacts::find(tx, tx.author().company, Some(person), id).await?;
    let remedy = || AppError::field("contactId", "names no contact of this person; record the contact first");
    Ok(Some(found.ok_or_else(remedy)?.id))
}

fn event(verb: &'static str, consent: &Consent, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Consent(consent.id), Some(consent.person_id));
    NewEvent { verb, object, person, changes, at, credentials: false }
}
