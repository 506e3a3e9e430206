//! Cases: what they are about and how they move.

vocabulary! {
    /// What a case is about.
    pub enum CaseType: "case type" {
        Generic = "generic",
        Bankruptcy = "bankruptcy",
        CeaseCommunication = "ceaseCommunication",
        Collection = "collection",
        Deceased = "deceased",
        DisputeOfDebt = "disputeOfDebt",
        FederalEmergency = "federalEmergency",
        IdentityTheft = "identityTheft",
        LegalAction = "legalAction",
        MilitaryDuty = "militaryDuty",
        DebtValidation = "debtValidation",
        OfacSanctionedIndividual = "oFACSanctionedIndividual",
        DisputeOfPurchase = "disputeOfPurchase",
        CreditBureauDispute = "creditBureauDispute",
    }
}

vocabulary! {
    /// Where a case stands.
    pub enum CaseStatus: "case status" (
        /// The statuses that may follow.
        0 => followers: &'static [CaseStatus],
    ) {
        Initiated = "initiated" (&[CaseStatus::Processing, CaseStatus::Canceled]),
        Processing = "processing" (&[CaseStatus::Initiated, CaseStatus::Completed, CaseStatus::Canceled]),
        Completed = "completed" (&[CaseStatus::Reopened]),
        Canceled = "canceled" (&[]),
        Reopened = "reopened" (&[CaseStatus::Processing, CaseStatus::Completed, CaseStatus::Canceled]),
    }
    default { Initiated }
}

impl CaseStatus {
    /// Whether a case may go on to `next`; staying is always fine, completing needs an outcome.
    ///
    /// The moves are B8 of the API reference; those out of `reopened` and `canceled` are not published and ours.
    pub fn may_become(self, next: Self, has_outcome: bool) -> bool {
        if self == next {
            return true;
        }
        if next == Self::Completed && !has_outcome {
            return false;
        }
        self.followers().contains(&next)
    }

    /// Whether the case is still being worked on (D10 of the API reference).
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Initiated | Self::Processing | Self::Reopened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_processed_completed_and_reopened() {
        assert!(CaseStatus::Initiated.may_become(CaseStatus::Processing, false));
        assert!(CaseStatus::Processing.may_become(CaseStatus::Completed, true));
        assert!(CaseStatus::Completed.may_become(CaseStatus::Reopened, true));
        assert!(CaseStatus::Reopened.may_become(CaseStatus::Completed, true));
    }

    #[test]
    fn completing_needs_an_outcome() {
        assert!(!CaseStatus::Processing.may_become(CaseStatus::Completed, false));
        assert!(!CaseStatus::Reopened.may_become(CaseStatus::Completed, false));
    }

    #[test]
    fn a_canceled_case_stays_canceled() {
        for next in CaseStatus::ALL {
            assert_eq!(CaseStatus::Canceled.may_become(*next, true), *next == CaseStatus::Canceled);
        }
        assert!(!CaseStatus::Initiated.may_become(CaseStatus::Completed, true));
        assert!(!CaseStatus::Completed.may_become(CaseStatus::Processing, true));
    }
}
