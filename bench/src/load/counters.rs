//! The counters of `interaction_counts`, added up in memory.

use std::collections::HashMap;

use crate::maker::Made;

const DAY: i64 = 86_400_000_000;

/// What a counter counts: grain, bucket and the facts in the order of the table's key.
pub(crate) type Counted =
    (i64, i64, &'static str, &'static str, &'static str, &'static str, bool, bool, bool);

/// How many there are, and their smallest and largest key.
pub(crate) type Count = (i64, i64, i64);

/// All counters of a company.
#[derive(Default)]
pub(crate) struct Counters {
    counts: HashMap<Counted, Count>,
    month: (i64, i64),
}

impl Counters {
    pub(crate) fn add(&mut self, made: &Made) {
        let day = made.at.div_euclid(DAY);
        if self.month.0 != day {
            self.month = (day, month_of(day));
        }
        for (grain, bucket) in [(0, day), (1, self.month.1), (2, made.person.unwrap_or(0)), (3, 0)] {
            let counted = counted(made, grain, bucket);
            let count = self.counts.entry(counted).or_insert((0, made.key, made.key));
            *count = (count.0 + 1, count.1.min(made.key), count.2.max(made.key));
        }
    }

    /// In the order of the table's key.
    pub(crate) fn sorted(self) -> Vec<(Counted, Count)> {
        let mut all: Vec<_> = self.counts.into_iter().collect();
        all.sort_unstable();
        all
    }
}

/// The four counters a row stands in.
pub(crate) fn of(made: &Made) -> [Counted; 4] {
    let day = made.at.div_euclid(DAY);
    [(0, day), (1, month_of(day)), (2, made.person.unwrap_or(0)), (3, 0)]
        .map(|(grain, bucket)| counted(made, grain, bucket))
}

fn counted(made: &Made, grain: i64, bucket: i64) -> Counted {
    (
        grain,
        bucket,
        made.channel,
        made.theme,
        made.status,
        made.direction,
        made.sensitive,
        made.is_external,
        made.person.is_none(),
    )
}

/// The number of the month a day falls in, from the calendar's own arithmetic (days to civil).
fn month_of(day: i64) -> i64 {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    year * 12 + month - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        assert_eq!(month_of(0), 1970 * 12);
        assert_eq!(month_of(58), 1970 * 12 + 1);
        assert_eq!(month_of(59), 1970 * 12 + 2);
        assert_eq!(month_of(19_662), 2023 * 12 + 10);
        assert_eq!(month_of(19_661), 2023 * 12 + 9);
    }
}
