//! Where to look for the rows of a page that is ordered by key, from what the counters tell.

use super::totals::{Combination, Histogram};
use crate::Dialect;

/// One row in this many matches: walking all rows in order then finds a page soon enough.
const DENSE: i64 = 100;
/// Combinations whose indexes are walked side by side. SQLite plans each by itself, PostgreSQL all at once.
fn most_combinations(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Sqlite => 48,
        Dialect::Postgres => 300,
    }
}

/// A way to find the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan {
    /// There are none.
    Nothing,
    /// Walk the company's rows between these keys.
    Walk {
        /// Smallest and largest key.
        keys: (i64, i64),
    },
    /// Walk the rows of each of these combinations between these keys and merge them.
    Merge {
        /// Smallest and largest key.
        keys: (i64, i64),
        /// The combinations.
        combinations: Vec<Combination>,
    },
}

/// Chooses by how thickly the matching rows are sown.
pub(super) fn choose(dialect: Dialect, histogram: Histogram) -> Plan {
    let Some(keys) = histogram.keys else { return Plan::Nothing };
    let span = keys.1 - keys.0 + 1;
    let is_dense = histogram.total.saturating_mul(DENSE) >= span;
    if is_dense || histogram.combinations.len() > most_combinations(dialect) {
        return Plan::Walk { keys };
    }
    Plan::Merge { keys, combinations: histogram.combinations }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(total: i64, keys: (i64, i64)) -> Histogram {
        let combination = Combination {
            channel: "fax".to_owned(),
            theme: "inbFraud".to_owned(),
            status: "failed".to_owned(),
            direction: "inbound".to_owned(),
        };
        Histogram { total, keys: Some(keys), combinations: vec![combination] }
    }

    #[test]
    fn common_rows_are_walked_to_and_rare_ones_fetched_by_their_facts() {
        assert!(matches!(choose(Dialect::Sqlite, histogram(50_000, (1, 100_000))), Plan::Walk { .. }));
        assert!(matches!(choose(Dialect::Sqlite, histogram(50, (1, 100_000))), Plan::Merge { .. }));
        assert_eq!(choose(Dialect::Sqlite, Histogram::default()), Plan::Nothing);
    }
}
