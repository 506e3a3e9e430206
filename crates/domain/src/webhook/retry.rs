//! When a delivery that failed is tried again, and when it is given up.

use crate::time::Instant;

/// How long a delivery is tried, in seconds: three days.
pub const GIVE_UP_SECONDS: i64 = 3 * 24 * 3600;

/// Seconds before the second attempt, the third, and so on; the last one repeats.
const DELAYS: [i64; 9] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800];

/// What follows a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is tried again at this moment.
    Again(Instant),
    /// It was tried for long enough.
    GiveUp,
}

/// What follows a failed attempt at `now`, the `attempts`-th since `first`. `dice` from 0 to 65,535 spreads the
/// next attempt by a fifth of the delay either way, so that what failed together does not come back together.
pub fn after_failure(attempts: i64, first: Instant, now: Instant, dice: u16) -> Verdict {
    let end = first.plus_seconds(GIVE_UP_SECONDS);
    if now >= end {
        return Verdict::GiveUp;
    }
    let place = usize::try_from(attempts - 1).unwrap_or(0).min(DELAYS.len() - 1);
    let delay = DELAYS[place] * 1_000_000;
    let spread = delay / 5 * 2 * i64::from(dice) / i64::from(u16::MAX) - delay / 5;
    // The last attempt is made at the end, not long before it.
    Verdict::Again(Instant(now.0 + delay + spread).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_the_last_attempt_is_at_the_end_of_the_third_day() {
        let first = Instant(1_000_000);
        for dice in [0, u16::MAX / 2, u16::MAX] {
            let (mut now, mut attempts, mut last) = (first, 1, 0);
            while let Verdict::Again(next) = after_failure(attempts, first, now, dice) {
                let pause = next.0 - now.0;
                assert!(pause > 0 && (pause >= last || next == first.plus_seconds(GIVE_UP_SECONDS)));
                (now, attempts, last) = (next, attempts + 1, pause);
            }
            assert_eq!(now, first.plus_seconds(GIVE_UP_SECONDS));
            assert!((14..=24).contains(&attempts), "{attempts}");
        }
    }

    #[test]
    fn the_dice_spread_by_a_fifth_either_way() {
        let at = |dice| after_failure(2, Instant(0), Instant(0), dice);
        assert_eq!(at(0), Verdict::Again(Instant(24_000_000)));
        assert_eq!(at(u16::MAX), Verdict::Again(Instant(36_000_000)));
    }
}
