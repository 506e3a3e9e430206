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

vocabulary! {
    /// How far a message is on its way out.
    pub enum OutboxState: "outbox state" {
        /// It waits for its time
        Queued = "queued",
        /// It is being handed to the provider
        Sending = "sending",
        /// The provider could not take it just now; it is tried again
        Retrying = "retrying",
        /// It may or may not have gone, and nobody can be asked; a person decides
        InDoubt = "inDoubt",
        /// The provider has it
        Sent = "sent",
        /// It will not go
        Failed = "failed",
        /// It was called off
        Canceled = "canceled",
    }
}

impl OutboxState {
    /// Whether somebody may still call it off.
    pub fn may_be_canceled(self) -> bool {
        matches!(self, Self::Queued | Self::Retrying)
    }

    /// Whether somebody may send it again.
    pub fn may_be_retried(self) -> bool {
        matches!(self, Self::Retrying | Self::Failed | Self::InDoubt)
    }
}

vocabulary! {
    /// How far something is that a provider told.
    pub enum ArrivalState: "arrival state" {
        /// It is stored and waits to be understood
        Waiting = "waiting",
        /// It became what it means
        Done = "done",
        /// Nobody could read it; it can be tried again
        Failed = "failed",
    }
}

vocabulary! {
    /// What a pretended provider may tell about a message.
    pub enum PretendedEvent: "pretended event" {
        /// It reached its recipient
        Delivered = "delivered",
        /// The recipient opened it
        Opened = "opened",
        /// The recipient followed a link in it
        Clicked = "clicked",
        /// It was refused for the time being
        Blocked = "blocked",
        /// There is no such recipient
        Bounced = "bounced",
        /// The provider did not even try
        Dropped = "dropped",
        /// The recipient called it spam
        Spam = "spam",
        /// The carrier could not deliver it
        Undelivered = "undelivered",
        /// It failed
        Failed = "failed",
        /// The letter came back
        Returned = "returned",
        /// The recipient wants no more of this kind
        Unsubscribed = "unsubscribed",
        /// The recipient wants them again
        Resubscribed = "resubscribed",
    }
}
