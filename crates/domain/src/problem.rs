//! What is wrong with an input: every bad field at once, each with its remedy.

use std::fmt;

/// One bad field and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field as the caller spelled it (`statusDetails`, `name.firstName`).
    pub field: String,
    /// What is wrong and what would be right; lower case, no full stop.
    pub message: String,
}

/// Every bad field found so far. Empty means the input is good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One problem alone.
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut problems = Self::new();
        problems.push(field, message);
        problems
    }

    /// Adds a bad field.
    pub fn push(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    /// Adds all that another check found.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Adds what another check found about fields that nothing was said about so far.
    pub fn extend_untold(&mut self, other: Problems) {
        let fresh: Vec<_> = other.0.into_iter().filter(|error| !self.tells_of(&error.field)).collect();
        self.0.extend(fresh);
    }

    /// Whether something was said about a field.
    pub fn tells_of(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bad fields in the order they were found.
    pub fn fields(&self) -> &[FieldError] {
        &self.0
    }

    /// `value` if nothing is wrong, else the problems.
    pub fn into_result<T>(self, value: T) -> Result<T, Problems> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{}: {}", error.field, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
