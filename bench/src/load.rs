//! Fills a store as fast as can be done honestly: the same tables, counters and indexes as the
//! product's own, rows in the order of their keys, indexes built afterwards.

pub(crate) mod counters;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::path::Path;
use std::time::Instant;

use crate::maker::handled::{ADVISORS, QUEUES};
use crate::maker::{PEOPLE, WRITTEN_PEOPLE, end_day};
use crate::random::Random;

/// The company that is read.
pub(crate) const READ: i64 = 1;
/// The company that is written to; its rows are taken away after each run.
pub(crate) const WRITTEN: i64 = 2;
/// The seed of everything that is loaded.
pub(crate) const SEED: u64 = 20_261_121;

const FIRST: [&str; 16] = [
    "Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo", "Ines", "Jan", "Kira", "Leo", "Mia", "Noah",
    "Olga", "Paul",
];
const LAST: [&str; 16] = [
    "Adler", "Brook", "Costa", "Dietz", "Evans", "Fuchs", "Grant", "Huber", "Ivanov", "Jones", "Keller",
    "Lopez", "Moreau", "Novak", "Okafor", "Perez",
];

/// A person, as both loaders write it.
pub(crate) struct Human {
    pub(crate) key: i64,
    pub(crate) company: i64,
    pub(crate) external_id: String,
    pub(crate) name: String,
    pub(crate) full_name: String,
    pub(crate) search_text: String,
}

/// The people of both companies in the order of their keys.
pub(crate) fn people() -> impl Iterator<Item = Human> {
    let mut random = Random::new(SEED ^ 0x5045_4F50_4C45);
    (1..=(PEOPLE + WRITTEN_PEOPLE) as i64).map(move |key| {
        let (first, last) = (*random.pick(&FIRST), *random.pick(&LAST));
        let external_id = format!("P{key:06}");
        Human {
            key,
            company: if key <= PEOPLE as i64 { READ } else { WRITTEN },
            name: format!("{{\"firstName\":\"{first}\",\"lastName\":\"{last}\"}}"),
            full_name: format!("{first} {last}"),
            search_text: format!("{first} {last}\n{external_id}\n").to_lowercase(),
            external_id,
        }
    })
}

/// A phone, an address and a loan for everybody, on both engines: Albany, Boston and Washington in turns.
pub(crate) const WAYS_AND_LOANS: &str = "
INSERT INTO contacts (company, person, contact_type, label, affiliation, status, value, value_folded, valid, verified,
    receive_text_messages, consent_at, authorized_third_party, power_of_attorney, created_at)
  SELECT company, key, 'phone', 'personal', 'self', 'primary', phone, phone, TRUE, FALSE, TRUE, 1793000000000000, FALSE,
    FALSE, 0
  FROM (SELECT company, key, CASE key % 3 WHEN 0 THEN '+1518555' WHEN 1 THEN '+1617555' ELSE '+1202555' END
    || (1000 + key % 9000) AS phone FROM people) AS numbered;
INSERT INTO contacts (company, person, contact_type, label, affiliation, status, address, valid, verified,
    receive_text_messages, authorized_third_party, power_of_attorney, created_at)
  SELECT company, key, 'address', 'home', 'self', 'primary', CASE key % 3
    WHEN 0 THEN '{\"city\":\"Albany\",\"state\":\"NY\",\"postalCode\":\"12207\"}'
    WHEN 1 THEN '{\"city\":\"Boston\",\"state\":\"MA\",\"postalCode\":\"02108\"}'
    ELSE '{\"city\":\"Washington\",\"state\":\"DC\",\"postalCode\":\"20001\"}' END,
    TRUE, FALSE, FALSE, FALSE, FALSE, 0 FROM people;
INSERT INTO loans (company, person, status, serviced_by, created_at)
  SELECT company, key, 'active', 'thirdParty', 0 FROM people;
";

/// Those who handle interactions of the company that is read, and its queues, on both engines and in the order of their
/// keys.
pub(crate) fn desks() -> String {
    let advisor = |number: u64| {
        let (first, last) = (FIRST[number as usize % 16], LAST[number as usize * 7 % 16]);
        let email = format!("advisor{number}@example.com");
        let (first_sort, last_sort) = (first.to_lowercase(), last.to_lowercase());
        format!(
            "({READ}, '{email}', '{email}', '{first}', '{last}', '{first_sort}', '{last_sort}', \
             '{first_sort} {last_sort}', 'agent', 0)"
        )
    };
    let advisors: Vec<String> = (1..=ADVISORS).map(advisor).collect();
    let queues = QUEUES.map(|name| format!("({READ}, '{name}', '{}', 0)", name.to_lowercase()));
    format!(
        "INSERT INTO users (company, email, email_sort, first_name, last_name, first_name_sort, last_name_sort, \
         full_name_sort, role, created_at) VALUES {}; \
         INSERT INTO queues (company, name, name_sort, created_at) VALUES {}",
        advisors.join(", "),
        queues.join(", ")
    )
}

/// What tells whether a loaded store can be used again.
pub(crate) fn stamp(rows: u64) -> String {
    let until = end_day();
    format!("seed {SEED} rows {rows} schema {} layout 4 until day {until}\n", store::migrate::newest())
}

/// Whether the store beside this stamp is the one wanted.
pub(crate) fn is_made(file: &Path, rows: u64) -> bool {
    std::fs::read_to_string(file).is_ok_and(|text| text == stamp(rows))
}

/// Tells on standard error how far a long work is.
pub(crate) struct Progress {
    what: &'static str,
    of: u64,
    started: Instant,
    told: Instant,
}

impl Progress {
    pub(crate) fn new(what: &'static str, of: u64) -> Self {
        let now = Instant::now();
        Self { what, of, started: now, told: now }
    }

    pub(crate) fn at(&mut self, done: u64) {
        if !done.is_multiple_of(10_000) || self.told.elapsed().as_secs() < 5 {
            return;
        }
        self.told = Instant::now();
        let seconds = self.started.elapsed().as_secs_f64();
        eprintln!("  {}: {} of {} after {seconds:.0} s", self.what, done, self.of);
    }

    pub(crate) fn done(self) {
        eprintln!("  {}: {:.1} s", self.what, self.started.elapsed().as_secs_f64());
    }
}
