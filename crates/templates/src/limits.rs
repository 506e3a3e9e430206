//! How much a template may ask for. Each limit stands far above what letters of a lender need.

/// Tokens between `{{` and `}}` or `{%` and `%}`. The parser and the compiler call themselves once for each in the
/// worst case, so this keeps the stack small.
pub(crate) const TOKENS: usize = 200;
/// `if`, `elif`, `for` and `with` around one place; an `elif` stands inside its `if`.
pub(crate) const NESTING: usize = 50;
/// Steps of the engine.
pub(crate) const STEPS: u64 = 20_000;
/// Bytes that the filters of one rendering look at in all.
pub(crate) const FILTERED_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of the facts, as JSON.
pub(crate) const CONTEXT_BYTES: usize = 64 * 1024;
/// Bytes of a rendered part.
pub(crate) const OUTPUT_BYTES: usize = 1024 * 1024;
/// Pages of a letter.
pub(crate) const PAGES: usize = 60;
