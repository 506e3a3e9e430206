//! Instants: microseconds since 1970 in UTC, as stored, compared and printed.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

/// A day, in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

/// How much a text must say to be read as a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// Without an offset it is UTC.
    Optional,
    /// A time of day must carry its offset.
    Required,
}

impl Instant {
    /// Reads RFC 3339, or a bare date (its first moment in UTC); the remedy where it cannot.
    pub fn read(text: &str, offset: Offset) -> Result<Self, String> {
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            // A bracketed zone name is not RFC 3339.
            if !text.contains('[') {
                return Ok(Self(timestamp.as_microsecond()));
            }
        }
        if text.len() == 10
            && offset == Offset::Optional
            && let Some(instant) = text.parse::<Date>().ok().and_then(start_of)
        {
            return Ok(instant);
        }
        if offset == Offset::Optional
            && text.len() >= 19
            && text.as_bytes()[10] == b'T'
            && let Ok(timestamp) = format!("{text}Z").parse::<Timestamp>()
        {
            return Ok(Self(timestamp.as_microsecond()));
        }
        Err(match offset {
            Offset::Optional => format!("{text:?} is not a date or time such as 2026-03-01T09:30:00Z"),
            Offset::Required => {
                format!("{text:?} is not a time with its offset such as 2026-03-01T09:30:00-05:00")
            }
        })
    }

    /// Reads a time of a request body: RFC 3339 with its offset, or a bare date.
    pub fn read_body(text: &str) -> Result<Self, String> {
        if text.len() == 10 {
            return Self::read(text, Offset::Optional);
        }
        Self::read(text, Offset::Required)
    }

    /// The number of the UTC day it falls on (0 is 1970-01-01).
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// Milliseconds since 1970.
    pub fn epoch_ms(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// `seconds` later.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

fn start_of(date: Date) -> Option<Instant> {
    let zoned = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Instant(zoned.timestamp().as_microsecond()))
}

impl fmt::Display for Instant {
    /// `2026-03-01T09:30:00.000000+00:00`. Written out by hand: a page of rows prints hundreds of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.day());
        let micros = self.0.rem_euclid(DAY);
        let seconds = micros / 1_000_000;
        let mut text = *b"0000-00-00T00:00:00.000000+00:00";
        digits(&mut text[0..4], year);
        digits(&mut text[5..7], month);
        digits(&mut text[8..10], day);
        digits(&mut text[11..13], seconds / 3600);
        digits(&mut text[14..16], seconds / 60 % 60);
        digits(&mut text[17..19], seconds % 60);
        digits(&mut text[20..26], micros % 1_000_000);
        if !(0..=9999).contains(&year) {
            return write!(f, "{year:05}-{month:02}-{day:02}T00:00:00.000000+00:00");
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

fn digits(place: &mut [u8], mut value: i64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

/// Days since 1970 to year, month, day (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(InstantVisitor)
    }
}

struct InstantVisitor;

impl serde::de::Visitor<'_> for InstantVisitor {
    type Value = Instant;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time with its offset such as 2026-03-01T09:30:00Z")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Instant, E> {
        Instant::read(text, Offset::Required).map_err(E::custom)
    }
}

impl utoipa::PartialSchema for Instant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .examples([serde_json::Value::from("2026-03-01T09:30:00.000000+00:00")])
            .into()
    }
}

impl utoipa::ToSchema for Instant {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_time_is_printed_with_microseconds_and_its_offset() {
        let at = Instant::read("2024-12-03T13:16:08.286549-05:00", Offset::Required).unwrap();
        assert_eq!(at.to_string(), "2024-12-03T18:16:08.286549+00:00");
    }

    #[test]
    fn a_bare_date_is_its_first_moment() {
        let at = Instant::read_body("2024-02-29").unwrap();
        assert_eq!(at.to_string(), "2024-02-29T00:00:00.000000+00:00");
        assert!(Instant::read_body("2023-02-29").is_err());
    }

    #[test]
    fn without_an_offset_it_is_utc_where_that_is_allowed() {
        assert_eq!(
            Instant::read("2024-05-01T10:00:00", Offset::Optional),
            Instant::read("2024-05-01T10:00:00Z", Offset::Required)
        );
        assert!(Instant::read("2024-05-01T10:00:00", Offset::Required).is_err());
    }

    #[test]
    fn a_time_is_read_back_from_json() {
        let at = Instant(1_733_249_768_286_549);
        assert_eq!(serde_json::from_str::<Instant>(&serde_json::to_string(&at).unwrap()).unwrap(), at);
        assert!(serde_json::from_str::<Instant>("\"yesterday\"").is_err());
    }

    proptest! {
        #[test]
        fn printing_agrees_with_the_library(micros in 0i64..253_402_207_200_000_000) {
            let at = Instant(micros);
            prop_assert_eq!(Instant::read(&at.to_string(), Offset::Required), Ok(at));
            let theirs = Timestamp::from_microsecond(micros).unwrap().strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string();
            prop_assert_eq!(at.to_string(), theirs);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            let _ = Instant::read(&text, Offset::Optional);
        }
    }
}
