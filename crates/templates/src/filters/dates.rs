//! `| date`: a day in words.

use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::invalid;

/// As letters in the United States say it: March 1, 2026.
const USUAL: &str = "%B %-d, %Y";
/// Longest format, in bytes.
const FORMAT_BYTES: usize = 100;

/// A day (`2026-03-01`) or a moment (RFC 3339; told in UTC unless a zone is named) in words.
pub(super) fn date(value: &Value, format: Option<&str>, zone: Option<&str>) -> Result<String, Error> {
    let format = format.unwrap_or(USUAL);
    if format.len() > FORMAT_BYTES {
        return Err(invalid("the format of a date has at most 100 bytes"));
    }
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let text = value.as_str().unwrap_or_default();
    let moment = read(text, zone)?;
    strtime::format(format, &moment)
        .map_err(|_| invalid("this is no format of a date; write one such as \"%m/%d/%Y\""))
}

fn read(text: &str, zone: Option<&str>) -> Result<Zoned, Error> {
    let unfit = || invalid("date needs a day such as 2026-03-01 or a time such as 2026-03-01T09:30:00Z");
    if text.len() == 10 {
        let day: Date = text.parse().map_err(|_| unfit())?;
        return day.to_zoned(TimeZone::UTC).map_err(|_| unfit());
    }
    let moment: Timestamp = text.parse().map_err(|_| unfit())?;
    let zone = match zone {
        None => TimeZone::UTC,
        Some(name) => TimeZone::get(name)
            .map_err(|_| invalid("there is no such time zone; write one such as \"America/New_York\""))?,
    };
    Ok(moment.to_zoned(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_in_a_letter() {
        let said = |text: &str, format, zone| date(&Value::from(text), format, zone).unwrap();
        assert_eq!(said("2026-03-01", None, None), "March 1, 2026");
        assert_eq!(said("2026-03-01", Some("%d/%m/%Y"), None), "01/03/2026");
        assert_eq!(said("2026-03-01T02:30:00Z", None, Some("America/New_York")), "February 28, 2026");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "tomorrow", "2026-02-30", "99999999999"] {
            assert!(date(&Value::from(text), None, None).is_err(), "{text}");
        }
        assert!(date(&Value::from(5), None, None).is_err());
        assert!(date(&Value::from("2026-03-01"), Some("%!"), None).is_err());
    }
}
