//! The history of interactions: what it shows of one, who sees which, and how far back.

mod address;
mod draft;
mod handling;
mod outcome;
mod period;
mod reach;
mod row;

pub use address::{address_key, clean_address, search_key};
pub use draft::HandlingDraft;
pub(crate) use draft::check;
pub use handling::{Handling, Shown, shown};
pub use outcome::{handling_status, words_of};
pub use period::{Buckets, MONTHS, Period, months_of};
pub use reach::{Access, Facts, Reach};
pub use row::{HistoryRow, Named, Reached};
