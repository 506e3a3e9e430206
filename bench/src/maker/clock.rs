//! When people talk: more on weekdays, most in the late morning, a little more every month.

use std::time::{SystemTime, UNIX_EPOCH};

const DAYS: i64 = 3 * 365;
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
const WEEK: [f64; 7] = [1.15, 1.1, 1.0, 1.0, 0.95, 0.35, 0.2];
const HOURS: [f64; 24] = [
    0.05, 0.04, 0.03, 0.03, 0.04, 0.06, 0.15, 0.4, 0.9, 1.4, 1.6, 1.5, 1.1, 1.2, 1.4, 1.4, 1.3, 1.1, 0.8,
    0.6, 0.5, 0.3, 0.15, 0.08,
];

/// The moment of each share of all interactions.
pub(crate) struct Calendar {
    start_day: i64,
    /// The share before each hour.
    before: Vec<f64>,
    /// What its hours weigh together.
    weight: f64,
}

impl Calendar {
    /// The three years that end with a Monday of the last days: what is made is made anew once a week.
    pub(crate) fn whole() -> Self {
        Self::over(end_day() - DAYS, DAYS * 24)
    }

    /// From then until now.
    pub(crate) fn since() -> Self {
        Self::over(end_day(), (now() - end_day() * DAY) / HOUR + 1)
    }

    fn over(start_day: i64, hours: i64) -> Self {
        let first_day = end_day() - DAYS;
        let mut before = vec![0.0];
        let mut weight = 0.0;
        for hour in 0..hours {
            let day = start_day + hour / 24;
            let growth = 1.0 + (day - first_day) as f64 / DAYS as f64;
            weight += growth * WEEK[(day + 3).rem_euclid(7) as usize] * HOURS[(hour % 24) as usize];
            before.push(weight);
        }
        before.iter_mut().for_each(|share| *share /= weight);
        Self { start_day, before, weight }
    }

    /// How many there are in it where there are so many in another one.
    pub(crate) fn rows(&self, of: u64, other: &Self) -> u64 {
        (of as f64 * self.weight / other.weight) as u64
    }

    /// The moment, in microseconds, by which this share of all is told.
    pub(crate) fn at(&self, share: f64) -> i64 {
        let share = share.clamp(0.0, 0.999_999_999);
        let hour = self.before.partition_point(|before| *before <= share) - 1;
        let inside = (share - self.before[hour]) / (self.before[hour + 1] - self.before[hour]);
        self.start_day * DAY + hour as i64 * HOUR + (inside * HOUR as f64) as i64
    }
}

/// The first and the last moment there is anything.
pub(crate) fn ends() -> (i64, i64) {
    ((end_day() - DAYS) * DAY, end_day() * DAY)
}

/// The last Monday that is not today, in days since 1970 began, on a Thursday.
pub(crate) fn end_day() -> i64 {
    let yesterday = now().div_euclid(DAY) - 1;
    yesterday - (yesterday + 3).rem_euclid(7)
}

/// Microseconds since 1970.
pub(super) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_ends_on_a_monday_of_the_last_week_and_goes_on_until_now() {
        let (_, end) = ends();
        assert_eq!((end / DAY + 3) % 7, 0);
        assert!((DAY..9 * DAY).contains(&(now() - end)));
        let (whole, since) = (Calendar::whole(), Calendar::since());
        assert!(whole.at(1.0) < end && since.at(0.0) >= end);
        assert!(since.at(1.0) - now() < HOUR);
        let a_week = since.rows(1_000_000, &whole);
        assert!((500..15_000).contains(&a_week), "{a_week}");
    }
}
