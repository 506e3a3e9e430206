//! What the person agreed to and took back (C4, C5, C7, D11).
//!
//! Settled where the source leaves it open:
//!
//! * An opt-out from one number or address is lifted by a later consent for that same number or address only; one that
//!   names none also by a later consent that names none.
//! * A recorded consent to texts counts as consent where the contact does not say so, and the other way round.
//! * A text needs a sign within 60 days that the number is the person's; where nothing at all is known, there is none.
//! * A rule that asks for consent to a medium (District of Columbia) wants a consent on record, not the mere mark that a
//!   number takes texts; for chat any consent to a written medium will do.

use domain::time::Instant;
use domain::vocabulary::{Channel, ConsentKind, Direction};

use crate::block::{Block, Why};
use crate::facts::{Consent, Line};
use crate::question::Question;
use crate::rulebook::schema::{Medium, Rule};
use crate::zone::Day;

/// A confirmation of an opt-out is presumed fine within this time (47 CFR 64.1200(a)(12)).
const CONFIRMED_WITHIN_SECONDS: i64 = 5 * 60;

impl Question<'_> {
    pub(crate) fn judge_opt_out<'r>(&self, rule: &'r Rule, medium: Medium) -> Option<Block<'r>> {
        let kinds: &[ConsentKind] = match medium {
            Medium::Text => &[ConsentKind::Text],
            Medium::Email => &[ConsentKind::Email],
            Medium::Voice => &[ConsentKind::Voice],
            Medium::Autodial => &[ConsentKind::Autodial],
            Medium::Medium => self.kinds_of_medium(),
            Medium::Anywhere => &[ConsentKind::Text, ConsentKind::Voice, ConsentKind::Autodial],
        };
        let out = if medium == Medium::Anywhere {
            kinds.iter().any(|kind| self.opted_out_anywhere_at(*kind).is_some())
        } else {
            kinds.iter().any(|kind| self.opted_out_at(*kind).is_some())
        };
        let why = Why::OptedOut { medium: crate::words::Word::meaning(medium) };
        out.then(|| Block::standing(rule, why))
    }

    pub(crate) fn judge_text_consent<'r>(&self, rule: &'r Rule, at: Instant) -> Option<Block<'r>> {
        let agreed = self.contact.is_some_and(|contact| contact.receive_text_messages);
        (!agreed && !self.has(ConsentKind::Text, at)).then(|| Block::standing(rule, Why::NoTextConsent))
    }

    pub(crate) fn judge_text_freshness<'r>(
        &self,
        rule: &'r Rule,
        days: u32,
        at: Instant,
    ) -> Option<Block<'r>> {
        let contact = self.contact?;
        let agreed = contact.receive_text_messages_last_consent_at.filter(|_| contact.receive_text_messages);
        let recorded = self.living(ConsentKind::Text, at).filter_map(|consent| consent.given_at);
        let texted = self.history().filter(|row| {
            row.direction == Direction::Inbound
                && row.channel == Channel::Text
                && row.contact == Some(contact.id)
        });
        let signs = agreed.into_iter().chain(contact.reassigned_checked_at).chain(recorded);
        let last = signs.chain(texted.map(|row| row.started_at)).filter(|sign| *sign <= self.now).max();
        let fresh = last.is_some_and(|last| self.day(at) - self.day(last) <= Day::from(days));
        (!fresh).then(|| Block::standing(rule, Why::NoSign { days }))
    }

    pub(crate) fn judge_autodial<'r>(&self, rule: &'r Rule, at: Instant) -> Option<Block<'r>> {
        let landline = self.contact.is_some_and(|contact| contact.line == Some(Line::Landline));
        let free = !self.proposal.is_autodialed || landline || self.has(ConsentKind::Autodial, at);
        (!free).then(|| Block::standing(rule, Why::NoAutodialConsent))
    }

    /// Whether a consent of this kind is on record for this contact and every debt, and lives at `at`.
    pub(crate) fn has(&self, kind: ConsentKind, at: Instant) -> bool {
        self.debts().all(|debt| {
            self.living(kind, at).any(|consent| consent.loan.is_none_or(|loan| debt.id == Some(loan)))
        })
    }

    pub(crate) fn has_consent_to(&self, medium: Medium, at: Instant) -> bool {
        match medium {
            Medium::Medium => self.kinds_of_medium().iter().any(|kind| self.has(*kind, at)),
            Medium::Text => self.has(ConsentKind::Text, at),
            Medium::Email => self.has(ConsentKind::Email, at),
            Medium::Voice => self.has(ConsentKind::Voice, at),
            Medium::Autodial | Medium::Anywhere => self.has(ConsentKind::Autodial, at),
        }
    }

    /// Whether the proposal is the one message that confirms an opt-out: the same medium and contact, within five
    /// minutes, nothing sent since. It passes every rule (C7, D10).
    pub(crate) fn confirms_an_opt_out(&self, at: Instant) -> bool {
        if !self.proposal.is_opt_out_confirmation() {
            return false;
        }
        let out = self.kinds_of_medium().iter().filter_map(|kind| self.opted_out_at(*kind)).max();
        let Some(out) = out.filter(|out| at <= out.plus_seconds(CONFIRMED_WITHIN_SECONDS)) else {
            return false;
        };
        let contact = self.contact.map(|contact| contact.id);
        let mut sent = self.history().filter(|row| {
            row.direction == Direction::Outbound
                && row.channel == self.proposal.channel
                && row.started_at >= out
                && (row.contact.is_none() || row.contact == contact)
        });
        !sent.any(|row| crate::counting::Tally::of(row).is_contact)
    }

    pub(crate) fn is_about_this_contact(&self, consent: &Consent) -> bool {
        consent.contact.is_none_or(|id| self.contact.is_some_and(|contact| contact.id == id))
    }

    /// When the person last opted out of a medium here, if that still stands.
    pub(crate) fn opted_out_at(&self, kind: ConsentKind) -> Option<Instant> {
        let here = self.contact.map(|contact| contact.id);
        let of_kind = || self.facts.consents.iter().filter(|consent| consent.kind == kind);
        let marked =
            self.contact.filter(|contact| kind == ConsentKind::Text && contact.receive_text_messages);
        let marked = marked.and_then(|contact| contact.receive_text_messages_last_consent_at);
        let given_here = of_kind().filter(|consent| consent.contact.is_some() && consent.contact == here);
        let given_here = given_here.filter_map(|consent| self.stands_since(consent)).chain(marked).max();
        let given_anywhere = of_kind().filter(|consent| consent.contact.is_none());
        let given_anywhere = given_anywhere.filter_map(|consent| self.stands_since(consent)).max();
        let out = of_kind().filter(|consent| self.is_about_this_contact(consent)).filter_map(|consent| {
            let lifted = if consent.contact.is_some() { given_here } else { given_here.max(given_anywhere) };
            let revoked = consent.revoked_at.filter(|revoked| *revoked <= self.now)?;
            lifted.is_none_or(|given| given <= revoked || given > self.now).then_some(revoked)
        });
        out.max()
    }

    fn opted_out_anywhere_at(&self, kind: ConsentKind) -> Option<Instant> {
        let of_kind = || self.facts.consents.iter().filter(|consent| consent.kind == kind);
        let given = of_kind().filter_map(|consent| self.stands_since(consent)).max();
        let revoked =
            of_kind().filter_map(|consent| consent.revoked_at).filter(|revoked| *revoked <= self.now).max();
        revoked.filter(|revoked| given.is_none_or(|given| given <= *revoked))
    }

    /// Since when a consent stands that was not taken back.
    fn stands_since(&self, consent: &Consent) -> Option<Instant> {
        let taken_back = consent.revoked_at.is_some_and(|revoked| revoked <= self.now);
        consent.given_at.filter(|given| !taken_back && *given <= self.now)
    }

    fn living(&self, kind: ConsentKind, at: Instant) -> impl Iterator<Item = &Consent> {
        self.facts.consents.iter().filter(move |consent| {
            consent.kind == kind
                && self.is_about_this_contact(consent)
                && self.stands_since(consent).is_some_and(|given| given <= at)
                && consent.expires_at.is_none_or(|end| at < end)
        })
    }

    fn kinds_of_medium(&self) -> &'static [ConsentKind] {
        match self.proposal.channel {
            Channel::Text => &[ConsentKind::Text],
            Channel::Email => &[ConsentKind::Email],
            Channel::Voice => &[ConsentKind::Voice],
            Channel::Chat => &[ConsentKind::Text, ConsentKind::Email],
            Channel::Fax | Channel::Mail | Channel::Gui | Channel::Document => &[],
        }
    }
}
