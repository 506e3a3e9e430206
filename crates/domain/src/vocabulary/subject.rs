//! Subjects, the theme each implies and its legal mark (D9 of the API reference).

use super::Theme;

use self::Mark::{LegallyRequired, Plain, Transactional};

const NONE: Option<Theme> = None;
const COLLECTION: Option<Theme> = Some(Theme::OpsCollDebt);
const VALIDATION: Option<Theme> = Some(Theme::OpsServicingDebtValidation);
const CREDIT_REPORT: Option<Theme> = Some(Theme::OpsServicingNegativeCreditReportNotice);
const CREDENTIALS: Option<Theme> = Some(Theme::OpsAccountCredentials);
const AGENT: Option<Theme> = Some(Theme::AgentNotification);
const SERVICING: Option<Theme> = Some(Theme::OpsServicing);

/// How the law looks at a subject unless a company says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Sent by decision of somebody.
    Plain,
    /// Sent by the system in answer to an event.
    Transactional,
    /// Demanded by law, so caps do not stop it.
    LegallyRequired,
}

vocabulary! {
    /// The specific purpose of an interaction.
    pub enum Subject: "subject" (
        /// The theme it implies; none: the theme has to be given.
        0 => implied_theme: Option<Theme>,
        /// How the law looks at it.
        1 => mark: Mark,
    ) {
        AnnualPrivacyPolicyNotice = "annualPrivacyPolicyNotice" (SERVICING, LegallyRequired),
        AutopayAgreement = "autopayAgreement" (SERVICING, Transactional),
        AutopayAmountChanged = "autopayAmountChanged" (SERVICING, Transactional),
        AutopayCanceledBySystem = "autopayCanceledBySystem" (SERVICING, Transactional),
        AutopayEnabled = "autopayEnabled" (SERVICING, Transactional),
        AutopayEnableReminder = "autopayEnableReminder" (SERVICING, Transactional),
        AutopayPaymentCanceled = "autopayPaymentCanceled" (SERVICING, Transactional),
        AutopayPaymentMethodUpdated = "autopayPaymentMethodUpdated" (SERVICING, Transactional),
        AutopayPaymentReminder = "autopayPaymentReminder" (SERVICING, Transactional),
        AutopayPaymentRescheduled = "autopayPaymentRescheduled" (SERVICING, Transactional),
        CardExpiresReminder = "cardExpiresReminder" (SERVICING, Transactional),
        CaseEscalation = "caseEscalation" (AGENT, Transactional),
        CeaseCommunicationAcknowledgement = "ceaseCommunicationAcknowledgement" (SERVICING, LegallyRequired),
        CeaseCommunicationRefuseToPay = "ceaseCommunicationRefuseToPay" (SERVICING, LegallyRequired),
        ConfirmationCode = "confirmationCode" (CREDENTIALS, Transactional),
        ContactTakeover = "contactTakeover" (SERVICING, Transactional),
        CreditNegativeInfoReported = "creditNegativeInfoReported" (CREDIT_REPORT, LegallyRequired),
        CreditPositiveInfoReported = "creditPositiveInfoReported" (SERVICING, Transactional),
        Custom1 = "custom1" (NONE, Plain),
        Custom2 = "custom2" (NONE, Plain),
        Custom3 = "custom3" (NONE, Plain),
        Custom4 = "custom4" (NONE, Plain),
        Custom5 = "custom5" (NONE, Plain),
        Custom6 = "custom6" (NONE, Plain),
        Custom7 = "custom7" (NONE, Plain),
        Custom8 = "custom8" (NONE, Plain),
        Custom9 = "custom9" (NONE, Plain),
        Custom10 = "custom10" (NONE, Plain),
        Custom11 = "custom11" (NONE, Plain),
        Custom12 = "custom12" (NONE, Plain),
        Custom13 = "custom13" (NONE, Plain),
        Custom14 = "custom14" (NONE, Plain),
        Custom15 = "custom15" (NONE, Plain),
        Custom16 = "custom16" (NONE, Plain),
        Custom17 = "custom17" (NONE, Plain),
        Custom18 = "custom18" (NONE, Plain),
        Custom19 = "custom19" (NONE, Plain),
        Custom20 = "custom20" (NONE, Plain),
        DebtValidationNotice = "debtValidationNotice" (VALIDATION, LegallyRequired),
        DebtValidationNoticeArizona = "debtValidationNoticeArizona" (VALIDATION, LegallyRequired),
        DebtValidationNoticeAutomatic = "debtValidationNoticeAutomatic" (VALIDATION, LegallyRequired),
        DebtValidationNoticeNYCYonkers = "debtValidationNoticeNYCYonkers" (VALIDATION, LegallyRequired),
        DebtValidationNoticePuertoRico = "debtValidationNoticePuertoRico" (VALIDATION, LegallyRequired),
        DeceasedConfirmationOfPayoff = "deceasedConfirmationOfPayoff" (SERVICING, LegallyRequired),
        DeceasedNoticeToRepresentative = "deceasedNoticeToRepresentative" (SERVICING, LegallyRequired),
        DeceasedNotificationUponDeath = "deceasedNotificationUponDeath" (SERVICING, LegallyRequired),
        DisputeOfDebtConfirmed = "disputeOfDebtConfirmed" (VALIDATION, LegallyRequired),
        DisputeOfDebtSubmitDocumentation = "disputeOfDebtSubmitDocumentation" (VALIDATION, LegallyRequired),
        DisputeOfDebtSubmitDocumentationReminder = "disputeOfDebtSubmitDocumentationReminder" (VALIDATION, LegallyRequired),
        DisputeOfDebtUnableToConfirm = "disputeOfDebtUnableToConfirm" (VALIDATION, LegallyRequired),
        DisputeOfDebtUnableToResolve = "disputeOfDebtUnableToResolve" (VALIDATION, LegallyRequired),
        DocumentUploadFailed = "documentUploadFailed" (SERVICING, Transactional),
        DownpaymentFailed = "downpaymentFailed" (SERVICING, Transactional),
        DrawFundsDisclosure = "drawFundsDisclosure" (SERVICING, LegallyRequired),
        ElectronicConsentOptOut = "electronicConsentOptOut" (SERVICING, LegallyRequired),
        FailedSettlementInvestor = "failedSettlementInvestor" (AGENT, Transactional),
        FailedSettlementPeach = "failedSettlementPeach" (AGENT, Transactional),
        FreeForm = "freeForm" (NONE, Plain),
        FreeFormBranded = "freeFormBranded" (NONE, Plain),
        FuturepayCanceled = "futurepayCanceled" (SERVICING, Transactional),
        FuturepayPaymentDueReminder = "futurepayPaymentDueReminder" (SERVICING, Transactional),
        IdentityTheftIncompleteDocumentation = "identityTheftIncompleteDocumentation" (SERVICING, LegallyRequired),
        IdentityTheftNotValidated = "identityTheftNotValidated" (SERVICING, LegallyRequired),
        IdentityTheftSubmitDocumentation = "identityTheftSubmitDocumentation" (SERVICING, LegallyRequired),
        IdentityTheftSubmitDocumentationFirstReminder = "identityTheftSubmitDocumentationFirstReminder" (SERVICING, LegallyRequired),
        IdentityTheftSubmitDocumentationSecondReminder = "identityTheftSubmitDocumentationSecondReminder" (SERVICING, LegallyRequired),
        IdentityTheftValidated = "identityTheftValidated" (SERVICING, LegallyRequired),
        LetterReturnedToSender = "letterReturnedToSender" (SERVICING, Transactional),
        LoanAccelerated = "loanAccelerated" (COLLECTION, LegallyRequired),
        LoanCanceled = "loanCanceled" (SERVICING, Transactional),
        LoanChargedOffUnsecured = "loanChargedOffUnsecured" (COLLECTION, LegallyRequired),
        LoanDetails = "loanDetails" (SERVICING, Transactional),
        LoanFeeCharged = "loanFeeCharged" (SERVICING, Transactional),
        LoanFreeze = "loanFreeze" (SERVICING, Transactional),
        LoanManualPaymentDisclosure = "loanManualPaymentDisclosure" (SERVICING, LegallyRequired),
        LoanOverdueFifthNotice = "loanOverdueFifthNotice" (COLLECTION, Plain),
        LoanOverdueFirstNotice = "loanOverdueFirstNotice" (COLLECTION, Plain),
        LoanOverdueFourthNotice = "loanOverdueFourthNotice" (COLLECTION, Plain),
        LoanOverdueSecondNotice = "loanOverdueSecondNotice" (COLLECTION, Plain),
        LoanOverdueSixthNotice = "loanOverdueSixthNotice" (COLLECTION, Plain),
        LoanOverdueThirdNotice = "loanOverdueThirdNotice" (COLLECTION, Plain),
        LoanPaidOff = "loanPaidOff" (SERVICING, Transactional),
        LoanPaymentScheduleChanged = "loanPaymentScheduleChanged" (SERVICING, Transactional),
        LoanPayoffStatement = "loanPayoffStatement" (SERVICING, LegallyRequired),
        LoanRefundProcessed = "loanRefundProcessed" (SERVICING, Transactional),
        LoanRightToCurePersonalUnsecured = "loanRightToCurePersonalUnsecured" (COLLECTION, LegallyRequired),
        LoanTermsChangeAgreement = "loanTermsChangeAgreement" (SERVICING, LegallyRequired),
        LoanUnfreeze = "loanUnfreeze" (SERVICING, Transactional),
        LocCreditLimitChanged = "locCreditLimitChanged" (SERVICING, LegallyRequired),
        LocInterestRateChanged = "locInterestRateChanged" (SERVICING, LegallyRequired),
        LocLineClosed = "locLineClosed" (SERVICING, Transactional),
        LoginFirstPaymentReminder = "loginFirstPaymentReminder" (SERVICING, Transactional),
        MicrodepositFailed = "microdepositFailed" (SERVICING, Transactional),
        MicrodepositProcessing = "microdepositProcessing" (SERVICING, Transactional),
        MicrodepositReminder = "microdepositReminder" (SERVICING, Transactional),
        OneTimeCode = "oneTimeCode" (CREDENTIALS, Transactional),
        PaydayConsumerRightsNotice = "paydayConsumerRightsNotice" (SERVICING, LegallyRequired),
        PaydayFirstPaymentWithdrawal = "paydayFirstPaymentWithdrawal" (SERVICING, Transactional),
        PaymentDisputed = "paymentDisputed" (SERVICING, Transactional),
        PaymentDueDateReminder = "paymentDueDateReminder" (SERVICING, Transactional),
        PaymentFailed = "paymentFailed" (SERVICING, Transactional),
        PaymentMethodAdded = "paymentMethodAdded" (SERVICING, Transactional),
        PaymentMethodUpdated = "paymentMethodUpdated" (SERVICING, Transactional),
        PaymentProcessing = "paymentProcessing" (SERVICING, Transactional),
        PaymentRescheduled = "paymentRescheduled" (SERVICING, Transactional),
        PaymentReversalFailed = "paymentReversalFailed" (SERVICING, Transactional),
        PaymentReversalProcessing = "paymentReversalProcessing" (SERVICING, Transactional),
        PaymentSuccessful = "paymentSuccessful" (SERVICING, Transactional),
        PayoffStatementDocument = "payoffStatementDocument" (SERVICING, LegallyRequired),
        PromiseToPayPeriodKept = "promiseToPayPeriodKept" (COLLECTION, Transactional),
        PromiseToPayPeriodMissed = "promiseToPayPeriodMissed" (COLLECTION, Plain),
        PromiseToPayPlanCanceled = "promiseToPayPlanCanceled" (COLLECTION, Transactional),
        PromiseToPayPlanCreated = "promiseToPayPlanCreated" (COLLECTION, Transactional),
        PromoProgramCanceled = "promoProgramCanceled" (SERVICING, Transactional),
        PromoProgramEligibilityAtRisk = "promoProgramEligibilityAtRisk" (SERVICING, Transactional),
        PromoProgramExercised = "promoProgramExercised" (SERVICING, Transactional),
        PromoProgramReminder = "promoProgramReminder" (SERVICING, Transactional),
        ReimbursementFailed = "reimbursementFailed" (SERVICING, Transactional),
        ReimbursementProcessed = "reimbursementProcessed" (SERVICING, Transactional),
        ReimbursementScheduled = "reimbursementScheduled" (SERVICING, Transactional),
        ScraApplicationDenied = "scraApplicationDenied" (SERVICING, LegallyRequired),
        ScraBenefitsApplied = "scraBenefitsApplied" (SERVICING, LegallyRequired),
        ScraBenefitsExpiringNotice = "scraBenefitsExpiringNotice" (SERVICING, LegallyRequired),
        ScraCGFlaggedDocumentRequest = "scraCGFlaggedDocumentRequest" (SERVICING, LegallyRequired),
        ScraServicemanNotifiedDocumentRequest = "scraServicemanNotifiedDocumentRequest" (SERVICING, LegallyRequired),
        SettlementOffer = "settlementOffer" (COLLECTION, Plain),
        SettlementOfferFirstReminder = "settlementOfferFirstReminder" (COLLECTION, Plain),
        Statement = "statement" (SERVICING, LegallyRequired),
        StatementLOC = "statementLOC" (SERVICING, LegallyRequired),
        StatementGenerated = "statementGenerated" (SERVICING, LegallyRequired),
        StatementRegenerated = "statementRegenerated" (SERVICING, LegallyRequired),
        UnmonitoredEmailAddress = "unmonitoredEmailAddress" (SERVICING, Transactional),
        UpdateBankAccountConnection = "updateBankAccountConnection" (SERVICING, Transactional),
    }
    deprecated {
        "locStatementGenerated" => StatementGenerated,
        "locStatementRegenerated" => StatementRegenerated,
    }
}

impl Subject {
    /// Whether it is sent by the system in answer to an event.
    pub fn is_transactional(self) -> bool {
        self.mark() == Transactional
    }

    /// Whether the law demands it, so that caps do not stop it.
    pub fn is_legally_required(self) -> bool {
        self.mark() == LegallyRequired
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_free_and_custom_subjects_imply_no_theme() {
        for subject in Subject::ALL {
            let is_free = subject.as_str().starts_with("freeForm") || subject.as_str().starts_with("custom");
            assert_eq!(subject.implied_theme().is_none(), is_free, "{subject}");
        }
    }

    #[test]
    fn the_one_pair_the_source_gives_holds() {
        assert_eq!(Subject::LoanOverdueFirstNotice.implied_theme(), Some(Theme::OpsCollDebt));
    }

    #[test]
    fn a_statement_is_required_by_law_and_a_receipt_is_transactional() {
        assert!(Subject::Statement.is_legally_required());
        assert!(Subject::PaymentSuccessful.is_transactional());
        assert!(
            !Subject::SettlementOffer.is_legally_required() && !Subject::SettlementOffer.is_transactional()
        );
    }
}
