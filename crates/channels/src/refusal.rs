//! Why a message did not go out, and what is to be done.

use std::time::Duration;

use domain::vocabulary::StatusDetail;

/// Why a message did not go out, or why a connection ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{short}: {long}")]
pub struct Refusal {
    /// What is to be done.
    pub remedy: Remedy,
    /// What the interaction says if this is the last word.
    pub details: Option<StatusDetail>,
    /// The provider's code, as it spells it; at most 10 characters.
    pub code: Option<String>,
    /// A few words for a list: `mailbox unknown`.
    pub short: String,
    /// What happened, in the provider's words; never a secret, never content.
    pub long: String,
}

/// What is to be done about a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Try again, not before this time where the provider named one.
    Retry(Option<Duration>),
    /// Nothing: this message to this recipient will not go.
    GiveUp,
    /// A person looks: it may or may not have gone, and the provider cannot be asked.
    Doubt,
    /// Somebody corrects the channel's settings; every message of the channel would be refused.
    Correct,
}
