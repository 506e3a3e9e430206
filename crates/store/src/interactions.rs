//! Interactions: written with their text and counters, read only through a `View`.

use domain::id::CompanyId;

/// What a reader may see. Every read of interactions takes one; nothing above checks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The company whose rows they are.
    pub company: CompanyId,
    /// Whether the content of sensitive rows is shown.
    pub sensitive: bool,
    /// Whether rows of account credentials are seen at all.
    pub credentials: bool,
    /// Whether rows that belong to no person are seen.
    pub unassociated: bool,
}
