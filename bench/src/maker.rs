//! The data: people and interactions, skewed as real ones are, made in the order of their time.

mod clock;
pub(crate) mod handled;
mod terms;
pub(crate) mod words;

use std::fmt::Write as _;

use domain::text::fold;
use domain::vocabulary::Direction;

use crate::random::{Random, Weighted};
use clock::Calendar;
pub(crate) use clock::{end_day, ends as clock_ends};
use handled::{Desk, Handled};
use terms::Vocabularies;
use words::Words;

/// People of the company that is read.
pub(crate) const PEOPLE: u64 = 40_000;
/// People of the company that is written to.
pub(crate) const WRITTEN_PEOPLE: u64 = 1_000;
/// How unevenly people talk: the first of 40,000 has about one row in 80.
const ACTIVITY: f64 = 0.7;

const SENSITIVE: f64 = 0.02;
const EXTERNAL: f64 = 0.85;
const UNASSOCIATED: f64 = 0.05;
const AGENTS: u64 = 40;

/// An interaction, and what the store keeps beside it.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) key: i64,
    pub(crate) person: Option<i64>,
    pub(crate) external_id: Option<String>,
    pub(crate) channel: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) status: &'static str,
    pub(crate) status_details: Option<&'static str>,
    pub(crate) theme: &'static str,
    pub(crate) subject: Option<&'static str>,
    pub(crate) content: Option<String>,
    pub(crate) folded: Option<String>,
    pub(crate) sensitive: bool,
    pub(crate) is_external: bool,
    pub(crate) at: i64,
    pub(crate) ended_at: i64,
    pub(crate) created_by_id: String,
    pub(crate) created_by_name: String,
    pub(crate) handled: Handled,
}

/// Makes one after another.
pub(crate) struct Maker {
    random: Random,
    rows: u64,
    next: u64,
    calendar: Calendar,
    vocabularies: Vocabularies,
    words: Words,
    activity: Weighted,
    desk: Desk,
}

impl Maker {
    pub(crate) fn new(seed: u64, rows: u64) -> Self {
        Self::over(Calendar::whole(), seed, rows)
    }

    /// What came after the made store of so many rows, until now: as much of it, in its share of the time.
    pub(crate) fn since(seed: u64, rows: u64) -> impl Iterator<Item = Made> {
        let calendar = Calendar::since();
        let rows = calendar.rows(rows, &Calendar::whole());
        // The calendar knows whole hours; what the present one has yet to bring would hide what is recorded now.
        let now = clock::now();
        Self::over(calendar, seed ^ 0x0053_494E_4345, rows).take_while(move |made| made.at <= now)
    }

    fn over(calendar: Calendar, seed: u64, rows: u64) -> Self {
        Self {
            random: Random::new(seed),
            rows,
            next: 0,
            calendar,
            vocabularies: Vocabularies::new(),
            words: Words::new(seed ^ 0x57_4F52_4453),
            activity: Weighted::zipf(PEOPLE as usize, 0.0, ACTIVITY),
            desk: Desk::new(seed),
        }
    }

    /// One more, with a content as the others have but as a request of its own.
    pub(crate) fn fresh(seed: u64) -> Self {
        Self::new(seed, u64::MAX >> 20)
    }

    fn make(&mut self) -> Made {
        let number = self.next;
        self.next += 1;
        let random = &mut self.random;
        let at = self.calendar.at((number as f64 + random.unit()) / self.rows as f64);
        let terms = self.vocabularies.draw(random);
        // 48,271 is prime to 40,000: the busiest people are not the oldest ones.
        let person = 1 + (self.activity.draw(random) as i64 * 48_271) % PEOPLE as i64;
        let alone = terms.direction == Direction::Inbound && random.chance(UNASSOCIATED);
        let is_external = random.chance(EXTERNAL);
        let mut text = String::with_capacity(640);
        self.words.write(number, random, &mut text);
        let has_content = terms.theme != "opsAccountCredentials";
        let agent = 1 + random.below(AGENTS);
        let external_id = is_external.then(|| format!("{:016x}", random.next()));
        let sensitive = random.chance(SENSITIVE);
        let ended_at = at + 1_000_000 * (20 + random.below(900) as i64);
        Made {
            key: number as i64 + 1,
            person: (!alone).then_some(person),
            external_id,
            channel: terms.channel.as_str(),
            direction: terms.direction.as_str(),
            status: terms.status.as_str(),
            status_details: terms.details.map(|word| word.as_str()),
            theme: terms.theme,
            subject: terms.subject,
            folded: has_content.then(|| fold(&text)),
            content: has_content.then(|| content(&text)),
            sensitive,
            is_external,
            at,
            ended_at,
            created_by_id: format!("AK-2222-22{agent:02}"),
            created_by_name: format!("Source {agent}"),
            handled: self.desk.handle(&terms, person, at, ended_at),
        }
    }
}

impl Iterator for Maker {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        (self.next < self.rows).then(|| self.make())
    }
}

fn content(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 12);
    // The words are ASCII letters, spaces and full stops: nothing to escape.
    let _ = write!(json, "{{\"body\":\"{text}\"}}");
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_rows_in_order_of_time() {
        let (one, other) = (Maker::new(3, 2_000), Maker::new(3, 2_000));
        let mut before = i64::MIN;
        for (a, b) in one.zip(other) {
            assert_eq!(format!("{a:?}"), format!("{b:?}"));
            assert!(a.at >= before);
            before = a.at;
        }
    }

    #[test]
    fn what_came_since_lies_between_the_made_store_and_now() {
        let (end, now) = (end_day() * 86_400_000_000, clock::now());
        assert!(Maker::since(3, 1_000_000).all(|made| (end..=now + 60_000_000).contains(&made.at)));
    }

    #[test]
    fn words_are_as_frequent_as_they_are_said_to_be() {
        let texts: Vec<String> = Maker::new(5, 20_000).filter_map(|made| made.folded).collect();
        let share = |word: &str| texts.iter().filter(|text| text.contains(word)).count() as f64 / 20_000.0;
        for word in words::COMMON {
            assert!((0.06..0.08).contains(&share(word)), "{word} {}", share(word));
        }
        for pair in words::PAIRS {
            assert!((0.002..0.006).contains(&share(pair)), "{pair} {}", share(pair));
        }
        assert!(texts.iter().all(|text| (80..700).contains(&text.len())));
    }

    #[test]
    fn terms_agree_with_the_rules() {
        use domain::rules::{Terms as Said, settle};
        use domain::vocabulary::{Channel, Direction, Status, StatusDetail, Subject, Theme};
        for made in Maker::new(9, 5_000) {
            let terms = Said {
                channel: Channel::parse(made.channel).unwrap(),
                direction: Direction::parse(made.direction).unwrap(),
                status: Status::parse(made.status),
                details: made.status_details.and_then(StatusDetail::parse),
                theme: Theme::parse(made.theme),
                subject: made.subject.and_then(Subject::parse),
            };
            assert!(settle(&terms).is_ok(), "{terms:?}");
        }
    }
}
