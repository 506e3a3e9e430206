//! People, how to reach them and what they owe.

vocabulary! {
    /// Whether a borrower is a human being or a firm.
    pub enum BorrowerType: "borrower type" {
        Person = "person",
        Business = "business",
    }
    default { Person }
}

vocabulary! {
    /// Whether a borrower is still dealt with.
    pub enum PersonStatus: "person status" {
        Active = "active",
        Inactive = "inactive",
    }
    default { Active }
}

vocabulary! {
    /// How often a borrower may be contacted about a debt, within what the law allows.
    pub enum CollectionsIntensity: "collections intensity" {
        Light = "light",
        Normal = "normal",
        Heavy = "heavy",
    }
    default { Normal }
}

vocabulary! {
    /// What kind of place a contact is.
    pub enum ContactType: "contact type" {
        Phone = "phone",
        Email = "email",
        Address = "address",
    }
}

vocabulary! {
    /// Where a contact reaches the person; a mobile phone is `personal`, a unit or commander `military`.
    pub enum ContactLabel: "contact label" {
        Personal = "personal",
        Work = "work",
        Home = "home",
        Military = "military",
        Mobile = "mobile",
    }
}

vocabulary! {
    /// Whose contact it is, seen from the borrower.
    pub enum Affiliation: "affiliation" {
        /// The borrower
        Own = "self",
        Spouse = "spouse",
        Parent = "parent",
        Child = "child",
        Sibling = "sibling",
        Relative = "relative",
        Friend = "friend",
        Attorney = "attorney",
        Employer = "employer",
        Guardian = "guardian",
        Executor = "executor",
        CoBorrower = "coBorrower",
        ThirdParty = "thirdParty",
        Other = "other",
    }
    default { Own }
}

vocabulary! {
    /// In which order contacts are used; archived ones are not.
    pub enum ContactStatus: "contact status" {
        Primary = "primary",
        Secondary = "secondary",
        Additional = "additional",
        Archived = "archived",
    }
    default { Primary }
}

vocabulary! {
    /// Where a loan stands.
    pub enum LoanStatus: "loan status" {
        Active = "active",
        Pending = "pending",
        Originated = "originated",
        Declined = "declined",
        Frozen = "frozen",
        Accelerated = "accelerated",
        ChargedOff = "chargedOff",
        PaidOff = "paidOff",
        Canceled = "canceled",
    }
    default { Active }
}

vocabulary! {
    /// Who services a loan: the creditor, or somebody else to whom more rules apply.
    pub enum ServicedBy: "servicer" {
        Creditor = "creditor",
        ThirdParty = "thirdParty",
    }
    default { Creditor }
}

vocabulary! {
    /// What a phone number is connected to.
    pub enum Line: "line" {
        /// A mobile phone; a line nobody knows is treated as one
        Mobile = "mobile",
        /// A line in a building
        Landline = "landline",
    }
}

vocabulary! {
    /// What a loan is secured by.
    pub enum Security: "security" {
        /// A house or land
        RealEstate = "realEstate",
        /// The car it was given for
        Automobile = "automobile",
        /// Anything else, or nothing
        Other = "other",
    }
}
