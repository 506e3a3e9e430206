//! Compliance Guard in the house: facts are gathered here, the pure crate decides, a real decision is kept.
//!
//! A send or a dial calls [`decide`] inside its write; everything else only asks and leaves no trace.

mod books;
mod decide;
mod gather;

pub use books::{Book, Books};
pub use decide::{Asked, decide};
pub use gather::{Known, gather, gather_many};
