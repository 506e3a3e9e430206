//! Who carries messages.

vocabulary! {
    /// What a channel of a company speaks to.
    pub enum ChannelKind: "channel kind" {
        /// A mail server over SMTP, and a mailbox over IMAP
        Email = "email",
        /// SendGrid over HTTP
        SendGrid = "sendgrid",
        /// Twilio Messaging over HTTP
        Twilio = "twilio",
        /// A text gateway over SMPP 3.4
        Smpp = "smpp",
        /// A folder: nothing leaves the house
        Sandbox = "sandbox",
    }
}
