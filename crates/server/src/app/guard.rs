//! Compliance Guard in the house: facts are gathered here, the pure crate decides, a real decision is kept.
//!
//! A send or a dial calls [`decide`] inside its write; everything else only asks and leaves no trace.

mod ask;
mod books;
mod contactability;
mod decide;
pub mod decisions;
mod gather;
pub mod replay;
pub mod rules;
mod unknown;

pub use ask::{Judged, can_interact, can_interact_batch};
pub use books::{Book, Books};
pub use contactability::{OfChannel, OfContact, contactability};
pub use decide::{Asked, Foreknown, Round, Verdict, decide, decide_knowing, learn};
pub use gather::{Known, gather, gather_many};
pub use unknown::Unknown;
