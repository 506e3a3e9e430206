//! How often within how many days.

use domain::time::Instant;
use domain::vocabulary::{Channel, ConsentKind, Direction};

use super::{Talk, Tally, may_touch_a_debt};
use crate::block::{Block, Why};
use crate::facts::{Consent, PastInteraction};
use crate::question::{Debt, Question, Side, labels_fit};
use crate::rulebook::schema::{Cap, Counts, Exception, Max, Rule, Unit};
use crate::zone::Day;

/// Days a consent to extra calls lives, that of the consent included (12 CFR 1006.14(b)(3)(i)).
const CONSENTED_DAYS: Day = 7;

impl Question<'_> {
    /// What a cap says at `at`: the debt that has to wait longest decides. The flag tells of a consent that passed it.
    pub(crate) fn judge_cap<'r>(&self, rule: &'r Rule, cap: &Cap, at: Instant) -> (Option<Block<'r>>, bool) {
        let Some(max) = self.limit(cap.max) else { return (None, false) };
        let first_day = self.day(at) - Day::from(cap.window) + 1;
        let since = self.zone().start_of(first_day);
        let (mut worst, mut agreed): (Option<Block<'r>>, bool) = (None, false);
        for debt in self.debts().filter(|debt| self.binds(rule, *debt)) {
            let counted = || self.history().filter(|row| self.counts_for(rule, cap, debt, since, row));
            let count = counted().count() as u32;
            if count < max {
                continue;
            }
            if rule.has(Exception::ExtraCallsConsent) && self.has_agreed_to_calls(debt, at) {
                agreed = true;
                continue;
            }
            let mut days: Vec<_> = counted().map(|row| self.day(row.started_at)).collect();
            days.sort_unstable();
            // As many must drop out as bring the count below the maximum; a maximum of none never frees a place.
            let last_to_drop = days.get((count - max) as usize);
            let until = last_to_drop.map(|day| self.zone().start_of(day + Day::from(cap.window)));
            let why = Why::Cap {
                debt: debt.id.filter(|_| cap.unit == Unit::Debt),
                window: cap.window,
                counts: cap.counts,
            };
            let block = Block::until(rule, why, until).counted(count, max);
            if worst.as_ref().is_none_or(|known| block.lasts_longer_than(known)) {
                worst = Some(block);
            }
            if cap.unit != Unit::Debt {
                break;
            }
        }
        (worst, agreed)
    }

    /// What the quiet after a conversation says at `at`.
    pub(crate) fn judge_after_talk<'r>(
        &self,
        rule: &'r Rule,
        window: u32,
        unit: Unit,
        at: Instant,
    ) -> (Option<Block<'r>>, bool) {
        let since = self.zone().start_of(self.day(at) - Day::from(window) + 1);
        let (mut worst, mut agreed): (Option<Block<'r>>, bool) = (None, false);
        for debt in self.debts().filter(|debt| self.binds(rule, *debt)) {
            let talks = self.history().filter(|row| row.started_at >= since && self.is_talk_with_side(row));
            let about = talks.filter(|row| unit != Unit::Debt || debt.is_meant_by(&row.loans));
            let Some(last) = about.map(|row| row.started_at).max() else { continue };
            if rule.has(Exception::ExtraCallsConsent) && self.has_agreed_to_calls(debt, at) {
                agreed = true;
                continue;
            }
            let until = self.zone().start_of(self.day(last) + Day::from(window));
            let why = Why::Talk { debt: debt.id.filter(|_| unit == Unit::Debt), at: last, window };
            let block = Block::until(rule, why, Some(until)).counted(1, 0);
            if worst.as_ref().is_none_or(|known| block.lasts_longer_than(known)) {
                worst = Some(block);
            }
        }
        (worst, agreed)
    }

    /// Whether the person has agreed to calls beyond the limits, and the agreement still lives (D11).
    pub(crate) fn has_agreed_to_calls(&self, debt: Debt<'_>, at: Instant) -> bool {
        let agreements = self.agreements_to_calls(debt);
        agreements.into_iter().any(|consent| self.lives_at(consent, debt, at, Instant(self.now.0 + 1)))
    }

    fn limit(&self, max: Max) -> Option<u32> {
        match max {
            Max::Fixed(number) => Some(number),
            Max::ByIntensity(limits) => limits[self.facts.person.collections_intensity as usize],
        }
    }

    fn counts_for(
        &self,
        rule: &Rule,
        cap: &Cap,
        debt: Debt<'_>,
        since: Instant,
        row: &PastInteraction,
    ) -> bool {
        if row.started_at < since
            || row.direction != Direction::Outbound
            || !cap.count_channels.contains(row.channel)
            || !rule.scope.themes.contains(row.theme)
        {
            return false;
        }
        let tally = Tally::of(row);
        let counts = match cap.counts {
            Counts::Calls => tally.is_call,
            Counts::Contacts => tally.is_contact && (cap.ringing || !tally.only_rang),
            Counts::Autodialed => tally.is_call && row.is_autodialed,
        };
        counts && self.is_of_the_same_unit(rule, cap.unit, debt, row) && !self.is_spared(rule, debt, row)
    }

    fn is_of_the_same_unit(&self, rule: &Rule, unit: Unit, debt: Debt<'_>, row: &PastInteraction) -> bool {
        let shares = match unit {
            Unit::Debt => debt.is_meant_by(&row.loans),
            Unit::Person => true,
            // A contact nobody noted may have been this one.
            Unit::Contact => {
                row.contact.is_none_or(|id| self.contact.is_some_and(|contact| contact.id == id))
            }
        };
        if !shares {
            return false;
        }
        let needs_contact = !rule.scope.labels.is_empty() || !rule.scope.except_labels.is_empty();
        let contact = row.contact.and_then(|id| self.facts.contact(id));
        let label_fits = !needs_contact
            || contact.is_none_or(|contact| contact.label.is_none() || labels_fit(rule, Some(contact)));
        label_fits && self.side() == self.side_of_row(row)
    }

    /// Whether a past contact is exempt itself: an answer where answers are, a call the person had agreed to.
    fn is_spared(&self, rule: &Rule, debt: Debt<'_>, row: &PastInteraction) -> bool {
        let answers = || {
            let asked = row.previous.and_then(|id| self.inbound(id));
            asked.is_some_and(|asked| asked.channel == row.channel)
        };
        let agreed = || {
            let agreements = self.agreements_to_calls(debt);
            agreements.into_iter().any(|consent| self.lives_at(consent, debt, row.started_at, row.started_at))
        };
        (rule.spares_replies() && answers()) || (rule.has(Exception::ExtraCallsConsent) && agreed())
    }

    fn agreements_to_calls<'q>(&'q self, debt: Debt<'q>) -> impl IntoIterator<Item = &'q Consent> {
        self.facts.consents.iter().filter(move |consent| {
            consent.kind == ConsentKind::ExtraCalls
                && self.is_about_this_contact(consent)
                && consent.loan.is_none_or(|loan| debt.id == Some(loan))
        })
    }

    /// Whether a consent to extra calls lives at `at`: seven days, until it is taken back, and until the next
    /// conversation about the debt, as far as there was one before `talks_before`.
    fn lives_at(&self, consent: &Consent, debt: Debt<'_>, at: Instant, talks_before: Instant) -> bool {
        let Some(given) = consent.given_at.filter(|given| *given <= at && *given <= self.now) else {
            return false;
        };
        let revoked = consent.revoked_at.is_some_and(|end| end <= self.now && end <= at);
        let expired = consent.expires_at.is_some_and(|end| end <= at);
        let in_days = self.day(at) < self.day(given) + CONSENTED_DAYS;
        let talked = || {
            let later = self.history().filter(|row| row.started_at > given && row.started_at < talks_before);
            later.filter(|row| debt.is_meant_by(&row.loans)).any(|row| self.is_talk_with_side(row))
        };
        in_days && !revoked && !expired && !talked()
    }

    /// Whether somebody talked by phone with whom this contact would reach, on a matter that may be the debt.
    fn is_talk_with_side(&self, row: &PastInteraction) -> bool {
        if row.channel != Channel::Voice || !may_touch_a_debt(row) {
            return false;
        }
        let talked = match (Tally::of(row).talk, self.side()) {
            (Talk::None, _) => false,
            (Talk::Person, _) => true,
            (Talk::Other, side) => matches!(side, Side::Other(_)),
        };
        talked && self.side() == self.side_of_row(row)
    }
}
