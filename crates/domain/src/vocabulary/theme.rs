//! Themes.

vocabulary! {
    /// What an interaction is about, as far as the law cares.
    ///
    /// `outOpsLoan` is named by the source text but is not in its list; it is read as `opsServicing`.
    pub enum Theme: "theme" {
        AgentNotification = "agentNotification",
        OpsCollDebt = "opsCollDebt",
        OpsCollLocateBorrower = "opsCollLocateBorrower",
        OpsCollVerifyEmployment = "opsCollVerifyEmployment",
        OpsCollContactEmployerNotice = "opsCollContactEmployerNotice",
        OpsServicingDebtValidation = "opsServicingDebtValidation",
        OpsServicingNegativeCreditReportNotice = "opsServicingNegativeCreditReportNotice",
        OpsServicingTimeBarredNotice = "opsServicingTimeBarredNotice",
        OpsServicing = "opsServicing",
        OpsAccountCredentials = "opsAccountCredentials",
        InbMissingFeature = "inbMissingFeature",
        InbEducation = "inbEducation",
        InbRequest = "inbRequest",
        InbUnknown = "inbUnknown",
        InbOther = "inbOther",
        InbServicing = "inbServicing",
        InbCollections = "inbCollections",
        InbPayments = "inbPayments",
        InbFraud = "inbFraud",
        InbGeneralInquiry = "inbGeneralInquiry",
    }
    deprecated {
        "inbBug" => InbGeneralInquiry,
        "inbHumanLove" => InbGeneralInquiry,
    }
    alias {
        "outOpsLoan" => OpsServicing,
    }
}
