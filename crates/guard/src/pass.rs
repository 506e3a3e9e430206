//! What lets a contact pass a rule that is in its way: exceptions (D10), consents and overrides (D11).
//!
//! Settled where the source leaves it open:
//!
//! * An answer to what the person wrote passes a hold only if the person wrote after the hold began; at night only if
//!   the person wrote at a closed hour and it has stayed closed since; and only the first answer, by the same medium.
//! * An override passes the very contact it was given for (channel, theme, subject, contact, loans, dialler), for 15
//!   minutes, once: it may name the interaction that used it, which may then be dispatched.
//! * Overrides of caps and hours need the person's consent on record: to extra calls, to inconvenient times. The consent
//!   alone already passes the rules that name it; an override with it passes state caps that do not.

use domain::id::CaseId;
use domain::overrides::LIFE_SECONDS;
use domain::time::Instant;
use domain::vocabulary::{Affiliation, Channel, ConsentKind};

use crate::block::{Block, Why};
use crate::question::Question;
use crate::rulebook::schema::{Exception, Kind, Overridable, Rule};
use crate::words::Word;

impl Question<'_> {
    /// What lets the contact pass, if anything does.
    pub(crate) fn pass(&self, block: &Block<'_>, at: Instant) -> Option<String> {
        let rule = block.rule;
        if let Some(subject) = self.proposal.subject.filter(|subject| rule.pass_subjects.contains(*subject)) {
            return Some(format!("subject {subject}"));
        }
        let excepted = rule.exceptions.iter().find(|exception| self.is_excepted(**exception, block, at));
        if let Some(exception) = excepted {
            return Some(exception.as_str().to_owned());
        }
        // A warning needs nobody's leave.
        if block.warns { None } else { self.overridden(rule, at) }
    }

    fn is_excepted(&self, exception: Exception, block: &Block<'_>, at: Instant) -> bool {
        match exception {
            Exception::LegallyRequired => self.is_legally_required(),
            Exception::LegallyRequiredInWriting => self.is_legally_required() && self.is_in_writing(),
            Exception::LegallyRequiredByMail => {
                self.is_legally_required() && self.proposal.channel == Channel::Mail
            }
            Exception::TransactionalServicing => self.is_transactional() && !self.proposal.is_collection(),
            // Judged debt by debt where calls are counted.
            Exception::ExtraCallsConsent => false,
            Exception::InconvenientTimeConsent => self.has(ConsentKind::InconvenientTime, at),
            Exception::ReplyToPerson => self.is_reply(block, at),
            Exception::ToRepresentative => self.is_to_representative(),
            Exception::ToEstate => {
                self.contact.is_some_and(|contact| contact.affiliation == Affiliation::Executor)
            }
            Exception::OneAsk => !self.proposal.is_autodialed && self.may_ask_once(at),
        }
    }

    /// A letter, or an email to somebody who has not opted out of email.
    fn is_in_writing(&self) -> bool {
        match self.proposal.channel {
            Channel::Mail => true,
            Channel::Email => self.opted_out_at(ConsentKind::Email).is_none(),
            _ => false,
        }
    }

    fn is_reply(&self, block: &Block<'_>, at: Instant) -> bool {
        match (&block.rule.kind, &block.why) {
            (Kind::Hours { from, to }, _) => self.answers_at_a_closed_hour((*from, *to), at),
            (Kind::Case { .. }, Why::Case { case, .. }) => self
                .answers()
                .is_some_and(|asked| self.began(*case).is_some_and(|since| asked.started_at > since)),
            _ => self.answers().is_some(),
        }
    }

    fn began(&self, case: CaseId) -> Option<Instant> {
        self.facts.cases.iter().find(|known| known.id == case).map(|known| known.since)
    }

    fn overridden(&self, rule: &Rule, at: Instant) -> Option<String> {
        let allowed = match rule.overridable {
            Overridable::Never => false,
            Overridable::Freely => true,
            Overridable::WithConsent => self.has(rule.kind.consent_for_override(), at),
        };
        if !allowed {
            return None;
        }
        let given = self.facts.overrides.iter().filter(|given| {
            given.rule == rule.id
                && !given.reason.trim().is_empty()
                && given.at <= self.now
                && given.at <= at
                && at <= given.at.plus_seconds(LIFE_SECONDS)
                && given.used_by.is_none_or(|used| Some(used) == self.proposal.interaction)
                && given.proposal.covers(self.proposal)
        });
        let given = given.min_by_key(|given| (given.at, given.by))?;
        Some(format!("override by {}: {}", given.by, given.reason))
    }
}
