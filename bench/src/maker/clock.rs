//! When people talk: more on weekdays, most in the late morning, a little more every month.

/// 2023-11-01T00:00:00Z, a Wednesday.
const START_DAY: i64 = 19_662;
const DAYS: i64 = 3 * 365;
const HOUR: i64 = 3_600_000_000;
const WEEK: [f64; 7] = [1.15, 1.1, 1.0, 1.0, 0.95, 0.35, 0.2];
const DAY: [f64; 24] = [
    0.05, 0.04, 0.03, 0.03, 0.04, 0.06, 0.15, 0.4, 0.9, 1.4, 1.6, 1.5, 1.1, 1.2, 1.4, 1.4, 1.3, 1.1, 0.8,
    0.6, 0.5, 0.3, 0.15, 0.08,
];

/// The moment of each share of all interactions.
pub(crate) struct Calendar {
    /// The share before each hour.
    before: Vec<f64>,
}

impl Calendar {
    pub(crate) fn new() -> Self {
        let mut before = vec![0.0];
        let mut sum = 0.0;
        for hour in 0..DAYS * 24 {
            let day = hour / 24;
            let growth = 1.0 + day as f64 / DAYS as f64;
            sum += growth * WEEK[((day + 2) % 7) as usize] * DAY[(hour % 24) as usize];
            before.push(sum);
        }
        before.iter_mut().for_each(|share| *share /= sum);
        Self { before }
    }

    /// The moment, in microseconds, by which this share of all is told.
    pub(crate) fn at(&self, share: f64) -> i64 {
        let share = share.clamp(0.0, 0.999_999_999);
        let hour = self.before.partition_point(|before| *before <= share) - 1;
        let inside = (share - self.before[hour]) / (self.before[hour + 1] - self.before[hour]);
        START_DAY * 24 * HOUR + hour as i64 * HOUR + (inside * HOUR as f64) as i64
    }
}

/// The first and the last moment there is anything.
pub(crate) fn ends() -> (i64, i64) {
    (START_DAY * 24 * HOUR, (START_DAY + DAYS) * 24 * HOUR)
}
