//! The table of targets: add a row here and a few good inputs in `fuzz/corpus/NAME/`, nothing else.

/// A parser under attack.
pub(crate) struct Target {
    /// Its name on the command line and its folder in `fuzz/corpus/`.
    pub(crate) name: &'static str,
    /// Takes any bytes; panics when a promise is broken. Refusing the input is no failure.
    pub(crate) run: fn(&[u8]),
    /// Words of the language, put into inputs now and then: what chance would never spell.
    pub(crate) words: &'static [&'static str],
}

/// Every target. To come: `ids`, `times`, `filters`, `import_line`; then `example` goes.
pub(crate) const TARGETS: &[Target] = &[Target {
    name: "example",
    run: example,
    words: &["T", "Z", "+00:00", "-00:00", ".", "[UTC]", "9999", "24:00", "60"],
}];

/// Shows the shape: what was read and printed again reads as the same value.
fn example(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let Ok(time) = text.parse::<jiff::Timestamp>() else { return };
    let again = time.to_string().parse::<jiff::Timestamp>();
    assert_eq!(again.ok(), Some(time), "printing {text:?} and reading it again gives another time");
}
