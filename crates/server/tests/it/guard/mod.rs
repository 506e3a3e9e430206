//! Compliance Guard through the public door: what it says, and that asking leaves no trace.

mod ask;
mod batch;
mod borrower;
mod decide;
mod program;
mod rules;
mod vectors;

pub(crate) use borrower::{Borrower, Verdict};
