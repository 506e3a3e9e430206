//! Phone numbers: the one spelling they are kept and compared in (E.164).

/// Digits of an E.164 number, country code included.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// The E.164 spelling of a number that is one already or that has the ten digits of a US number; the
/// remedy where it is neither.
pub fn normalise(text: &str) -> Result<String, String> {
    let remedy = || format!("{text:?} is not a phone number such as +15550100123 or (555) 010-0123");
    let text = text.trim();
    if !text.chars().enumerate().all(|(at, c)| is_part(at, c)) {
        return Err(remedy());
    }
    let digits = digits(text);
    if text.starts_with('+') {
        let good = DIGITS.contains(&digits.len()) && !digits.starts_with('0');
        return if good { Ok(format!("+{digits}")) } else { Err(remedy()) };
    }
    let national = digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&digits);
    if national.len() == 10 && !national.starts_with(['0', '1']) {
        return Ok(format!("+1{national}"));
    }
    Err(remedy())
}

/// The digits of a text.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a text consists of nothing but what phone numbers are written with.
pub fn is_written_like(text: &str) -> bool {
    text.trim().chars().enumerate().all(|(at, c)| is_part(at, c)) && text.chars().any(|c| c.is_ascii_digit())
}

fn is_part(at: usize, character: char) -> bool {
    character.is_ascii_digit() || " -.()/".contains(character) || (character == '+' && at == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ten_digits_of_a_us_number_are_enough() {
        for text in ["(555) 010-0123", "555.010.0123", "1 555 010 0123", "+1 555-010-0123", "5550100123"] {
            assert_eq!(normalise(text).as_deref(), Ok("+15550100123"), "{text}");
        }
        assert_eq!(normalise("+44 20 7946 0018").as_deref(), Ok("+442079460018"));
    }

    #[test]
    fn what_is_no_clear_number_is_refused_with_the_remedy() {
        for text in
            ["", "555-0123", "020 7946 0018", "+0155501001", "call me", "5550100123 x5", "+1234567890123456"]
        {
            assert!(normalise(text).is_err_and(|remedy| remedy.contains("such as +1")), "{text}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "[+0-9 ().-]{0,20}") {
            if let Ok(once) = normalise(&text) {
                prop_assert_eq!(normalise(&once), Ok(once.clone()));
            }
        }
    }
}
