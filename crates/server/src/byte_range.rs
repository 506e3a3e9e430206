//! The `Range` header of a request (RFC 9110 section 14), so that a player can seek.

use std::ops::Range;

/// What of a body to answer with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByteRange {
    /// All of it, with status 200.
    Whole,
    /// These bytes, with status 206.
    Part(Range<u64>),
    /// Nothing of it exists: status 416.
    Unsatisfiable,
}

impl ByteRange {
    /// Reads the header for a body of `size` bytes.
    ///
    /// A header that is malformed or of another unit is ignored, as section 14.2 demands, and several
    /// ranges are answered with the whole, as it allows.
    pub fn parse(header: Option<&str>, size: u64) -> Self {
        let Some((unit, set)) = header.and_then(|header| header.split_once('=')) else {
            return Self::Whole;
        };
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        // Empty elements of a list count for nothing (section 5.6.1.2).
        let mut ranges = set.split(',').map(str::trim).filter(|range| !range.is_empty());
        match (ranges.next(), ranges.next()) {
            (Some(range), None) => one(range, size).unwrap_or(Self::Whole),
            _ => Self::Whole,
        }
    }

    /// The `Content-Range` header of the answer (section 14.4), for all but the whole.
    pub fn content_range(&self, size: u64) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Part(part) => Some(format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1))),
            Self::Unsatisfiable => Some(format!("bytes */{size}")),
        }
    }
}

fn one(range: &str, size: u64) -> Option<ByteRange> {
    let (first, last) = range.split_once('-')?;
    if first.is_empty() {
        return Some(suffix(number(last)?, size));
    }
    let first = number(first)?;
    let last = if last.is_empty() { u64::MAX } else { number(last)? };
    if last < first {
        return None;
    }
    if first >= size {
        return Some(ByteRange::Unsatisfiable);
    }
    Some(ByteRange::Part(first..last.saturating_add(1).min(size)))
}

fn suffix(length: u64, size: u64) -> ByteRange {
    match (length, size) {
        (0, _) => ByteRange::Unsatisfiable,
        // Satisfiable, but no Content-Range can say "none of none".
        (_, 0) => ByteRange::Whole,
        _ => ByteRange::Part(size.saturating_sub(length)..size),
    }
}

/// Digits alone; a number past 64 bits is past the end of every body.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ByteRange::{self, Part, Unsatisfiable, Whole};

    #[test]
    fn the_examples_of_the_rfc_hold() {
        for (header, expected) in [
            ("bytes=0-499", Part(0..500)),
            ("bytes=500-999", Part(500..1000)),
            ("bytes=-500", Part(9500..10_000)),
            ("bytes=9500-", Part(9500..10_000)),
            ("bytes=0-0", Part(0..1)),
            ("bytes=0-0,-1", Whole),
            ("bytes=9999-20000", Part(9999..10_000)),
            ("bytes=-20000", Part(0..10_000)),
            ("bytes=10000-", Unsatisfiable),
            ("bytes=10000-10001", Unsatisfiable),
            ("bytes=-0", Unsatisfiable),
            ("Bytes= 0-1 ,", Part(0..2)),
            ("bytes=0-99999999999999999999999", Part(0..10_000)),
            ("bytes=99999999999999999999999-", Unsatisfiable),
        ] {
            assert_eq!(ByteRange::parse(Some(header), 10_000), expected, "{header}");
        }
    }

    #[test]
    fn what_is_malformed_is_ignored() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=1",
            "items=0-1",
            "bytes=0x1-2",
            "bytes=1-2-3",
            "bytes=٣-٤",
            "bytes=,",
        ] {
            assert_eq!(ByteRange::parse(Some(header), 10_000), Whole, "{header}");
        }
        assert_eq!(ByteRange::parse(None, 10_000), Whole);
    }

    #[test]
    fn nothing_can_be_cut_from_an_empty_body() {
        assert_eq!(ByteRange::parse(Some("bytes=0-"), 0), Unsatisfiable);
        assert_eq!(ByteRange::parse(Some("bytes=-5"), 0), Whole);
    }

    #[test]
    fn the_answer_names_what_it_holds() {
        assert_eq!(Part(0..500).content_range(1234), Some("bytes 0-499/1234".to_owned()));
        assert_eq!(Unsatisfiable.content_range(1234), Some("bytes */1234".to_owned()));
        assert_eq!(Whole.content_range(1234), None);
    }

    proptest! {
        #[test]
        fn a_part_always_lies_within_the_body(header in "bytes=[0-9]{0,21}-[0-9]{0,21}", size: u64) {
            if let Part(part) = ByteRange::parse(Some(&header), size) {
                prop_assert!(part.start < part.end && part.end <= size);
            }
        }
    }
}
