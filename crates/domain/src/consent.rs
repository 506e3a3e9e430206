//! What a person agreed to, and perhaps took back (D11 of the API reference).

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{AnyId, ConsentId, ContactId, LoanId, PersonId};
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::proposal::ProposedContact;
use crate::time::{DAY, Instant};
use crate::vocabulary::ConsentKind;

/// Longest source, in characters.
const SOURCE_LENGTH: usize = 255;
/// A consent to extra calls lives so long at most (12 CFR 1006.14(b)(3)(i)).
const EXTRA_CALLS_DAYS: i64 = 7;

/// A consent, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// Who agreed.
    pub person_id: PersonId,
    /// To what.
    pub kind: ConsentKind,
    /// For this loan only; none is all of them.
    pub loan_id: Option<LoanId>,
    /// For this contact only; none is all of them.
    pub contact_id: Option<ContactId>,
    /// When; none where the person only ever refused.
    pub given_at: Option<Instant>,
    /// Until when.
    pub expires_at: Option<Instant>,
    /// How it is known: a form, a call, a text.
    pub source: Option<String>,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
    /// Who recorded it.
    pub created_by: CreatedBy,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

impl Consent {
    /// Whether it stands for such a contact at an instant.
    pub fn is_living_for(&self, proposal: &ProposedContact, at: Instant) -> bool {
        let given = self.given_at.is_some_and(|given| given <= at) && self.revoked_at.is_none();
        given
            && self.expires_at.is_none_or(|end| at < end)
            && self.contact_id.is_none_or(|id| proposal.contact_id.is_none_or(|used| used == id))
            && self.loan_id.is_none_or(|id| proposal.loan_ids.is_empty() || proposal.loan_ids.contains(&id))
    }

    /// The consent once it is taken back; one that was taken back before stays as it is.
    pub fn revoke(&self, now: Instant) -> Self {
        match self.revoked_at {
            Some(_) => self.clone(),
            None => Self { revoked_at: Some(now), updated_at: Some(now), ..self.clone() },
        }
    }
}

/// What a body says about a new consent.
#[derive(Debug, Clone)]
pub struct ConsentDraft {
    kind: ConsentKind,
    /// The loan it names.
    pub loan: Option<AnyId<LoanId>>,
    /// The contact it names.
    pub contact: Option<AnyId<ContactId>>,
    given_at: Patch<Instant>,
    expires_at: Option<Instant>,
    revoked_at: Option<Instant>,
    source: Option<String>,
}

/// What a consent is about, once it is found.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Who agreed.
    pub person: PersonId,
    /// For which loan.
    pub loan: Option<LoanId>,
    /// For which contact.
    pub contact: Option<ContactId>,
}

impl ConsentDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let kind = fields.word("kind");
        fields.require("kind", &kind);
        let loan = fields.any_id("loanId").value();
        let contact = fields.any_id("contactId").value();
        let given_at = fields.instant("givenAt");
        let expires_at = fields.instant("expiresAt").value();
        let revoked_at = fields.instant("revokedAt").value();
        let source = fields.text("source", 1, SOURCE_LENGTH).value();
        match kind.value() {
            None => Err(fields.into_problems()),
            Some(kind) => {
                fields.finish(Self { kind, loan, contact, given_at, expires_at, revoked_at, source })
            }
        }
    }

    /// A new consent, given now unless the body says otherwise. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        id: ConsentId,
        about: Subject,
        created_by: CreatedBy,
        now: Instant,
    ) -> Result<Consent, Problems> {
        let given_at = match self.given_at {
            Patch::Absent if self.revoked_at.is_none() => Some(now),
            given => given.value(),
        };
        let longest = (self.kind == ConsentKind::ExtraCalls).then(|| given_at.map(week_after)).flatten();
        let consent = Consent {
            id,
            person_id: about.person,
            kind: self.kind,
            loan_id: about.loan,
            contact_id: about.contact,
            given_at,
            expires_at: self.expires_at.or(longest),
            source: self.source,
            revoked_at: self.revoked_at,
            created_by,
            created_at: now,
            updated_at: None,
        };
        check(&consent, longest, now)?;
        Ok(consent)
    }
}

fn week_after(given: Instant) -> Instant {
    Instant(given.0.saturating_add(EXTRA_CALLS_DAYS * DAY))
}

fn check(consent: &Consent, longest: Option<Instant>, now: Instant) -> Result<(), Problems> {
    let Consent { given_at: given, expires_at: expires, revoked_at: revoked, .. } = *consent;
    let mut problems = Problems::new();
    if given.is_none() && revoked.is_none() {
        problems.push("givenAt", "is required where revokedAt is not said");
    }
    if given.is_some_and(|given| given > now) {
        problems.push("givenAt", "must not be later than now");
    }
    if revoked.is_some_and(|revoked| revoked > now) {
        problems.push("revokedAt", "must not be later than now");
    }
    if revoked.is_some() && given > revoked {
        problems.push("revokedAt", "must not be earlier than givenAt");
    }
    if expires.is_some() && given >= expires {
        problems.push("expiresAt", "must be later than givenAt");
    }
    if longest.is_some() && expires > longest {
        problems.push(
            "expiresAt",
            format!("must be at most {EXTRA_CALLS_DAYS} days after givenAt (12 CFR 1006.14(b)(3)(i))"),
        );
    }
    problems.into_result(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    const NOW: Instant = Instant(100 * DAY);

    fn create(body: &str) -> Result<Consent, Problems> {
        let by = CreatedBy { descriptor: "employee".to_owned(), id: None, name: None };
        let about = Subject { person: PersonId::of(1), loan: None, contact: None };
        ConsentDraft::read(body)?.create(ConsentId::of(1), about, by, NOW)
    }

    fn refused(body: &str) -> Vec<String> {
        create(body).unwrap_err().fields().iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn a_consent_is_given_now_unless_it_says_otherwise() {
        assert_eq!(create(r#"{"kind":"text"}"#).unwrap().given_at, Some(NOW));
        let before = create(r#"{"kind":"text","givenAt":"1970-03-01"}"#).unwrap();
        assert_eq!((before.given_at, before.expires_at), (Some(Instant(59 * DAY)), None));
        assert_eq!(refused("{}"), ["kind"]);
        assert_eq!(refused(r#"{"kind":"text","givenAt":"1970-05-01"}"#), ["givenAt"]);
        assert_eq!(refused(r#"{"kind":"text","givenAt":null}"#), ["givenAt"]);
    }

    #[test]
    fn consent_to_extra_calls_ends_within_seven_days() {
        assert_eq!(create(r#"{"kind":"extraCalls"}"#).unwrap().expires_at, Some(Instant(107 * DAY)));
        assert_eq!(refused(r#"{"kind":"extraCalls","expiresAt":"1970-04-19T00:00:00Z"}"#), ["expiresAt"]);
        assert!(create(r#"{"kind":"extraCalls","expiresAt":"1970-04-12"}"#).is_ok());
        assert!(create(r#"{"kind":"text","expiresAt":"1975-01-01"}"#).is_ok());
        assert_eq!(refused(r#"{"kind":"text","expiresAt":"1970-01-01"}"#), ["expiresAt"]);
    }

    #[test]
    fn a_refusal_was_never_given_and_a_revoked_one_stays_revoked() {
        let stop = create(r#"{"kind":"voice","revokedAt":"1970-04-01"}"#).unwrap();
        assert_eq!((stop.given_at, stop.revoked_at), (None, Some(Instant(90 * DAY))));
        assert_eq!(stop.revoke(NOW), stop);
        let given = create(r#"{"kind":"voice"}"#).unwrap();
        assert_eq!(given.revoke(NOW).revoked_at, Some(NOW));
        assert_eq!(
            refused(r#"{"kind":"voice","givenAt":"1970-04-02","revokedAt":"1970-04-01"}"#),
            ["revokedAt"]
        );
    }
}
