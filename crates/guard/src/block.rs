//! One rule in the way, before it is put into words.

use domain::id::{CaseId, LoanId};
use domain::time::Instant;
use domain::vocabulary::{Affiliation, CaseType, ContactLabel};

use crate::rulebook::schema::{Counts, Rule, Severity};
use crate::zone::Zone;

/// One rule in the way.
#[derive(Debug, Clone)]
pub(crate) struct Block<'r> {
    pub(crate) rule: &'r Rule,
    pub(crate) why: Why,
    pub(crate) count: Option<u32>,
    pub(crate) max: Option<u32>,
    pub(crate) until: Option<Instant>,
    /// Whether only time stands in the way.
    pub(crate) is_time_only: bool,
    pub(crate) warns: bool,
}

/// What a rule found.
#[derive(Debug, Clone)]
pub(crate) enum Why {
    Case { case: CaseId, case_type: CaseType },
    LoanClosed { loan: Option<LoanId> },
    PersonInactive,
    Represented,
    RepresentativeSilent,
    DoNotInteract { case: CaseId },
    SomebodyElse { affiliation: Affiliation },
    LocatedBefore,
    Workplace,
    EmailAtWork,
    Label { label: Option<ContactLabel> },
    OptedOut { medium: &'static str },
    NoTextConsent,
    NoSign { days: u32 },
    NoAutodialConsent,
    Hours { zone: Zone, from: i64, to: i64 },
    Cap { debt: Option<LoanId>, window: u32, counts: Counts },
    Talk { debt: Option<LoanId>, at: Instant, window: u32 },
}

impl<'r> Block<'r> {
    /// Something that does not pass with time.
    pub(crate) fn standing(rule: &'r Rule, why: Why) -> Self {
        let warns = rule.severity == Severity::Warn;
        Self { rule, why, count: None, max: None, until: None, is_time_only: false, warns }
    }

    /// Something that passes with time; never, where no instant is known.
    pub(crate) fn until(rule: &'r Rule, why: Why, until: Option<Instant>) -> Self {
        Self { until, is_time_only: until.is_some(), ..Self::standing(rule, why) }
    }

    /// With what was counted.
    pub(crate) fn counted(self, count: u32, max: u32) -> Self {
        Self { count: Some(count), max: Some(max), ..self }
    }

    /// Whether it lasts longer than another; for ever is longest.
    pub(crate) fn lasts_longer_than(&self, other: &Self) -> bool {
        match (self.until, other.until) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(own), Some(theirs)) => own > theirs,
        }
    }
}
