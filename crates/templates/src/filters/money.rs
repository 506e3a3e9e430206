//! `| money`: an amount with two decimals and groups of three digits.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

use super::invalid;

/// Longest sign of a currency, in bytes.
const SIGN_BYTES: usize = 8;
/// Most digits of an amount.
const DIGITS: usize = 18;

/// `1250.5` and `"1250.50"` as `$1,250.50`; another sign of the currency goes in front.
pub(super) fn money(value: &Value, sign: Option<&str>) -> Result<String, Error> {
    let unfit = || invalid("money needs an amount such as 1250.5 or \"1250.50\"");
    let sign = sign.unwrap_or("$");
    if sign.len() > SIGN_BYTES {
        return Err(invalid("the sign of a currency has at most 8 bytes"));
    }
    let text = match value.kind() {
        ValueKind::Number if value.is_integer() => value.to_string(),
        ValueKind::Number => format!("{:.2}", f64::try_from(value.clone()).map_err(|_| unfit())?),
        ValueKind::String => value.as_str().unwrap_or_default().trim().to_owned(),
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        _ => return Err(unfit()),
    };
    let (minus, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > DIGITS || cents.len() > 2 || !all_digits(whole) || !all_digits(cents)
    {
        return Err(unfit());
    }
    Ok(format!("{minus}{sign}{}.{cents:0<2}", grouped(whole)))
}

fn grouped(digits: &str) -> String {
    let mut groups = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            groups.push(',');
        }
        groups.push(digit);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_reads_as_people_write_it() {
        let said = |value: Value| money(&value, None).unwrap();
        assert_eq!(said(Value::from(1250)), "$1,250.00");
        assert_eq!(said(Value::from(1_234_567.5)), "$1,234,567.50");
        assert_eq!(said(Value::from("-0.5")), "-$0.50");
        assert_eq!(money(&Value::from(7), Some("€")).unwrap(), "€7.00");
    }

    #[test]
    fn what_is_no_amount_is_refused_rather_than_guessed() {
        for text in ["", "abc", "1.005", "1e9", ".5", "1,000", "NaN"] {
            assert!(money(&Value::from(text), None).is_err(), "{text}");
        }
        for number in [f64::NAN, f64::INFINITY, 1e300] {
            assert!(money(&Value::from(number), None).is_err(), "{number}");
        }
    }
}
