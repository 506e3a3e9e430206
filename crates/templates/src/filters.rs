//! What a template may do with a value.

mod dates;
mod money;

use domain::phone;
use minijinja::value::{Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State, filters, tests};

use crate::limits;

/// Every filter there is.
pub(crate) const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "count",
    "d",
    "date",
    "default",
    "first",
    "int",
    "join",
    "last",
    "length",
    "lower",
    "money",
    "phone",
    "round",
    "title",
    "trim",
    "upper",
];

/// Every test there is.
pub(crate) const TESTS: &[&str] =
    &["defined", "even", "none", "number", "odd", "sequence", "string", "undefined"];

/// Gives an environment the filters and tests, and nothing else.
pub(crate) fn add_to(environment: &mut Environment<'_>) {
    environment.add_filter("upper", |state: &mut State<'_, '_>, value: &Value| {
        change(state, value, str::to_uppercase)
    });
    environment.add_filter("lower", |state: &mut State<'_, '_>, value: &Value| {
        change(state, value, str::to_lowercase)
    });
    environment.add_filter("capitalize", |state: &mut State<'_, '_>, value: &Value| {
        change(state, value, capitalize)
    });
    environment.add_filter("title", |state: &mut State<'_, '_>, value: &Value| {
        change(state, value, |text| text.split_inclusive(char::is_whitespace).map(capitalize).collect())
    });
    environment.add_filter("trim", |state: &mut State<'_, '_>, value: &Value| {
        change(state, value, |text| text.trim().to_owned())
    });
    environment
        .add_filter("phone", |state: &mut State<'_, '_>, value: &Value| change(state, value, national));
    environment.add_filter("join", join);
    environment.add_filter("money", money::money);
    environment.add_filter("date", dates::date);
    for name in ["default", "d"] {
        environment.add_filter(name, default);
    }
    for name in ["length", "count"] {
        environment.add_filter(name, filters::length);
    }
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("abs", filters::abs);
    environment.add_filter("int", filters::int);
    environment.add_filter("round", filters::round);
    add_tests(environment);
}

fn add_tests(environment: &mut Environment<'_>) {
    environment.add_test("defined", tests::is_defined);
    environment.add_test("undefined", tests::is_undefined);
    environment.add_test("none", tests::is_none);
    environment.add_test("number", tests::is_number);
    environment.add_test("string", tests::is_string);
    environment.add_test("sequence", tests::is_sequence);
    environment.add_test("even", tests::is_even);
    environment.add_test("odd", tests::is_odd);
}

/// What stands in place of a value that is undefined or null; itself null where that is, so that a further `default` is
/// heard. An `Option` would take null for nothing said.
fn default(value: &Value, others: Rest<Value>) -> Value {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => others.first().cloned().unwrap_or_else(|| Value::from("")),
        _ => value.clone(),
    }
}

fn change(
    state: &mut State<'_, '_>,
    value: &Value,
    change: impl FnOnce(&str) -> String,
) -> Result<String, Error> {
    let text = words(value)?;
    charge(state, text.len())?;
    Ok(change(&text))
}

fn join(state: &mut State<'_, '_>, list: &Value, between: Option<&Value>) -> Result<String, Error> {
    if list.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let between = between.map_or_else(|| Ok(String::new()), words)?;
    let mut joined = String::new();
    for (at, item) in list.try_iter()?.enumerate() {
        if at > 0 {
            joined.push_str(&between);
        }
        let word = words(&item)?;
        charge(state, between.len() + word.len())?;
        joined.push_str(&word);
        // A filter makes no larger text than the facts are, see `language`.
        if joined.len() > limits::CONTEXT_BYTES {
            return Err(invalid("join makes too long a text"));
        }
    }
    Ok(joined)
}

/// A word or a number as it is printed.
fn words(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::String | ValueKind::Number | ValueKind::Bool => Ok(value.to_string()),
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => {
            Err(invalid("this filter needs a word, and the value is null; put | default(\"\") before it"))
        }
        kind => Err(invalid(&format!("this filter needs a word, not a {kind}"))),
    }
}

fn capitalize(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters.as_str().to_lowercase().chars()).collect()
}

/// A US number as it is dialled at home; any other as it is.
fn national(text: &str) -> String {
    let Ok(number) = phone::normalise(text) else { return text.to_owned() };
    match number.strip_prefix("+1") {
        Some(rest) if rest.len() == 10 => format!("({}) {}-{}", &rest[..3], &rest[3..6], &rest[6..]),
        _ => number,
    }
}

/// Counts what the filters of one rendering look at.
fn charge(state: &mut State<'_, '_>, bytes: usize) -> Result<(), Error> {
    let looked_at = state.get_or_insert_extension(LookedAt(0));
    looked_at.0 = looked_at.0.saturating_add(bytes);
    if looked_at.0 > limits::FILTERED_BYTES {
        return Err(Error::from(ErrorKind::OutOfFuel));
    }
    Ok(())
}

struct LookedAt(usize);

fn invalid(message: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.to_owned())
}
