//! Something a question names that is not there.

use crate::app::AppError;

/// Something a question names that is not there, or is somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown {
    /// The field that names it.
    pub field: &'static str,
    /// What it is.
    what: &'static str,
    /// Whether the question is about it, rather than mentions it.
    is_asked_for: bool,
}

impl Unknown {
    pub(super) const PERSON: Self = Self { field: "personId", what: "person", is_asked_for: true };
    pub(super) const PREVIOUS: Self =
        Self { field: "previousInteractionId", what: "interaction of this person", is_asked_for: false };

    pub(super) fn contact(field: &'static str) -> Self {
        Self { field, what: "contact", is_asked_for: true }
    }

    pub(super) fn loan(field: &'static str) -> Self {
        Self { field, what: "loan of this person", is_asked_for: false }
    }

    /// The HTTP status it has where it is the only question.
    pub fn status(self) -> u16 {
        if self.is_asked_for { 404 } else { 400 }
    }

    /// What is wrong, in words.
    pub fn message(self) -> String {
        if self.is_asked_for { format!("{} not found", self.what) } else { format!("names no {}", self.what) }
    }
}

impl From<Unknown> for AppError {
    fn from(unknown: Unknown) -> Self {
        if unknown.is_asked_for {
            return AppError::Missing(unknown.what);
        }
        AppError::field(unknown.field, unknown.message())
    }
}
