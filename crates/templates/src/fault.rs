//! Why a template does not work: where, what, and what would.

use std::fmt;

use domain::template::Part;

use crate::limits;

/// What is wrong with a template, or with the facts it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The part of the content.
    pub part: Part,
    /// The line in that part, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong, with the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It is no template.
    #[error("{0}")]
    Syntax(String),
    /// It uses what templates here do not have.
    #[error("{0}")]
    NotAllowed(String),
    /// It names what is not there; the variable with its path.
    #[error("`{0}` is undefined; send it in `context`, or write what stands in its place: | default(\"\")")]
    Undefined(String),
    /// It prints what has no value; the variable with its path.
    #[error("`{0}` has no value; write what stands in its place: | default(\"\")")]
    Empty(String),
    /// It does what cannot be done with these values.
    #[error("{0}")]
    Invalid(String),
    /// It takes too long.
    #[error("it takes too many steps; print fewer rows")]
    TooMuchWork,
    /// What comes out is too large.
    #[error("it makes more than {} KiB", limits::OUTPUT_BYTES / 1024)]
    TooLarge,
    /// What goes in is too large.
    #[error("its variables have more than {} KiB; send fewer", limits::CONTEXT_BYTES / 1024)]
    TooManyFacts,
}

impl Reason {
    /// The variable it is about.
    pub fn variable(&self) -> Option<&str> {
        match self {
            Reason::Undefined(name) | Reason::Empty(name) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.part.as_str(), self.reason),
            None => write!(f, "{}: {}", self.part.as_str(), self.reason),
        }
    }
}

impl std::error::Error for Fault {}

/// A fault in a text, before it is known which part that is.
#[derive(Debug)]
pub(crate) struct At {
    pub(crate) line: Option<usize>,
    pub(crate) reason: Reason,
}

impl At {
    pub(crate) fn line(line: u16, reason: Reason) -> Self {
        Self { line: Some(usize::from(line)), reason }
    }

    pub(crate) fn in_part(self, part: Part) -> Fault {
        Fault { part, line: self.line, reason: self.reason }
    }
}
