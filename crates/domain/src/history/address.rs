//! The number or mail address on the customer's side, and the form in which it is found.
//!
//! Numbers are found by their end, addresses by their beginning. So the key of a number is its digits from behind, that of
//! anything else its folded text, and both are found by how their key begins.

use crate::phone::{digits, is_written_like, normalise};
use crate::text::fold;

/// Digits from which on a number is a whole one.
const WHOLE: usize = 8;
/// Digits of a number that are searched for at least.
const FEWEST_DIGITS: usize = 4;

/// An address in the spelling it is kept in: numbers as E.164 where that is clear, blanks around it gone.
pub fn clean_address(text: &str) -> Option<String> {
    let text = text.trim();
    let kept = if is_written_like(text) {
        normalise(text).unwrap_or_else(|_| text.to_owned())
    } else {
        text.to_owned()
    };
    (!kept.is_empty()).then_some(kept)
}

/// The key an address is found by.
pub fn address_key(address: &str) -> String {
    if is_written_like(address) { digits(address).chars().rev().collect() } else { fold(address.trim()) }
}

/// How the keys begin of the addresses that somebody searches for; what to do where the search says too little.
pub fn search_key(search: &str) -> Result<String, String> {
    let search = search.trim();
    if !is_written_like(search) {
        return Ok(fold(search));
    }
    let digits = digits(search);
    // The zeros in front of a whole number, dialled from inside its country or to another, are no part of it.
    let number = if digits.len() >= WHOLE { digits.trim_start_matches('0') } else { &digits };
    if number.len() < FEWEST_DIGITS {
        return Err(format!(
            "needs at least {FEWEST_DIGITS} digits of a number, or the beginning of an email address"
        ));
    }
    Ok(number.chars().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(search: &str, address: &str) -> bool {
        let kept = clean_address(address).unwrap();
        address_key(&kept).starts_with(&search_key(search).unwrap())
    }

    #[test]
    fn a_number_is_found_in_any_spelling_and_by_its_end() {
        for search in ["+1 555 010 0123", "(555) 010-0123", "0123", "100-123", "1.555.010.0123"] {
            assert!(finds(search, "5550100123"), "{search}");
        }
        assert!(finds("020 7946 0018", "+44 20 7946 0018") && finds("0044 20 7946 0018", "+442079460018"));
        assert!(!finds("0123", "+15550101234") && !finds("5550", "+15550100123"));
        assert!(search_key("123").is_err() && search_key("0000000000").is_err());
    }

    #[test]
    fn an_address_is_found_by_its_beginning_in_any_case() {
        assert!(finds("ADA@Cust", "ada@customer.example") && finds("ada", " Ada@customer.example "));
        assert!(!finds("customer", "ada@customer.example"));
    }

    #[test]
    fn a_number_is_kept_as_it_is_dialled() {
        assert_eq!(clean_address("(555) 010-0123").as_deref(), Some("+15550100123"));
        assert_eq!(clean_address("22395").as_deref(), Some("22395"));
        assert_eq!(clean_address("  "), None);
    }
}
