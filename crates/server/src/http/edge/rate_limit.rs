//! How often one key may ask; off unless configured.

use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::config::RateLimit;
use crate::http::problem::plain;

// Keys that have been quiet are forgotten every so many requests.
const FORGET_EVERY: usize = 10_000;

/// Counts the requests of each key by itself.
#[derive(Debug)]
pub struct RateLimiter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    seen: AtomicUsize,
}

/// The refusal of a key that asks too often; answers 429 with `Retry-After`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// When the next request will be let through.
    pub retry_after: Duration,
}

impl<K: Hash + Eq + Clone> RateLimiter<K> {
    /// The configured limiter, if one is.
    pub fn new(config: &RateLimit) -> Option<Self> {
        let quota = Quota::per_second(config.per_second?).allow_burst(config.burst);
        let limiter = DefaultKeyedRateLimiter::dashmap(quota);
        Some(Self { limiter, clock: DefaultClock::default(), seen: AtomicUsize::new(0) })
    }

    /// Counts one request of a key.
    pub fn check(&self, key: &K) -> Result<(), TooMany> {
        if self.seen.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(key)
            .map_err(|refusal| TooMany { retry_after: refusal.wait_time_from(self.clock.now()) })
    }
}

impl IntoResponse for TooMany {
    fn into_response(self) -> Response {
        let seconds = self.retry_after.as_secs() + 1;
        let message = format!("too many requests with this key, try again in {seconds} s");
        let mut response = plain(StatusCode::TOO_MANY_REQUESTS, message);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        response
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    fn limit(per_second: Option<u32>, burst: u32) -> RateLimit {
        RateLimit { per_second: per_second.and_then(NonZeroU32::new), burst: NonZeroU32::new(burst).unwrap() }
    }

    #[test]
    fn each_key_has_its_own_burst_and_then_waits() {
        let limiter = RateLimiter::new(&limit(Some(1), 3)).unwrap();
        assert!((0..3).all(|_| limiter.check(&"anna").is_ok()));
        let refusal = limiter.check(&"anna").unwrap_err();
        assert!(limiter.check(&"bert").is_ok());
        let response = refusal.into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[RETRY_AFTER], "1");
    }

    #[test]
    fn threads_share_one_count() {
        let limiter = RateLimiter::new(&limit(Some(1), 50)).unwrap();
        let passed = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..40 {
                        passed.fetch_add(usize::from(limiter.check(&7_i64).is_ok()), Ordering::Relaxed);
                    }
                });
            }
        });
        assert!((50..60).contains(&passed.into_inner()));
    }

    #[test]
    fn it_is_off_unless_configured() {
        assert!(RateLimiter::<i64>::new(&limit(None, 1)).is_none());
    }
}
