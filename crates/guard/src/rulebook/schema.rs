//! What a rule is: the fields of `rulebook/README.md`, read and checked.

pub use super::vocabulary::{
    Binds, Completed, Counts, Exception, Medium, Overridable, Severity, Source, Unit,
};

use domain::vocabulary::{CaseType, Channel, ConsentKind, ContactLabel, Subject, Theme};
use jiff::civil::Date;

use crate::facts::{Line, Security};
use crate::places::State;
use crate::set::Set;

/// Where a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jurisdiction {
    /// Everywhere in the United States.
    Federal,
    /// One state.
    State(State),
    /// The five boroughs of New York City.
    NewYorkCity,
    /// Everywhere, by choice of the company.
    Policy,
}

impl Jurisdiction {
    /// Its place in the order of reasons: federal, then state and city, then policy (D2).
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Federal => 0,
            Self::State(_) | Self::NewYorkCity => 1,
            Self::Policy => 2,
        }
    }

    /// The spelling in a rulebook.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Federal => "US",
            Self::State(state) => state.as_str(),
            Self::NewYorkCity => "NYC",
            Self::Policy => "policy",
        }
    }
}

/// How many contacts are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Max {
    /// The same for everybody.
    Fixed(u32),
    /// By collections intensity: light, normal, heavy; none is no limit.
    ByIntensity([Option<u32>; 3]),
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The themes.
    pub themes: Set<Theme>,
    /// The channels.
    pub channels: Set<Channel>,
    /// Subjects looked at whatever their theme.
    pub subjects: Set<Subject>,
    /// Only contacts with these labels.
    pub labels: Set<ContactLabel>,
    /// No contacts with these labels.
    pub except_labels: Set<ContactLabel>,
    /// Of calls, only those a machine dials or speaks.
    pub only_autodialed: bool,
    /// Only numbers on such a line.
    pub only_line: Option<Line>,
    /// Only where this consent is on record.
    pub only_with_consent: Option<Medium>,
    /// Only where it is not.
    pub only_without_consent: Option<Medium>,
    /// Only debts overdue for more days; unknown ones are.
    pub more_than_days_overdue: Option<u32>,
    /// Not debts secured so.
    pub except_secured_by: Vec<Security>,
}

/// How often within how many days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// Days of the window, today included.
    pub window: u32,
    /// How many contacts are allowed in it.
    pub max: Max,
    /// Whose contacts share it.
    pub unit: Unit,
    /// Which contacts count.
    pub counts: Counts,
    /// On which channels they count.
    pub count_channels: Set<Channel>,
    /// Whether a call that rang unanswered counts as a contact.
    pub ringing: bool,
    /// Whether it lets a message ask for consent (see [`Exception::OneAsk`]).
    pub lets_ask: bool,
}

/// What a rule asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Whether such a case holds the person or the loan.
    Case {
        /// The cases.
        cases: Vec<CaseType>,
        /// What a completed one does.
        completed: Completed,
        /// Outcomes after which it does the contrary; letters alone are compared, in any case.
        unless_outcome: Vec<String>,
    },
    /// Whether nothing is left to collect.
    LoanClosed,
    /// Whether the person is no longer dealt with.
    PersonInactive,
    /// Whether somebody represents the person.
    Representative,
    /// What do-not-interact instances say.
    DoNotInteract,
    /// Whether the contact belongs to somebody else.
    ThirdParty {
        /// Themes that may reach each of them once.
        locate: Set<Theme>,
    },
    /// Whether the employer refused, or it is email at work.
    Workplace,
    /// Nothing more: its labels decide.
    Label,
    /// Whether the person opted out.
    OptOut(Medium),
    /// Whether the person agreed to texts there.
    TextConsent,
    /// Whether the number was shown to be the person's within these days.
    TextFreshness {
        /// Days.
        days: u32,
    },
    /// Whether the person agreed to be called by a machine.
    AutodialConsent,
    /// Whether it is between two times of day everywhere, in seconds after midnight.
    Hours {
        /// The first allowed second.
        from: i64,
        /// The last allowed second.
        to: i64,
    },
    /// Whether a cap is used up.
    Cap(Cap),
    /// Whether there was a conversation within so many days.
    AfterTalk {
        /// Days, that of the conversation included.
        window: u32,
        /// Whose conversations.
        unit: Unit,
    },
}

impl Kind {
    /// Its place in the order of reasons (D2): status, do not interact, whose contact, consent, hours, frequency.
    pub(crate) fn stage(&self) -> u8 {
        match self {
            Self::Case { .. } | Self::LoanClosed | Self::PersonInactive | Self::Representative => 2,
            Self::DoNotInteract => 3,
            Self::ThirdParty { .. } | Self::Workplace | Self::Label => 4,
            Self::OptOut(_) | Self::TextConsent | Self::TextFreshness { .. } | Self::AutodialConsent => 5,
            Self::Hours { .. } => 6,
            Self::Cap(_) | Self::AfterTalk { .. } => 7,
        }
    }

    /// The consent an override of such a rule needs on record (D11).
    pub fn consent_for_override(&self) -> ConsentKind {
        match self {
            Self::Hours { .. } => ConsentKind::InconvenientTime,
            _ => ConsentKind::ExtraCalls,
        }
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Stable id.
    pub id: String,
    /// Grows with every change of meaning.
    pub version: u32,
    /// A name.
    pub title: String,
    /// In plain words.
    pub about: String,
    /// The text it comes from.
    pub citation: String,
    /// How well that is known.
    pub source: Source,
    /// Where it applies.
    pub jurisdiction: Jurisdiction,
    /// Whose contacts it binds.
    pub binds: Binds,
    /// The first day it is in force.
    pub effective_from: Option<Date>,
    /// The last day it is in force.
    pub effective_to: Option<Date>,
    /// Whether it is on.
    pub enabled: bool,
    /// Why it ships as it does.
    pub note: Option<String>,
    /// What it does.
    pub severity: Severity,
    /// Whether a one-time override may pass it.
    pub overridable: Overridable,
    /// Exceptions a company may add although no override passes the rule.
    pub choices: Vec<Exception>,
    /// Whether a company may turn it into a warning although no override passes it.
    pub may_warn: bool,
    /// What it looks at.
    pub scope: Scope,
    /// What passes it.
    pub exceptions: Vec<Exception>,
    /// Subjects that pass it.
    pub pass_subjects: Set<Subject>,
    /// What it asks.
    pub kind: Kind,
    /// The file it stands in.
    pub file: String,
}

impl Rule {
    /// Whether it lets such a contact pass.
    pub fn has(&self, exception: Exception) -> bool {
        self.exceptions.contains(&exception)
    }

    /// Whether a date is within its days of force.
    pub fn is_in_force_on(&self, date: Date) -> bool {
        self.effective_from.is_none_or(|from| from <= date) && self.effective_to.is_none_or(|to| date <= to)
    }
}
