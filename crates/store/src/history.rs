//! The history of interactions: found only through a `View` and a `Reach`.

mod filter;
pub(crate) mod page;
mod reach;
mod rows;
pub(crate) mod totals;
pub use filter::{Between, Filter};
pub use page::{count, cursor, find, list, walk};
pub use reach::facts;
pub use totals::{Count, Percentiles, Totals, totals};

use domain::history::Reach;

use crate::interactions::View;

/// What somebody sees of the history.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What of it is kept from them. Whether a row belongs to a person decides nothing here.
    pub view: View,
    /// Which rows are theirs to see.
    pub reach: Reach,
}

impl Sight {
    /// Of a reader of the company.
    pub fn new(view: View, reach: Reach) -> Self {
        Self { view: View { unassociated: true, ..view }, reach }
    }
}
