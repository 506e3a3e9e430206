//! When to try again, and when to stop.

use domain::time::Instant;

const SECOND: i64 = 1_000_000;
/// The pauses before each further try, in seconds (section 2.1 of the channel reference); the last one repeats.
const PAUSES: &[i64] = &[60, 300, 900, 3_600, 14_400];
/// After this long a message is given up, in seconds: two days.
const PATIENCE: i64 = 48 * 3_600;

/// When a message that was tried `attempts` times is tried again; none where it is given up.
///
/// `dice` is from 0 to 1 and spreads those that failed together by a fifth either way. `asked` is the pause in seconds
/// that the provider wants.
pub(super) fn next_try(
    accepted: Instant,
    now: Instant,
    attempts: i64,
    asked: Option<i64>,
    dice: f64,
) -> Option<Instant> {
    let step = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(PAUSES.len() - 1);
    let pause = PAUSES[step].max(asked.unwrap_or(0)) * SECOND;
    let spread = (pause as f64 * 0.4 * (dice - 0.5)) as i64;
    let next = Instant(now.0 + (pause + spread).max(asked.unwrap_or(0) * SECOND));
    (next.0 - accepted.0 <= PATIENCE * SECOND).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: Instant = Instant(1_790_000_000_000_000);

    fn after(attempts: i64, dice: f64) -> Option<i64> {
        next_try(ACCEPTED, ACCEPTED, attempts, None, dice).map(|at| (at.0 - ACCEPTED.0) / SECOND)
    }

    #[test]
    fn pauses_grow_and_are_spread_by_a_fifth() {
        assert_eq!(
            [1, 2, 3, 4, 5, 99].map(|tries| after(tries, 0.5)),
            [60, 300, 900, 3600, 14400, 14400].map(Some)
        );
        assert_eq!((after(1, 0.0), after(1, 1.0)), (Some(48), Some(72)));
    }

    #[test]
    fn a_provider_is_not_asked_before_it_wants_to() {
        let next = next_try(ACCEPTED, ACCEPTED, 1, Some(600), 0.0).unwrap();
        assert_eq!(next.0 - ACCEPTED.0, 600 * SECOND);
    }

    #[test]
    fn after_two_days_it_is_over() {
        let late = Instant(ACCEPTED.0 + 47 * 3_600 * SECOND);
        assert_eq!(next_try(ACCEPTED, late, 20, None, 0.5), None);
        assert!(next_try(ACCEPTED, late, 1, None, 0.5).is_some());
    }
}
