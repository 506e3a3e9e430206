//! Sums of money: a decimal number as text, and a currency.

/// Digits before and after the point at most.
const WHOLE: usize = 12;
const PLACES: usize = 4;
/// Longest sum, in characters.
pub(super) const AMOUNT_LENGTH: usize = WHOLE + 1 + PLACES;

/// A sum in one spelling: at least two places, no zeros in front.
pub(super) fn amount(text: &str) -> Result<String, String> {
    let remedy = || format!("{text:?} is not a sum such as 125.00");
    let (whole, places) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, WHOLE) || !digits(places, PLACES) {
        return Err(remedy());
    }
    let whole = whole.trim_start_matches('0');
    Ok(format!("{}.{places:0<2}", if whole.is_empty() { "0" } else { whole }))
}

/// A sum that is more than nothing.
pub(super) fn positive(text: &str) -> Result<String, String> {
    let sum = amount(text)?;
    match sum.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        true => Ok(sum),
        false => Err("must be more than 0".to_owned()),
    }
}

/// The three letters of a currency (ISO 4217).
pub(super) fn currency(text: &str) -> Result<String, String> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(text.to_ascii_uppercase());
    }
    Err(format!("{text:?} is not a currency such as USD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_one_spelling() {
        for (text, wanted) in
            [("125", "125.00"), ("0125.5", "125.50"), ("0", "0.00"), ("1.2345", "1.2345"), (".5", "")]
        {
            assert_eq!(amount(text).unwrap_or_default(), wanted, "{text}");
        }
        for text in ["", "-1", "1,50", "1e3", "1.23456", "1.", "1234567890123", "١"] {
            assert!(amount(text).is_err(), "{text}");
        }
        assert!(positive("0.00").is_err() && positive("0.01").is_ok());
        assert_eq!((currency("usd"), currency("dollars").is_err()), (Ok("USD".to_owned()), true));
    }
}
