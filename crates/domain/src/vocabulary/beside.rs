//! What is kept beside an interaction, and the buttons that are pressed about it.

vocabulary! {
    /// How far an invoice is.
    pub enum InvoiceStatus: "invoice status" {
        Draft = "draft",
        Open = "open",
        Paid = "paid",
        Overdue = "overdue",
        Void = "void",
    }
}

vocabulary! {
    /// How far a payment request is.
    pub enum PaymentRequestStatus: "payment request status" {
        Open = "open",
        Paid = "paid",
        Canceled = "canceled",
    }
}

vocabulary! {
    /// Where a button stands on the page of an interaction.
    pub enum ButtonPlace: "place" {
        /// Beside the actions of the interaction
        Interaction = "interaction",
        /// On the card of its person
        Card = "card",
        /// With its cases
        Case = "case",
    }
}

vocabulary! {
    /// What a button does.
    pub enum ButtonKind: "kind" {
        /// Opens an address
        Url = "url",
        /// Calls an endpoint and shows what it says
        Webhook = "webhook",
    }
}
