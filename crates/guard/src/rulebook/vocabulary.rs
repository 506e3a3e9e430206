//! The words a rulebook is written in.

words! {
    /// How well the text behind a rule is known.
    pub enum Source {
        Primary = "primary": "the text itself was read",
        Secondary = "secondary": "reported by a source that was read",
        Unconfirmed = "unconfirmed": "from general knowledge, not confirmed",
        Unsure = "unsure": "doubtful",
        Policy = "policy": "no law, a choice of the company's",
    }
}

words! {
    /// Whose contacts a rule binds.
    pub enum Binds {
        Everyone = "everyone": "creditors and third parties",
        ThirdParty = "thirdParty": "third parties that service somebody else's loans",
    }
}

words! {
    /// What a rule does.
    pub enum Severity {
        Block = "block": "blocks",
        Warn = "warn": "warns only",
    }
}

words! {
    /// Whether a one-time override may pass a rule (D11).
    pub enum Overridable {
        Never = "never": "no override passes it",
        WithConsent = "withConsent": "an override passes it where the person's consent is on record",
        Freely = "freely": "an override passes it",
    }
}

words! {
    /// What passes a rule all the same.
    pub enum Exception {
        LegallyRequired = "legallyRequired": "messages the law demands",
        LegallyRequiredInWriting = "legallyRequiredInWriting": "messages the law demands, by letter, or by email unless the person opted out",
        LegallyRequiredByMail = "legallyRequiredByMail": "messages the law demands, by letter",
        TransactionalServicing = "transactionalServicing": "automatic servicing messages that answer an event",
        ExtraCallsConsent = "extraCallsConsent": "calls the person agreed to, for at most seven days and until the next conversation",
        InconvenientTimeConsent = "inconvenientTimeConsent": "times the person agreed to",
        ReplyToPerson = "replyToPerson": "one answer by the same medium when the person has written or called",
        ToRepresentative = "toRepresentative": "contact with the person's legal representative",
        ToEstate = "toEstate": "contact with whoever represents the estate",
        OneAsk = "oneAsk": "the one message a week that local law lets ask for consent",
    }
}

words! {
    /// Whose contacts share a cap.
    pub enum Unit {
        Debt = "debt": "for each debt",
        Person = "person": "for the person, over all debts",
        Contact = "contact": "for each number or address",
    }
}

words! {
    /// Which column of the counting table (D5) a cap reads.
    pub enum Counts {
        Calls = "calls": "calls that reached the number",
        Contacts = "contacts": "contacts and attempts",
        Autodialed = "autodialed": "autodialed or prerecorded calls",
    }
}

words! {
    /// What a completed case does (D10).
    pub enum Completed {
        Held = "held": "still holds",
        Released = "released": "no longer holds",
    }
}

words! {
    /// Which opt-out or consent is meant.
    pub enum Medium {
        Text = "text": "texts",
        Email = "email": "email",
        Voice = "voice": "calls",
        Autodial = "autodial": "autodialed or prerecorded calls",
        Medium = "medium": "the medium of the message",
        Anywhere = "anywhere": "any automatic call or text",
    }
}
