//! Passwords: hashed with argon2id, tried a few at a time, not too often for one address.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::time::Instant;
use tokio::sync::Semaphore;

use super::AppError;

/// Passwords hashed at the same time: each takes 19 MB and a processor.
const AT_ONCE: usize = 8;
/// Wrong tries for one address before it has to wait.
const TRIES: usize = 10;
/// The time within which they count, in microseconds.
const WITHIN: i64 = 10 * 60 * 1_000_000;
/// Addresses remembered before the quiet ones are forgotten.
const REMEMBERED: usize = 10_000;
/// A hash that no password fits and that costs as much to try as one that `hash` makes.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Passwords being tried.
pub struct Passwords {
    slots: Semaphore,
    wrong: Mutex<HashMap<String, Vec<Instant>>>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { slots: Semaphore::new(AT_ONCE), wrong: Mutex::default() }
    }
}

impl Passwords {
    /// The hash to keep of a password.
    pub(crate) async fn hash(&self, password: String) -> Result<String, AppError> {
        let _slot = self.slots.acquire().await.map_err(|_| stopped())?;
        blocking(move || hash(&password)).await?.ok_or_else(stopped)
    }

    /// Which of these hashes the password fits. Takes as long where there is none.
    pub(crate) async fn fits(
        &self,
        password: String,
        hashes: Vec<String>,
    ) -> Result<Option<usize>, AppError> {
        let _slot = self.slots.acquire().await.map_err(|_| stopped())?;
        blocking(move || {
            if hashes.is_empty() {
                verify(&password, NOBODYS);
            }
            hashes.iter().position(|hash| verify(&password, hash))
        })
        .await
    }

    /// Refuses an address that was tried wrongly too often. The try counts as wrong until it is `right`.
    pub(crate) fn try_once(&self, email: &str, now: Instant) -> Result<(), AppError> {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= REMEMBERED {
            wrong.retain(|_, tries| tries.iter().any(|at| now.0 - at.0 < WITHIN));
        }
        let tries = wrong.entry(email.to_owned()).or_default();
        tries.retain(|at| now.0 - at.0 < WITHIN);
        if tries.len() >= TRIES {
            let wait = WITHIN - (now.0 - tries[0].0);
            return Err(AppError::TooMany((wait as u64).div_ceil(1_000_000).max(1)));
        }
        tries.push(now);
        Ok(())
    }

    /// Forgets the wrong tries of an address.
    pub(crate) fn right(&self, email: &str) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).remove(email);
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| stopped())
}

fn stopped() -> AppError {
    AppError::Unavailable("passwords cannot be checked just now; try again".to_owned())
}

fn hash(password: &str) -> Option<String> {
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes()).ok()?;
    Some(hash.to_string())
}

fn verify(password: &str, hash: &str) -> bool {
    let known = PasswordHash::new(hash);
    known.is_ok_and(|known| Argon2::default().verify_password(password.as_bytes(), &known).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_fits_its_password_alone() {
        let hash = hash("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(verify("correct horse battery", &hash));
        assert!(!verify("correct horse", &hash) && !verify("", &hash));
    }

    #[test]
    fn nobodys_hash_costs_as_much_as_a_real_one() {
        let cost = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(NOBODYS), cost(&hash("correct horse battery").unwrap()));
        assert!(PasswordHash::new(NOBODYS).is_ok() && !verify("", NOBODYS));
    }

    #[test]
    fn after_ten_wrong_tries_an_address_waits_until_the_first_is_ten_minutes_old() {
        let passwords = Passwords::default();
        for minute in 0..10 {
            assert!(passwords.try_once("ada@example.com", Instant(minute)).is_ok());
        }
        let refused = passwords.try_once("ada@example.com", Instant(10_000_000));
        assert!(matches!(refused, Err(AppError::TooMany(590))), "{refused:?}");
        assert!(passwords.try_once("bob@example.com", Instant(10_000_000)).is_ok());
        assert!(passwords.try_once("ada@example.com", Instant(WITHIN + 10)).is_ok());
    }

    #[test]
    fn a_right_password_forgets_the_wrong_ones() {
        let passwords = Passwords::default();
        for _ in 0..10 {
            assert!(passwords.try_once("ada@example.com", Instant(0)).is_ok());
        }
        passwords.right("ada@example.com");
        assert!(passwords.try_once("ada@example.com", Instant(1)).is_ok());
    }
}
