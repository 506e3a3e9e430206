//! What somebody of the company allows once (D11 of the API reference): allow, list.

use domain::id::{AnyId, Id, OverrideId, PersonId};
use domain::overrides::{Grant, Override, OverrideDraft};
use domain::proposal::ProposedContact;
use domain::time::Instant;
use domain::vocabulary::{ConsentKind, Permission};
use guard::rulebook::schema::{Overridable, Rule};
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Tx, companies, consents, overrides, people};

use super::company::compliance;
use super::{App, AppError, Caller, proposals};

/// Lets one contact pass one rule within fifteen minutes.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    draft: OverrideDraft,
) -> Result<Override, AppError> {
    caller.require(Permission::GuardOverride)?;
    let now = app.clock.now();
    let by = caller.user.ok_or_else(|| {
        AppError::Forbidden("who overrides must be a user: sign in, or use a key that acts as one".to_owned())
    })?;
    let grant = Grant { by, created_by: caller.created_by(), at: now };
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let proposal = proposals::resolve(tx, company, person.id, &draft.proposal, "proposal.").await?;
            check_rule(tx, person.id, &draft.rule_id, &proposal, now).await?;
            let one = draft.clone().create(OverrideId::of(0), person.id, proposal, grant.clone());
            let id = overrides::insert(tx, &one).await?;
            let one = Override { id, ..one };
            tx.record(event("created", &one, now));
            Ok(one)
        })
        .await
}

/// The person's overrides, newest first; used and expired ones too.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<Override>, AppError> {
    caller.require(Permission::GuardRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(overrides::list(&app.store, caller.company, person.id, slice).await?)
}

/// The key of the override a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<OverrideId>,
) -> Result<Option<OverrideId>, AppError> {
    caller.require(Permission::GuardRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = overrides::find(&app.store, caller.company, person.id, &id).await?;
    Ok(found.map(|one| one.id))
}

/// Refuses an override that could not pass its rule: nobody may override some, others only what the person agreed to.
async fn check_rule(
    tx: &Tx,
    person: PersonId,
    rule_id: &str,
    proposal: &ProposedContact,
    now: Instant,
) -> Result<(), AppError> {
    let company = companies::find(tx, tx.author().company).await?.ok_or(AppError::Missing("company"))?;
    let book = compliance::rulebook(&company)?;
    let Some(rule) = book.rule(rule_id) else {
        return Err(AppError::field("ruleId", "is no rule of the book; `switchboard rules list` names them"));
    };
    match rule.overridable {
        Overridable::Freely => Ok(()),
        Overridable::Never => {
            Err(AppError::Refused(format!("nobody may override {rule_id}: {}", rule.title)))
        }
        Overridable::WithConsent => {
            let kind = rule.kind.consent_for_override();
            let all = consents::all_of_person(tx, company.id, person).await?;
            let agreed =
                all.iter().any(|consent| consent.kind == kind && consent.is_living_for(proposal, now));
            if agreed { Ok(()) } else { Err(consent_missing(rule, kind)) }
        }
    }
}

fn consent_missing(rule: &Rule, kind: ConsentKind) -> AppError {
    AppError::Refused(format!(
        "{} may be overridden only with the person's consent to {kind} on record; record it first",
        rule.id
    ))
}

fn event(verb: &'static str, one: &Override, at: Instant) -> NewEvent {
    let (object, person) = (Object::Override(one.id), Some(one.person_id));
    NewEvent { verb, object, person, changes: "{}".to_owned(), at, credentials: false }
}
