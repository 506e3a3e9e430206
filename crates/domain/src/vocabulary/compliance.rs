//! What Compliance Guard reads and answers (B7, D1 and D11 of the API reference).

vocabulary! {
    /// What came of asking whether a contact may happen.
    pub enum GuardOutcome: "guard outcome" {
        /// It may happen now
        Allow = "allow",
        /// Only time stands in the way; the answer says until when
        Defer = "defer",
        /// It may not happen
        Deny = "deny",
    }
}

vocabulary! {
    /// When Compliance Guard was asked about a real contact.
    pub enum DecisionPhase: "decision phase" {
        /// It was handed over to be sent
        Accept = "accept",
        /// It was about to be handed to the provider
        Dispatch = "dispatch",
        /// Somebody was about to dial
        Dial = "dial",
    }
}

vocabulary! {
    /// What a person agreed to.
    pub enum ConsentKind: "consent kind" {
        /// Calls beyond the limits, for at most seven days
        ExtraCalls = "extraCalls",
        /// Contact outside the usual hours
        InconvenientTime = "inconvenientTime",
        /// Text messages
        Text = "text",
        /// Email
        Email = "email",
        /// Phone calls; recorded to be revoked
        Voice = "voice",
        /// Autodialed or prerecorded calls
        Autodial = "autodial",
    }
}

vocabulary! {
    /// Whether somebody represents a person before the law.
    pub enum LegalRepresentativeStatus: "legal representative status" {
        /// Represents the person: collection goes there
        Active = "active",
        /// Does not answer in reasonable time
        NonResponsive = "nonResponsive",
        Inactive = "inactive",
        Archived = "archived",
    }
    default { Active }
}

vocabulary! {
    /// How the condition of a do-not-interact type compares.
    pub enum Operator: "operator" (
        /// Whether it asks which of two comes first, not only whether they are the same.
        0 => orders: bool,
    ) {
        Equals = "equals" (false),
        NotEquals = "notEquals" (false),
        GreaterThan = "greaterThan" (true),
        GreaterThanOrEqual = "greaterThanOrEqual" (true),
        LessThan = "lessThan" (true),
        LessThanOrEqual = "lessThanOrEqual" (true),
    }
}

vocabulary! {
    /// What the condition of a do-not-interact type compares.
    pub enum DataType: "data type" {
        String = "string",
        Number = "number",
        Boolean = "boolean",
        /// `2026-03-01`
        Date = "date",
    }
}

vocabulary! {
    /// What the duration of a do-not-interact type counts.
    pub enum DurationUnit: "unit" {
        /// Whole days: never fewer, wherever the person is
        CalendarDays = "calendarDays",
    }
    default { CalendarDays }
}
