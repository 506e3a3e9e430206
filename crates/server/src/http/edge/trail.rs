//! What a request tells its log line: who asked, and why it failed.

use std::error::Error;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// Found in the request's extensions; authentication writes down who asks.
#[derive(Debug, Clone, Default)]
pub struct Trail(Arc<OnceLock<Asker>>);

/// Who asks, by public ids only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The key's or user's id.
    pub actor: String,
    /// The company's id.
    pub company: String,
}

impl Trail {
    /// Writes down who asks; the first word counts.
    pub fn identify(&self, actor: impl Into<String>, company: impl Into<String>) {
        let asker = Asker { actor: actor.into(), company: company.into() };
        if self.0.set(asker).is_err() {
            tracing::debug!("a request identified its asker twice");
        }
    }

    /// Who asks, once known.
    pub fn asker(&self) -> Option<&Asker> {
        self.0.get()
    }
}

/// Why an answer is a failure: put into the response's extensions, logged once at the edge, never sent.
#[derive(Debug, Clone)]
pub struct Cause(Arc<str>);

impl Cause {
    /// The error with everything behind it.
    pub fn of(error: &(dyn Error + 'static)) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            // Writing to a string cannot fail.
            let _ = write!(text, ": {inner}");
            source = inner.source();
        }
        Self(text.into())
    }

    /// A cause in words.
    pub fn text(text: &str) -> Self {
        Self(text.into())
    }

    /// The cause in words, for the log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
