//! The rulebook: rules as data, read from TOML, armed for fast asking, changed by a company's settings.

mod check;
pub mod company;
mod fields;
mod loosening;
mod parse;
pub mod schema;
mod vocabulary;

pub use check::{Finding, check};
pub use company::{CompanySettings, Loosening, RuleChange};
pub use fields::Mistake;
pub(crate) use parse::letters;

use std::fmt;
use std::sync::{Arc, LazyLock};

use domain::vocabulary::{Channel, Subject, Theme};
use jiff::Unit;
use jiff::civil::Date;

use self::schema::Rule;
use crate::set::Ordinal;
use crate::zone::{Day, Zone};

/// The files shipped in `rulebook/`, in the order in which their rules are asked.
const SHIPPED: [(&str, &str); 10] = [
    ("core.toml", include_str!("../rulebook/core.toml")),
    ("holds.toml", include_str!("../rulebook/holds.toml")),
    ("federal.toml", include_str!("../rulebook/federal.toml")),
    ("district-of-columbia.toml", include_str!("../rulebook/district-of-columbia.toml")),
    ("florida.toml", include_str!("../rulebook/florida.toml")),
    ("massachusetts.toml", include_str!("../rulebook/massachusetts.toml")),
    ("new-york.toml", include_str!("../rulebook/new-york.toml")),
    ("washington.toml", include_str!("../rulebook/washington.toml")),
    ("other-states.toml", include_str!("../rulebook/other-states.toml")),
    ("policy.toml", include_str!("../rulebook/policy.toml")),
];
const SHIPPED_VERSION: &str = include_str!("../rulebook/VERSION");

static BOOK: LazyLock<Result<Rulebook, Mistakes>> =
    LazyLock::new(|| Rulebook::parse(SHIPPED_VERSION.trim(), &SHIPPED));

/// Every mistake of a rulebook or of a company's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, mistake) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "\n" };
            write!(f, "{comma}{mistake}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// Rules, and what a company has settled about them.
#[derive(Debug, Clone)]
pub struct Rulebook {
    version: Arc<str>,
    rules: Vec<Armed>,
    /// Rules to ask, by channel and theme.
    to_ask: Vec<Vec<u16>>,
    settled: company::Settled,
}

/// A rule and its days of force as numbers.
#[derive(Debug, Clone)]
pub(crate) struct Armed {
    pub(crate) rule: Rule,
    from: Day,
    to: Day,
}

impl Armed {
    pub(crate) fn is_in_force_on(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The first day it is no longer in force.
    pub(crate) fn ends_before(&self) -> Option<Day> {
        self.to.checked_add(1)
    }
}

impl Rulebook {
    /// The shipped book. Its files are part of the program, so a mistake in them is one of ours, found by our tests.
    pub fn shipped() -> Result<&'static Self, &'static Mistakes> {
        BOOK.as_ref()
    }

    /// A book of these files (name and text), or every mistake in them.
    pub fn parse(version: &str, files: &[(&str, &str)]) -> Result<Self, Mistakes> {
        let (mut rules, mut mistakes) = (Vec::new(), Vec::new());
        let mut print = Fingerprint::new();
        for (file, text) in files {
            print.add(text);
            parse::parse_file(file, text, &mut rules, &mut mistakes);
        }
        if !mistakes.is_empty() {
            return Err(Mistakes(mistakes));
        }
        let settled = company::Settled::default();
        Ok(Self::armed(rules, settled, format!("{version}+{print}")))
    }

    /// This book as a company has changed it: tightening always, loosening only with a record of who and why.
    pub fn with(&self, settings: &CompanySettings) -> Result<Self, Mistakes> {
        let rules: Vec<_> = self.rules().cloned().collect();
        let (rules, settled) = company::apply(rules, settings).map_err(Mistakes)?;
        let mut print = Fingerprint::new();
        settings.lines().iter().for_each(|line| print.add(line));
        let version = if settings.lines().is_empty() {
            self.version.to_string()
        } else {
            format!("{}+{print}", self.version)
        };
        Ok(Self::armed(rules, settled, version))
    }

    /// What a decision names as the book it was made by: the book's name, a print of its text, and one of the company's
    /// settings where there are any.
    pub fn version(&self) -> &Arc<str> {
        &self.version
    }

    /// Every rule in the order in which they are asked, disabled ones too.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|armed| &armed.rule)
    }

    /// The rule of this id; the newest version where there are several.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().filter(|rule| rule.id == id).max_by_key(|rule| rule.version)
    }

    /// The enabled rules that may look at such a contact.
    pub(crate) fn asked(&self, channel: Channel, theme: Theme) -> impl Iterator<Item = &Armed> {
        let found = self.to_ask.get(place(channel, theme)).map_or(&[][..], Vec::as_slice);
        found.iter().map(|at| &self.rules[usize::from(*at)])
    }

    /// Whether federal rules on third parties bind creditors too.
    pub(crate) fn binds_creditors(&self) -> bool {
        self.settled.apply_federal_to_first_party
    }

    /// Whether an area code of another state brings that state's rules.
    pub(crate) fn goes_by_area_code(&self) -> bool {
        self.settled.jurisdiction_by_area_code
    }

    /// The company's zone.
    pub(crate) fn company_zone(&self) -> Zone {
        self.settled.zone
    }

    /// Whether a subject answers an event, as the company sees it.
    pub(crate) fn is_transactional(&self, subject: Subject) -> bool {
        let said = self.settled.transactional.iter().find(|(known, _)| *known == subject);
        said.map_or_else(|| subject.is_transactional(), |(_, mark)| *mark)
    }

    fn armed(mut rules: Vec<Rule>, settled: company::Settled, version: String) -> Self {
        rules.sort_by_key(|rule| (rule.kind.stage(), rule.jurisdiction.rank()));
        let mut to_ask = vec![Vec::new(); Channel::ALL.len() * Theme::ALL.len()];
        for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.enabled) {
            for channel in rule.scope.channels.iter() {
                for theme in Theme::ALL {
                    if rule.scope.themes.contains(*theme) || !rule.scope.subjects.is_empty() {
                        to_ask[place(channel, *theme)].push(at as u16);
                    }
                }
            }
        }
        let rules = rules.into_iter().map(arm).collect();
        Self { version: version.into(), rules, to_ask, settled }
    }
}

fn place(channel: Channel, theme: Theme) -> usize {
    channel.ordinal() * Theme::ALL.len() + theme.ordinal()
}

fn arm(rule: Rule) -> Armed {
    let from = rule.effective_from.map_or(Day::MIN, day_of);
    let to = rule.effective_to.map_or(Day::MAX, day_of);
    Armed { rule, from, to }
}

/// The number of a date, counted from 1970-01-01.
pub(crate) fn day_of(date: Date) -> Day {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    EPOCH.until((Unit::Day, date)).map_or(0, |span| i64::from(span.get_days()))
}

/// FNV-1a: tells versions of a text apart, no protection against anybody.
struct Fingerprint(u64);

impl Fingerprint {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
