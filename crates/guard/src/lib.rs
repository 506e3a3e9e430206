//! Compliance Guard: may this contact happen?
//!
//! [`evaluate`] is a pure function over [`Facts`], a [`Proposal`], an instant and a [`Rulebook`]: no clock, no store, no
//! input or output. The same inputs give the same bytes, so a stored decision can be judged again years later. It helps
//! to follow the law; it is not legal advice.
//!
//! The rules are data, in `rulebook/*.toml`; the modules below say what each kind of rule asks, and where the source
//! leaves a choice, which one was made.

#[macro_use]
mod words;

mod block;
mod consents;
mod counting;
mod decision;
mod dni;
mod evaluate;
pub mod explain;
pub mod facts;
mod holds;
mod hours;
mod message;
mod pass;
pub mod places;
mod proposal;
mod question;
mod reach;
pub mod rulebook;
mod set;
mod zone;

pub use decision::{Decision, Pass, Precondition, Reason};
pub use evaluate::{evaluate, evaluate_dispatch};
pub use facts::Facts;
pub use proposal::{Proposal, ThemeMissing, is_collection};
pub use rulebook::{CompanySettings, Mistake, Mistakes, Rulebook, check};
pub use set::{Ordinal, Set};
pub use words::Word;
pub use zone::Zone;
