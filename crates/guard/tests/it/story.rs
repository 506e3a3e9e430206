//! A borrower, told step by step: who, where, what happened, and the question.

use domain::id::{CaseId, ContactId, Id, InteractionId, LoanId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{
    AgentOutcome, CaseStatus, CaseType, Channel, ConsentKind, ContactLabel, ContactType, Direction,
    GuardOutcome, ServicedBy, Status, StatusDetail, Theme,
};
use guard::facts::{CaseFacts, Consent, ContactFacts, LoanFacts, PastInteraction, PersonFacts, Place};
use guard::{Decision, Facts, Proposal, Rulebook, evaluate};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

pub(crate) const HOME: i64 = 1;
pub(crate) const PHONE: i64 = 2;
pub(crate) const EMAIL: i64 = 3;

/// A borrower, and all that is known of it.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) facts: Facts,
    zone: &'static str,
    next: i64,
}

impl Story {
    /// Somebody in Albany, New York, with a phone there and loan L1 serviced by a third party.
    pub(crate) fn in_albany() -> Self {
        Self::living("NY", "12207", "+15185550100", "America/New_York")
    }

    pub(crate) fn in_boston() -> Self {
        Self::living("MA", "02110", "+16175550100", "America/New_York")
    }

    pub(crate) fn in_new_york_city() -> Self {
        Self::living("NY", "11201", "+17185550100", "America/New_York")
    }

    pub(crate) fn in_seattle() -> Self {
        Self::living("WA", "98101", "+12065550100", "America/Los_Angeles")
    }

    pub(crate) fn in_washington_dc() -> Self {
        Self::living("DC", "20001", "+12025550100", "America/New_York")
    }

    pub(crate) fn in_miami() -> Self {
        Self::living("FL", "33101", "+13055550100", "America/New_York")
    }

    pub(crate) fn living(state: &str, zip: &str, number: &str, zone: &'static str) -> Self {
        let mut facts = Facts::about(PersonFacts::new(PersonId::of(1)));
        let mut home = ContactFacts::new(ContactId::of(HOME), ContactType::Address);
        let place =
            Place { state: Some(state.to_owned()), postal_code: Some(zip.to_owned()), ..Place::default() };
        home.place = Some(place);
        let mut phone = ContactFacts::new(ContactId::of(PHONE), ContactType::Phone);
        phone.value = Some(number.to_owned());
        phone.label = Some(ContactLabel::Personal);
        phone.receive_text_messages = true;
        phone.receive_text_messages_last_consent_at = Some(local("2026-05-20T12:00", zone));
        let mut email = ContactFacts::new(ContactId::of(EMAIL), ContactType::Email);
        email.value = Some("ann@example.com".to_owned());
        facts.contacts = vec![home, phone, email];
        facts.loans = vec![LoanFacts::new(loan(1), ServicedBy::ThirdParty)];
        Self { facts, zone, next: 1 }
    }

    pub(crate) fn at(&self, text: &str) -> Instant {
        local(text, self.zone)
    }

    pub(crate) fn contact(&mut self, key: i64) -> &mut ContactFacts {
        self.facts.contacts.iter_mut().find(|contact| contact.id == ContactId::of(key)).unwrap()
    }

    pub(crate) fn add_contact(&mut self, contact: ContactFacts) -> ContactId {
        let id = contact.id;
        self.facts.contacts.push(contact);
        id
    }

    pub(crate) fn add_loan(&mut self, key: i64, by: ServicedBy) -> &mut Self {
        self.facts.loans.push(LoanFacts::new(loan(key), by));
        self
    }

    /// Something that happened, about loan L1, by the usual contact.
    pub(crate) fn happened(&mut self, channel: Channel, when: &str) -> &mut PastInteraction {
        let at = self.at(when);
        let id = InteractionId::of(self.next);
        self.next += 1;
        let mut row = PastInteraction::attempted(id, channel, Theme::OpsCollDebt, at);
        row.loans = vec![loan(1)];
        self.facts.history.push(row);
        self.facts.history.last_mut().unwrap()
    }

    /// A call that rang unanswered.
    pub(crate) fn rang(&mut self, when: &str) -> &mut PastInteraction {
        let row = self.happened(Channel::Voice, when);
        row.status_details = Some(StatusDetail::VoiceRangNoPickup);
        row
    }

    /// A call in which somebody spoke with the borrower.
    pub(crate) fn talked(&mut self, when: &str) -> &mut PastInteraction {
        let row = self.happened(Channel::Voice, when);
        row.agent_outcome = Some(AgentOutcome::VoiceSpokeWithFirstParty);
        row
    }

    pub(crate) fn texted(&mut self, when: &str) -> &mut PastInteraction {
        self.happened(Channel::Text, when)
    }

    pub(crate) fn emailed(&mut self, when: &str) -> &mut PastInteraction {
        self.happened(Channel::Email, when)
    }

    /// Something the borrower did.
    pub(crate) fn heard(&mut self, channel: Channel, when: &str) -> InteractionId {
        let row = self.happened(channel, when);
        row.direction = Direction::Inbound;
        row.theme = Theme::InbPayments;
        row.status = Status::Succeeded;
        row.contact = Some(ContactId::of(if channel == Channel::Email { EMAIL } else { PHONE }));
        row.id
    }

    /// A case about the whole person, open since the beginning of 2026.
    pub(crate) fn case(&mut self, case_type: CaseType) -> &mut CaseFacts {
        let since = self.at("2026-01-01T00:00");
        let id = CaseId::of(self.facts.cases.len() as i64 + 1);
        let status = CaseStatus::Processing;
        self.facts.cases.push(CaseFacts { id, case_type, status, outcome: None, loans: Vec::new(), since });
        self.facts.cases.last_mut().unwrap()
    }

    pub(crate) fn agreed(&mut self, kind: ConsentKind, when: &str) -> &mut Consent {
        let given_at = Some(self.at(when));
        let consent =
            Consent { kind, loan: None, contact: None, given_at, expires_at: None, revoked_at: None };
        self.facts.consents.push(consent);
        self.facts.consents.last_mut().unwrap()
    }

    /// The borrower opts out of a medium at its usual contact.
    pub(crate) fn stopped(&mut self, kind: ConsentKind, key: i64, when: &str) {
        let revoked_at = Some(self.at(when));
        let contact = Some(ContactId::of(key));
        self.facts.consents.push(Consent {
            kind,
            loan: None,
            contact,
            given_at: None,
            expires_at: None,
            revoked_at,
        });
    }

    pub(crate) fn ask(&self, proposal: &Proposal, when: &str) -> Decision {
        evaluate(&self.facts, proposal, self.at(when), book())
    }

    /// A collection call about L1.
    pub(crate) fn ask_call(&self, when: &str) -> Decision {
        self.ask(&call(), when)
    }

    /// A collection text about L1.
    pub(crate) fn ask_text(&self, when: &str) -> Decision {
        self.ask(&text(), when)
    }

    /// A collection email about L1.
    pub(crate) fn ask_email(&self, when: &str) -> Decision {
        self.ask(&email(), when)
    }
}

pub(crate) fn call() -> Proposal {
    about_l1(Channel::Voice)
}

pub(crate) fn text() -> Proposal {
    about_l1(Channel::Text)
}

pub(crate) fn email() -> Proposal {
    about_l1(Channel::Email)
}

pub(crate) fn letter() -> Proposal {
    about_l1(Channel::Mail)
}

pub(crate) fn about_l1(channel: Channel) -> Proposal {
    Proposal { loans: vec![loan(1)], ..Proposal::about(channel, Theme::OpsCollDebt) }
}

pub(crate) fn loan(key: i64) -> LoanId {
    LoanId::of(key)
}

pub(crate) fn book() -> &'static Rulebook {
    Rulebook::shipped().unwrap()
}

/// The instant a clock on the wall shows.
pub(crate) fn local(text: &str, zone: &str) -> Instant {
    let wall: DateTime = text.parse().unwrap();
    let zoned = wall.to_zoned(TimeZone::get(zone).unwrap()).unwrap();
    Instant(zoned.timestamp().as_microsecond())
}

/// The rules in the way, in their order.
pub(crate) fn rules(decision: &Decision) -> Vec<&str> {
    decision.reasons.iter().map(|reason| reason.rule_id.as_str()).collect()
}

#[track_caller]
pub(crate) fn allowed(decision: &Decision) {
    assert!(decision.is_allowed(), "{decision:#?}");
    assert_eq!(decision.next_allowed_at, None);
    assert_eq!(decision.compliance_guard_rule_id, None);
}

#[track_caller]
pub(crate) fn denied(decision: &Decision, expected: &[&str]) {
    assert_eq!((decision.outcome, rules(decision)), (GuardOutcome::Deny, expected.to_vec()), "{decision:#?}");
    assert_eq!(decision.compliance_guard_rule_id.as_deref(), expected.first().copied());
    assert_eq!(decision.next_allowed_at, None);
}

#[track_caller]
pub(crate) fn deferred(decision: &Decision, expected: &[&str], next: Instant) {
    assert_eq!(
        (decision.outcome, rules(decision)),
        (GuardOutcome::Defer, expected.to_vec()),
        "{decision:#?}"
    );
    let told = decision.next_allowed_at.map(readable);
    assert_eq!(told, Some(readable(next)), "{decision:#?}");
}

fn readable(at: Instant) -> String {
    Timestamp::from_microsecond(at.0).unwrap().to_string()
}
