//! May this contact happen? One pure function over facts.
//!
//! The order is D2's: what is missing before rules can be asked; what needs no rule; then every rule that looks at the
//! contact, in the order of the book, so that the first one in the way names the decision and all are told.
//!
//! Settled where the source leaves it open:
//!
//! * Account credentials, notes to agents, and the `gui` and `document` channels pass once the contact is usable; so
//!   does the one message that confirms an opt-out (C7).
//! * `defer` needs an instant at which nothing is in the way: the latest end of all that block is tried again and
//!   again, 32 times at most (D6). Where none is found, the answer is `deny`.
//! * A do-not-interact instance without days or hours denies until its end date, although that has an instant (D3).

use domain::time::Instant;
use domain::vocabulary::{GuardOutcome, Theme};

use crate::Proposal;
use crate::block::Block;
use crate::decision::{Decision, Pass, Precondition, Reason};
use crate::dni::is_in_dates;
use crate::facts::{ContactFacts, Facts};
use crate::places::Whereabouts;
use crate::question::Question;
use crate::reach::{is_message, usable_contact};
use crate::rulebook::Rulebook;
use crate::rulebook::schema::{Jurisdiction, Kind, Rule};
use crate::zone::Zone;

/// How often the end of what blocks is tried again.
const STEPS: usize = 32;
/// What is dispatched has to be allowed this many seconds later too: a call rings, a message travels (D7).
const DISPATCH_SECONDS: i64 = 59;

/// When a question is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// Somebody asks, or hands a contact over.
    Asked,
    /// It is about to happen.
    Dispatched,
}

/// Everything found at one instant.
#[derive(Default)]
pub(crate) struct Verdict<'r> {
    pub(crate) blocks: Vec<Block<'r>>,
    pub(crate) warnings: Vec<Block<'r>>,
    pub(crate) passes: Vec<Pass>,
}

/// Whether a contact may happen at `now`. Nothing that happened later is looked at.
pub fn evaluate(facts: &Facts, proposal: &Proposal, now: Instant, book: &Rulebook) -> Decision {
    judge(facts, proposal, now, book, Moment::Asked)
}

/// Whether a contact may go out right now: it has to be allowed 59 seconds later too. Always the real time of day.
pub fn evaluate_dispatch(facts: &Facts, proposal: &Proposal, now: Instant, book: &Rulebook) -> Decision {
    judge(facts, proposal, now, book, Moment::Dispatched)
}

fn judge(facts: &Facts, proposal: &Proposal, now: Instant, book: &Rulebook, moment: Moment) -> Decision {
    let contact = match usable_contact(facts, proposal) {
        Ok(contact) => contact,
        Err(missing) => return blocked_before_rules(missing, None, Vec::new(), book, now),
    };
    let mut place = Whereabouts::of(facts, proposal.channel, contact, book.goes_by_area_code());
    let wished = facts.do_not_interact.iter().filter_map(|instance| {
        let zone = instance.timezone.as_deref().and_then(Zone::named)?;
        is_in_dates(instance, zone, now).then_some((instance, zone))
    });
    let mut question = Question { facts, proposal, book, now, contact, place: Whereabouts::default() };
    for (_, zone) in wished.filter(|(instance, _)| question.is_meant_by(instance)) {
        place.add_zone(zone);
    }
    question.place = place;
    if needs_no_rule(&question) {
        return decided(question, GuardOutcome::Allow, Verdict::default(), None);
    }
    if is_place_missing(&question) {
        let Question { contact, place, .. } = question;
        return blocked_before_rules(Precondition::UnknownPlace, contact, place.zones, book, now);
    }
    let verdict = question.verdict_of(moment, now, true);
    if verdict.blocks.is_empty() {
        return decided(question, GuardOutcome::Allow, verdict, None);
    }
    let only_time = verdict.blocks.iter().all(|block| block.is_time_only);
    let next = if only_time { question.next_allowed(moment, &verdict.blocks) } else { None };
    let outcome = if next.is_some() { GuardOutcome::Defer } else { GuardOutcome::Deny };
    decided(question, outcome, verdict, next)
}

impl<'a> Question<'a> {
    fn verdict_of(&self, moment: Moment, at: Instant, is_first: bool) -> Verdict<'a> {
        let noon = is_first && moment == Moment::Asked && self.proposal.check_at_company_noon;
        let verdict = self.verdict_at(at, if noon { self.company_noon() } else { at });
        if moment == Moment::Dispatched && verdict.blocks.is_empty() {
            let later = at.plus_seconds(DISPATCH_SECONDS);
            let late = self.verdict_at(later, later);
            if !late.blocks.is_empty() {
                return late;
            }
        }
        verdict
    }

    /// Every rule in the way at `at`; rules on hours look at `judged_at`.
    fn verdict_at(&self, at: Instant, judged_at: Instant) -> Verdict<'a> {
        let mut verdict = Verdict::default();
        let day = self.day(at);
        for armed in self.book.asked(self.proposal.channel, self.proposal.theme) {
            if !self.is_looked_at_by(armed, at, day) {
                continue;
            }
            let rule = &armed.rule;
            let (block, agreed) = self.judge(rule, at, judged_at);
            if agreed && block.is_none() {
                verdict.passes.push(Pass { rule_id: rule.id.clone(), by: "extraCallsConsent".to_owned() });
            }
            let Some(mut block) = block else { continue };
            // A rule that ends holds nobody longer.
            let rule_ends = armed.ends_before().map(|day| self.zone().start_of(day));
            block.until = block.until.map(|until| rule_ends.map_or(until, |end| until.min(end)));
            match self.pass(&block, at) {
                Some(by) => verdict.passes.push(Pass { rule_id: rule.id.clone(), by }),
                None if block.warns => verdict.warnings.push(block),
                None => verdict.blocks.push(block),
            }
        }
        verdict
    }

    fn judge(&self, rule: &'a Rule, at: Instant, judged_at: Instant) -> (Option<Block<'a>>, bool) {
        let block = match &rule.kind {
            Kind::Cap(cap) => return self.judge_cap(rule, cap, at),
            Kind::AfterTalk { window, unit } => return self.judge_after_talk(rule, *window, *unit, at),
            Kind::Case { cases, completed, unless_outcome } => {
                self.judge_case(rule, cases, *completed, unless_outcome)
            }
            Kind::LoanClosed => self.judge_closed(rule),
            Kind::PersonInactive => self.judge_inactive(rule),
            Kind::Representative => self.judge_representative(rule),
            Kind::DoNotInteract => self.judge_do_not_interact(rule, at),
            Kind::ThirdParty { locate } => self.judge_third_party(rule, locate),
            Kind::Workplace => self.judge_workplace(rule),
            Kind::Label => self.judge_label(rule),
            Kind::OptOut(medium) => self.judge_opt_out(rule, *medium),
            Kind::TextConsent => self.judge_text_consent(rule, at),
            Kind::TextFreshness { days } => self.judge_text_freshness(rule, *days, at),
            Kind::AutodialConsent => self.judge_autodial(rule, at),
            Kind::Hours { from, to } => self.judge_hours(rule, (*from, *to), at, judged_at),
        };
        (block, false)
    }

    /// The first instant at which nothing is in the way, from the latest end of what is now.
    fn next_allowed(&self, moment: Moment, blocks: &[Block<'_>]) -> Option<Instant> {
        let mut at = latest_end(blocks)?;
        for _ in 0..STEPS {
            let verdict = self.verdict_of(moment, at, false);
            if verdict.blocks.is_empty() {
                return Some(at);
            }
            let end = latest_end(&verdict.blocks)?;
            at = if end > at { end } else { at.plus_seconds(DISPATCH_SECONDS + 1) };
        }
        None
    }
}

/// The latest end of all that blocks; none where something never ends.
fn latest_end(blocks: &[Block<'_>]) -> Option<Instant> {
    blocks
        .iter()
        .map(|block| block.until)
        .try_fold(Instant(i64::MIN), |latest, until| Some(latest.max(until?)))
}

fn needs_no_rule(question: &Question<'_>) -> bool {
    matches!(question.proposal.theme, Theme::OpsAccountCredentials | Theme::AgentNotification)
        || !is_message(question.proposal.channel)
        || question.confirms_an_opt_out(question.now)
}

/// Whether nothing says where the person is although a rule asks: one on hours without a zone, or one of a state
/// without a jurisdiction.
fn is_place_missing(question: &Question<'_>) -> bool {
    let (has_zone, has_jurisdiction) = (!question.place.zones.is_empty(), question.place.is_known);
    if has_zone && has_jurisdiction {
        return false;
    }
    let day = question.day(question.now);
    question.book.asked(question.proposal.channel, question.proposal.theme).any(|armed| {
        let of_hours = matches!(armed.rule.kind, Kind::Hours { .. });
        let of_state = matches!(armed.rule.jurisdiction, Jurisdiction::State(_) | Jurisdiction::NewYorkCity);
        ((of_hours && !has_zone) || (of_state && !has_jurisdiction))
            && armed.is_in_force_on(day)
            && question.is_in_scope_of(&armed.rule)
    })
}

fn blocked_before_rules(
    missing: Precondition,
    contact: Option<&ContactFacts>,
    zones: Vec<Zone>,
    book: &Rulebook,
    now: Instant,
) -> Decision {
    Decision {
        outcome: GuardOutcome::Deny,
        compliance_guard_rule_id: None,
        precondition: Some(missing),
        reasons: Vec::new(),
        warnings: Vec::new(),
        passes: Vec::new(),
        next_allowed_at: None,
        contact_id: contact.map(|contact| contact.id),
        zones,
        rulebook_version: book.version().clone(),
        evaluated_at: now,
    }
}

fn decided(
    question: Question<'_>,
    outcome: GuardOutcome,
    found: Verdict<'_>,
    next: Option<Instant>,
) -> Decision {
    let reasons: Vec<Reason> = found.blocks.into_iter().map(Reason::from).collect();
    Decision {
        outcome,
        compliance_guard_rule_id: reasons.first().map(|reason| reason.rule_id.clone()),
        precondition: None,
        reasons,
        warnings: found.warnings.into_iter().map(Reason::from).collect(),
        passes: found.passes,
        next_allowed_at: next,
        contact_id: question.contact.map(|contact| contact.id),
        zones: question.place.zones,
        rulebook_version: question.book.version().clone(),
        evaluated_at: question.now,
    }
}
