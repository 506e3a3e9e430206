//! Runs one text as a template.

use std::io;

use minijinja::value::{Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter,
};

use crate::fault::{At, Reason};
use crate::message::Context;
use crate::{filters, language, limits};

/// What `{{ }}` says of a value that is null; told apart from what is undefined.
const EMPTY: &str = "no value";
const HTML: &str = "html";

/// Whether a text is a template that is allowed here and compiles.
pub(crate) fn check(source: &str) -> Result<(), At> {
    language::check(source)?;
    environment().template_from_str(source).map(drop).map_err(|error| told(&error, source))
}

/// The template's words with the facts put in; `html` escapes what is put in.
pub(crate) fn render(source: &str, html: bool, facts: &Context) -> Result<String, At> {
    language::check(source)?;
    let environment = environment();
    let name = if html { HTML } else { "text" };
    let template = environment.template_from_named_str(name, source).map_err(|error| told(&error, source))?;
    let mut output = Bounded(Vec::new());
    template
        .render_captured_to(Value::from(Serde(facts.values())), &mut output)
        .map_err(|error| told(&error, source))?;
    String::from_utf8(output.0).map_err(|_| At { line: None, reason: Reason::TooLarge })
}

fn environment<'source>() -> Environment<'source> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_auto_escape_callback(|name| if name == HTML { AutoEscape::Html } else { AutoEscape::None });
    environment.set_fuel(Some(limits::STEPS));
    environment.set_formatter(print);
    // Without it an error does not say which variable it is about.
    environment.set_debug(true);
    filters::add_to(&mut environment);
    environment
}

/// Prints words, numbers and flags: a customer shall never read `none` or the insides of an object.
fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Undefined | ValueKind::Number | ValueKind::String | ValueKind::Bool => {
            escape_formatter(output, state, value)
        }
        ValueKind::None => Err(Error::new(ErrorKind::UndefinedError, EMPTY)),
        kind => {
            let message = format!("this is a {kind}, no word; print one of its values");
            Err(Error::new(ErrorKind::InvalidOperation, message))
        }
    }
}

/// What an error of the engine means, in our words and without the values.
pub(crate) fn told(error: &Error, source: &str) -> At {
    let detail = error.detail().unwrap_or_default();
    let reason = match (error.kind(), undefined(detail)) {
        (ErrorKind::OutOfFuel, _) => Reason::TooMuchWork,
        (ErrorKind::WriteFailure, _) => Reason::TooLarge,
        (ErrorKind::UndefinedError, _) if detail == EMPTY => Reason::Empty(expression(error, source)),
        (_, Some(name)) => Reason::Undefined(name.to_owned()),
        (ErrorKind::UndefinedError, None) => Reason::Undefined(expression(error, source)),
        (ErrorKind::SyntaxError | ErrorKind::BadEscape, _) => Reason::Syntax(said(error, detail)),
        // It would tell the two numbers.
        _ if detail.starts_with("unable to calculate") => {
            Reason::Invalid("this cannot be calculated".to_owned())
        }
        _ => Reason::Invalid(said(error, detail)),
    };
    At { line: error.line(), reason }
}

/// The variable in "`loan.name` is undefined".
fn undefined(detail: &str) -> Option<&str> {
    let (before, _) = detail.split_once("` is undefined")?;
    before.rsplit_once('`').map(|(_, name)| name)
}

/// The source of the failing expression; where a filter failed, of what it was put on.
fn expression(error: &Error, source: &str) -> String {
    let range = error.range().unwrap_or_default();
    let before = source.get(..range.start).unwrap_or_default().trim_end();
    if let Some(filtered) = before.strip_suffix('|') {
        let filtered = filtered.trim_end();
        let is_path = |c: char| c.is_alphanumeric() || "_.[]'\"".contains(c);
        return filtered.rsplit(|c| !is_path(c)).next().unwrap_or_default().to_owned();
    }
    let text = source.get(range).unwrap_or_default();
    text.trim_matches(|c: char| "{}%- ".contains(c)).to_owned()
}

fn said(error: &Error, detail: &str) -> String {
    if detail.is_empty() { error.kind().to_string() } else { detail.to_owned() }
}

/// Takes what fits and refuses the rest.
struct Bounded(Vec<u8>);

impl io::Write for &mut Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > limits::OUTPUT_BYTES {
            return Err(io::Error::other("too large"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
