//! The counting rules a second time: slow, obvious, written from part C of the reference, sharing no code with `src`.
//!
//! It asks every rule of every row, converts every time with the library, and finds the next allowed instant by trying
//! every full hour.

use domain::id::LoanId;
use domain::time::Instant;
use domain::vocabulary::ConsentKind;
use guard::facts::PastInteraction;
use guard::{Facts, Proposal};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Where the person lives, told apart from the tables under test.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub(crate) state: &'static str,
    pub(crate) zip: &'static str,
    pub(crate) number: &'static str,
    /// The zone of the address, then that of the number if it is another.
    pub(crate) zones: &'static [&'static str],
    /// Whose rules apply by the address.
    pub(crate) by_address: &'static [&'static str],
    /// Whose rules apply to calls and texts beside.
    pub(crate) by_number: &'static [&'static str],
}

/// A rule in the way and what it counted.
pub(crate) type Found = (&'static str, Option<usize>);

pub(crate) struct World<'a> {
    pub(crate) home: &'a Home,
    pub(crate) facts: &'a Facts,
    pub(crate) proposal: &'a Proposal,
    pub(crate) now: Instant,
}

impl World<'_> {
    /// The first full hour after now at which nothing is in the way, within fifty days.
    pub(crate) fn next_allowed(&self) -> Option<Instant> {
        const HOUR: i64 = 3_600_000_000;
        let first = (self.now.0.div_euclid(HOUR) + 1) * HOUR;
        (0..50 * 24).map(|hours| Instant(first + hours * HOUR)).find(|at| self.blocking(*at).is_empty())
    }

    /// The rules in the way at an instant, given what has happened until now.
    pub(crate) fn blocking(&self, at: Instant) -> Vec<Found> {
        let mut found = Vec::new();
        let channel = self.proposal.channel.as_str();
        let today = self.date(at);
        let since = |year, month, day| today >= Date::new(year, month, day).unwrap();
        let is_message_on_screen = ["voice", "email", "text", "chat", "fax"].contains(&channel);
        let is_call_or_text = ["voice", "text"].contains(&channel);

        // C2: not before 8:00 and not after 21:00, in every zone the data point to.
        let closed = self.is_closed(at) && !self.is_answer_at_night(at);
        if is_message_on_screen && closed {
            found.push(("CG-REGF-HOURS", None));
        }
        if self.applies("FL") && is_message_on_screen && channel != "email" && closed {
            found.push(("CG-FL-HOURS", None));
        }
        if is_call_or_text && closed {
            found.push(("CG-POLICY-HOURS", None));
        }

        // C1, first prong: more than seven calls within seven consecutive days, for each debt.
        if channel == "voice" {
            found.extend(
                self.worst(&self.debts(), 7, |debt| {
                    if self.agreed_to_calls(at, debt, self.now, true) {
                        return 0;
                    }
                    self.count(today, 7, |row| {
                        self.is_outbound_collection(row, &["voice"])
                            && reached_the_number(row)
                            && is_about(row, debt)
                            && !self.agreed_to_calls(row.started_at, debt, row.started_at, false)
                    })
                })
                .map(|count| ("CG-REGF-7IN7", Some(count))),
            );
        }
        // C1, second prong: within seven days of a conversation, its day included.
        if channel == "voice" {
            let talked = self.debts().iter().any(|debt| {
                !self.agreed_to_calls(at, *debt, self.now, true)
                    && self.count(today, 7, |row| is_conversation(row) && is_about(row, *debt)) > 0
            });
            if talked {
                found.push(("CG-REGF-7AFTER", Some(1)));
            }
        }

        // C10, District of Columbia.
        if self.applies("DC") && since(2023, 1, 1) {
            if channel == "voice" {
                let calls = |debt| {
                    self.count(today, 7, |row| {
                        self.is_outbound_collection(row, &["voice"])
                            && reached_the_number(row)
                            && is_about(row, debt)
                    })
                };
                found.extend(self.worst(&self.debts(), 4, calls).map(|count| ("CG-DC-4CALLS", Some(count))));
            }
            if ["email", "text", "chat"].contains(&channel) {
                let consented = self.has_consent_to_medium(at);
                let (rule, max) = if consented { ("CG-DC-5ECOMM", 5) } else { ("CG-DC-1ASK", 1) };
                let messages = |debt| {
                    self.count(today, 7, |row| {
                        self.is_outbound_collection(row, &["email", "text", "chat"])
                            && was_contact(row)
                            && is_about(row, debt)
                    })
                };
                found.extend(self.worst(&self.debts(), max, messages).map(|count| (rule, Some(count))));
            }
        }

        // C10, Massachusetts: two in seven days, two in thirty at work; calls and texts together.
        if self.applies("MA") && is_call_or_text {
            let at_work = self.is_at_work(self.proposal.contact);
            let (rule, days) = if at_work { ("CG-MA-2IN30", 30) } else { ("CG-MA-2IN7", 7) };
            let contacts = |debt| {
                self.count(today, days, |row| {
                    self.is_outbound_collection(row, &["voice", "text"])
                        && was_contact(row)
                        && is_about(row, debt)
                        && (row.contact.is_none() || self.is_at_work(row.contact) == at_work)
                })
            };
            found.extend(self.worst(&self.debts(), 2, contacts).map(|count| (rule, Some(count))));
        }

        // C10, New York City: three in seven days an account; before September 2026 two a person.
        let every_channel = ["voice", "email", "text", "chat", "fax", "mail"];
        if self.applies("NYC") && since(2026, 9, 1) {
            let contacts = |debt| {
                self.count(today, 7, |row| {
                    self.is_outbound_collection(row, &every_channel)
                        && was_contact(row)
                        && is_about(row, debt)
                })
            };
            found.extend(self.worst(&self.debts(), 3, contacts).map(|count| ("CG-NYC-3IN7", Some(count))));
        }
        if self.applies("NYC") && !since(2026, 9, 1) {
            let contacts = self
                .count(today, 7, |row| self.is_outbound_collection(row, &every_channel) && was_contact(row));
            if contacts >= 2 {
                found.push(("CG-NYC-2IN7", Some(contacts)));
            }
        }

        // C10, Washington: three a week in any form, agencies only; answers to the debtor are exempt.
        let by_agency = self.debts().contains(&None) || self.debts().contains(&Some(agency_loan()));
        if self.applies("WA") && by_agency && !self.is_answer() {
            let contacts = self.count(today, 7, |row| {
                self.is_outbound_collection(row, &every_channel) && was_contact(row) && !self.was_answer(row)
            });
            if contacts >= 3 {
                found.push(("CG-WA-3WK", Some(contacts)));
            }
        }

        // B5: light means two in seven days, whatever the debt.
        if self.facts.person.collections_intensity.as_str() == "light" && is_message_on_screen {
            let contacts = self.count(today, 7, |row| {
                self.is_outbound_collection(row, &["voice", "email", "text", "chat", "fax"])
                    && was_contact(row)
            });
            if contacts >= 2 {
                found.push(("CG-INTENSITY", Some(contacts)));
            }
        }
        found
    }

    fn worst(
        &self,
        debts: &[Option<LoanId>],
        max: usize,
        count: impl Fn(Option<LoanId>) -> usize,
    ) -> Option<usize> {
        debts.iter().map(|debt| count(*debt)).filter(|count| *count >= max).max()
    }

    fn count(&self, today: Date, days: i32, matches: impl Fn(&PastInteraction) -> bool) -> usize {
        let in_window = |row: &&PastInteraction| {
            let age = (today - self.date(row.started_at)).get_days();
            (0..days).contains(&age)
        };
        self.facts
            .history
            .iter()
            .filter(|row| row.started_at <= self.now)
            .filter(in_window)
            .filter(|row| matches(row))
            .count()
    }

    fn debts(&self) -> Vec<Option<LoanId>> {
        if !self.proposal.loans.is_empty() {
            return self.proposal.loans.iter().map(|loan| Some(*loan)).collect();
        }
        self.facts.loans.iter().map(|loan| Some(loan.id)).collect()
    }

    fn is_outbound_collection(&self, row: &PastInteraction, channels: &[&str]) -> bool {
        row.direction.as_str() == "outbound"
            && row.theme.as_str().starts_with("opsColl")
            && channels.contains(&row.channel.as_str())
    }

    /// C1: calls the person agreed to are excluded for at most seven days, until the next conversation.
    fn agreed_to_calls(&self, at: Instant, debt: Option<LoanId>, known: Instant, and_now: bool) -> bool {
        self.facts.consents.iter().any(|consent| {
            let Some(given) = consent.given_at else { return false };
            let talked_since = self.facts.history.iter().any(|row| {
                let before = if and_now { row.started_at <= known } else { row.started_at < known };
                row.started_at > given && before && is_conversation(row) && is_about(row, debt)
            });
            let revoked = consent.revoked_at.is_some_and(|revoked| revoked <= self.now && revoked <= at);
            consent.kind == ConsentKind::ExtraCalls
                && (consent.loan.is_none() || consent.loan == debt)
                && given <= self.now
                && given <= at
                && (self.date(at) - self.date(given)).get_days() < 7
                && !revoked
                && !talked_since
        })
    }

    fn has_consent_to_medium(&self, at: Instant) -> bool {
        let wanted: &[ConsentKind] = match self.proposal.channel.as_str() {
            "text" => &[ConsentKind::Text],
            "email" => &[ConsentKind::Email],
            _ => &[ConsentKind::Text, ConsentKind::Email],
        };
        self.facts.consents.iter().any(|consent| {
            wanted.contains(&consent.kind)
                && consent.given_at.is_some_and(|given| given <= self.now && given <= at)
        })
    }

    fn is_at_work(&self, contact: Option<domain::id::ContactId>) -> bool {
        let found = self.facts.contacts.iter().find(|known| Some(known.id) == contact);
        found.and_then(|contact| contact.label).is_some_and(|label| label.as_str() == "work")
    }

    /// What the person sent over the same channel that the proposal answers, unless it was answered before.
    fn asked(&self) -> Option<&PastInteraction> {
        let previous = self.proposal.previous?;
        let past = || self.facts.history.iter().filter(|row| row.started_at <= self.now);
        let answered = past().any(|row| {
            row.direction.as_str() == "outbound" && row.previous == Some(previous) && was_contact(row)
        });
        let asked = past().find(|row| row.id == previous && row.direction.as_str() == "inbound")?;
        (!answered && asked.channel == self.proposal.channel).then_some(asked)
    }

    fn is_answer(&self) -> bool {
        self.asked().is_some()
    }

    fn was_answer(&self, row: &PastInteraction) -> bool {
        self.facts.history.iter().any(|asked| {
            Some(asked.id) == row.previous
                && asked.direction.as_str() == "inbound"
                && asked.channel == row.channel
                && asked.started_at <= self.now
        })
    }

    /// C2: if the consumer writes at a bad time, one reply over the same medium is allowed, while it is still that time.
    fn is_answer_at_night(&self, at: Instant) -> bool {
        const HOUR: i64 = 3_600_000_000;
        let Some(asked) = self.asked() else { return false };
        let hours = (asked.started_at.0.div_euclid(HOUR) + 1..=at.0.div_euclid(HOUR))
            .map(|hour| Instant(hour * HOUR));
        self.is_closed(asked.started_at) && hours.into_iter().all(|hour| self.is_closed(hour))
    }

    fn is_closed(&self, at: Instant) -> bool {
        let voice = ["voice", "text", "fax"].contains(&self.proposal.channel.as_str());
        let zones = if voice { self.home.zones } else { &self.home.zones[..1] };
        zones.iter().any(|zone| {
            let clock = zoned(at, zone).time();
            let seconds =
                i64::from(clock.hour()) * 3600 + i64::from(clock.minute()) * 60 + i64::from(clock.second());
            let beyond = seconds == 21 * 3600 && clock.subsec_nanosecond() > 0;
            !(8 * 3600..=21 * 3600).contains(&seconds) || beyond
        })
    }

    fn applies(&self, place: &str) -> bool {
        let voice = ["voice", "text", "fax"].contains(&self.proposal.channel.as_str());
        self.home.by_address.contains(&place) || (voice && self.home.by_number.contains(&place))
    }

    fn date(&self, at: Instant) -> Date {
        zoned(at, self.home.zones[0]).date()
    }
}

/// The loan that an agency services; the others are the creditor's own.
pub(crate) fn agency_loan() -> LoanId {
    crate::story::loan(1)
}

fn zoned(at: Instant, zone: &str) -> Zoned {
    Timestamp::from_microsecond(at.0).unwrap().to_zoned(TimeZone::get(zone).unwrap())
}

fn is_about(row: &PastInteraction, debt: Option<LoanId>) -> bool {
    row.loans.is_empty() || debt.is_none() || debt.is_some_and(|debt| row.loans.contains(&debt))
}

/// The agent's outcome if set, else the details, else the status.
fn word(row: &PastInteraction) -> &'static str {
    let details = row.status_details.map(|details| details.as_str());
    row.agent_outcome.map(|outcome| outcome.as_str()).or(details).unwrap_or(row.status.as_str())
}

fn reached_the_number(row: &PastInteraction) -> bool {
    row.is_reserved
        || ![
            "voiceLineBusyNoRing",
            "voiceFailedToInitiate",
            "voiceNumberDisconnected",
            "voiceNumberInvalid",
            "blockedByComplianceGuard",
            "invalidContact",
            "failed",
            "scheduled",
            "canceled",
        ]
        .contains(&word(row))
}

fn was_contact(row: &PastInteraction) -> bool {
    if row.channel.as_str() == "voice" {
        return reached_the_number(row);
    }
    row.is_reserved || ["attempted", "succeeded", "inProgress"].contains(&row.status.as_str())
}

/// Spoken with the person, or nobody knows yet. An inbound call too, whatever it was about.
fn is_conversation(row: &PastInteraction) -> bool {
    let theme = row.theme.as_str();
    let about = match row.direction.as_str() {
        "outbound" => theme.starts_with("opsColl"),
        _ => theme != "opsAccountCredentials" && theme != "agentNotification",
    };
    row.channel.as_str() == "voice"
        && about
        && !row.is_reserved
        && [
            "voiceSpokeWithFirstParty",
            "voiceConnected",
            "voiceUnexpectedDisconnect",
            "attempted",
            "succeeded",
            "inProgress",
        ]
        .contains(&word(row))
}
