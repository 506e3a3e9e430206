//! What is known about a person when a contact is proposed. Plain data: the caller gathers it, stores it beside the
//! decision, and can judge it again.
//!
//! Serialisation is canonical once [`Facts::sorted`] has put every list in order: fields have a fixed order, absent
//! values are written as null. What the source leaves open is settled here:
//!
//! * Everything that happened after the instant a question is judged for is ignored (section 1 of the issue): later
//!   interactions, later cases and consents, and later revocations.
//! * `daysOfWeek` of a do-not-interact instance (B9) counts 1 for Monday to 7 for Sunday; 0 is Sunday too.
//! * A time range of it ends when its hour begins, so 9 to 17 leaves 17:00 free; `from` after `to` runs over midnight.

mod history;
mod person;
mod wishes;

pub use history::PastInteraction;
pub use person::{
    CaseFacts, ContactFacts, LegalRepresentative, Line, LoanFacts, PersonFacts, Place, Security,
};
pub use wishes::{Consent, DoNotInteract, Hours, Only, Override};

use domain::id::{ContactId, Id};
use serde::{Deserialize, Serialize};

/// Everything a decision about one person looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The person.
    pub person: PersonFacts,
    /// Every way to reach the person, archived ones too: history names them.
    #[serde(default)]
    pub contacts: Vec<ContactFacts>,
    /// What the person owes.
    #[serde(default)]
    pub loans: Vec<LoanFacts>,
    /// The person's cases, open or not, and bankruptcies under chapter 12 or 13 of whoever owes a loan with it: the
    /// stay protects co-debtors too (11 U.S.C. 1201, 1301).
    #[serde(default)]
    pub cases: Vec<CaseFacts>,
    /// Who represents the person before the law.
    #[serde(default)]
    pub legal_representatives: Vec<LegalRepresentative>,
    /// When the person must not be contacted.
    #[serde(default)]
    pub do_not_interact: Vec<DoNotInteract>,
    /// What the person agreed to, and took back.
    #[serde(default)]
    pub consents: Vec<Consent>,
    /// What somebody of the company allowed once.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// Past and pending interactions: at least those of the longest window in the book (31 days), every text and
    /// conversation of the last 60 days, and every contact with a third party to locate the person.
    #[serde(default)]
    pub history: Vec<PastInteraction>,
}

impl Facts {
    /// Nothing known but the person.
    pub fn about(person: PersonFacts) -> Self {
        Self {
            person,
            contacts: Vec::new(),
            loans: Vec::new(),
            cases: Vec::new(),
            legal_representatives: Vec::new(),
            do_not_interact: Vec::new(),
            consents: Vec::new(),
            overrides: Vec::new(),
            history: Vec::new(),
        }
    }

    /// The same facts with every list in one order, so that equal facts are equal bytes.
    ///
    /// No decision depends on the order; a digest of the serialised facts does.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.contacts.sort_by_key(|contact| contact.id.key());
        self.loans.sort_by_key(|loan| loan.id.key());
        self.cases.sort_by_key(|case| case.id.key());
        self.cases.iter_mut().for_each(|case| case.loans.sort_by_key(|loan| loan.key()));
        self.legal_representatives.sort();
        self.do_not_interact.sort_by_key(|instance| instance.case.key());
        self.consents.sort_by_key(|consent| (consent.given_at, consent.kind, consent.revoked_at));
        self.overrides.sort_by(|a, b| (a.at, &a.rule).cmp(&(b.at, &b.rule)));
        self.history.sort_by_key(|row| (row.started_at, row.id.key()));
        self.history.iter_mut().for_each(|row| row.loans.sort_by_key(|loan| loan.key()));
        self
    }

    /// The contact of this id.
    pub fn contact(&self, id: ContactId) -> Option<&ContactFacts> {
        self.contacts.iter().find(|contact| contact.id == id)
    }
}
