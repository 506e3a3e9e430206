//! Query strings: every known name read, every unknown one refused, all at once.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::id::{AnyId, Id};
use domain::problem::Problems;
use domain::time::{Instant, Offset};
use domain::vocabulary::Vocabulary;
use store::page::{From, Page, Slice, Total};
use utoipa::IntoParams;

use super::envelope::Neighbours;
use crate::app::AppError;

/// Rows on a page unless asked otherwise, and at most (A3 of the API reference).
const DEFAULT_LIMIT: i64 = 25;
const LARGEST_LIMIT: i64 = 100;

/// The query of a request, read name by name.
#[derive(Debug, Clone)]
pub struct Query {
    path: String,
    pairs: Vec<(String, String)>,
    read: Vec<&'static str>,
    problems: Problems,
}

/// Which page of a list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `Query::paging` reads")]
pub struct PagingParams {
    /// Rows at most.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<i64>,
    /// Rows after this object (id or `ext-…`).
    starting_after: Option<String>,
    /// Rows before this object (id or `ext-…`); wins over `startingAfter`.
    ending_before: Option<String>,
    /// Rows to pass over.
    #[param(minimum = 0)]
    offset: Option<i64>,
}

/// Which page, before its cursor is looked up.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Rows at most.
    pub limit: i64,
    /// Rows to pass over.
    pub offset: i64,
    /// `endingBefore` or `startingAfter`.
    pub cursor: Option<Cursor>,
}

/// A named neighbour of the page.
#[derive(Debug, Clone)]
pub struct Cursor {
    /// The parameter it came in.
    pub field: &'static str,
    /// What it names.
    pub text: String,
}

impl Paging {
    /// The page, with ids of ours as keys. Lists that allow `ext-…` cursors look them up with `found`.
    pub async fn slice<T: Id, F>(&self, found: impl FnOnce(AnyId<T>) -> F) -> Result<Slice, AppError>
    where
        F: Future<Output = Result<Option<T>, AppError>>,
    {
        let from = match &self.cursor {
            None => From::Start,
            Some(cursor) => {
                let unknown =
                    || AppError::field(cursor.field, format!("{:?} is not in this list", cursor.text));
                let key = found(AnyId::read(&cursor.text)).await?.ok_or_else(unknown)?.key();
                if cursor.field == "endingBefore" { From::Before(key) } else { From::After(key) }
            }
        };
        Ok(Slice { limit: self.limit, offset: self.offset, from })
    }
}

impl Query {
    /// Reads the query of a path (`/api/people`, `limit=5&…`).
    pub fn new(path: &str, query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self { path: path.to_owned(), pairs, read: Vec::new(), problems: Problems::new() }
    }

    /// Adds a problem of a parameter.
    pub fn refuse(&mut self, name: &str, message: impl std::convert::Into<String>) {
        self.problems.push(name, message);
    }

    /// The single value of a parameter.
    pub fn one(&mut self, name: &'static str) -> Option<String> {
        let mut values = self.raw(name);
        if values.len() > 1 {
            self.refuse(name, "must be given once");
        }
        values.pop()
    }

    /// Every value of a parameter: repeated or as a comma list.
    pub fn list(&mut self, name: &'static str) -> Vec<String> {
        let values = self.list_untrimmed(name);
        values.into_iter().map(|value| value.trim().to_owned()).collect()
    }

    /// As `list`, with the spaces in front of each value, which stand for a `+`.
    pub fn list_untrimmed(&mut self, name: &'static str) -> Vec<String> {
        let values = self.raw(name);
        let split: Vec<String> = values
            .iter()
            .flat_map(|value| value.split(','))
            .map(|value| value.trim_end().to_owned())
            .collect();
        if split.iter().any(String::is_empty) {
            self.refuse(name, "must not have empty entries");
        }
        split
    }

    /// Every value of a repeated parameter, in which commas are commas.
    pub fn repeated(&mut self, name: &'static str) -> Vec<String> {
        let values = self.raw(name);
        if values.iter().any(|value| value.trim().is_empty()) {
            self.refuse(name, "must not be empty");
        }
        values
    }

    /// Words of a vocabulary; `null` asks for rows without one.
    pub fn words<V: Vocabulary>(&mut self, name: &'static str) -> Vec<Option<V>> {
        let mut words = Vec::new();
        for text in self.list(name).into_iter().filter(|text| !text.is_empty()) {
            if text == "null" {
                words.push(None);
                continue;
            }
            match V::read(&text) {
                Ok(word) => words.push(Some(word)),
                Err(unknown) => self.refuse(name, unknown.to_string()),
            }
        }
        words
    }

    /// A single word of a vocabulary.
    pub fn word<V: Vocabulary>(&mut self, name: &'static str) -> Option<V> {
        let text = self.one(name)?;
        match V::read(&text) {
            Ok(word) => Some(word),
            Err(unknown) => {
                self.refuse(name, unknown.to_string());
                None
            }
        }
    }

    /// True or false.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        match self.one(name)?.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.refuse(name, "must be true or false");
                None
            }
        }
    }

    /// What the total of a list may cost.
    pub fn total(&mut self) -> Total {
        if self.flag("exactTotal") == Some(true) { Total::Exact } else { Total::InTime }
    }

    /// A moment.
    pub fn instant(&mut self, name: &'static str, offset: Offset) -> Option<Instant> {
        let text = self.one(name)?;
        match Instant::read(&restore_plus(&text), offset) {
            Ok(instant) => Some(instant),
            Err(remedy) => {
                self.refuse(name, remedy);
                None
            }
        }
    }

    /// A whole number within bounds.
    pub fn integer(&mut self, name: &'static str, least: i64, most: i64) -> Option<i64> {
        let text = self.one(name)?;
        match text.parse() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                self.refuse(name, format!("must be a whole number from {least} to {most}"));
                None
            }
        }
    }

    /// Which page.
    pub fn paging(&mut self) -> Paging {
        let limit = self.integer("limit", 1, LARGEST_LIMIT).unwrap_or(DEFAULT_LIMIT);
        let offset = self.integer("offset", 0, i64::from(i32::MAX)).unwrap_or(0);
        let after = self.one("startingAfter").map(|text| Cursor { field: "startingAfter", text });
        let before = self.one("endingBefore").map(|text| Cursor { field: "endingBefore", text });
        Paging { limit, offset, cursor: before.or(after) }
    }

    /// Says what was wrong, unknown names included.
    pub fn finish(&mut self) -> Result<(), AppError> {
        let unknown: Vec<String> = self
            .pairs
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| !self.read.contains(&name.as_str()))
            .collect();
        for name in unknown {
            let known = self.read.join(", ");
            let hint = if known.is_empty() {
                "none is known here".to_owned()
            } else {
                format!("known here: {known}")
            };
            self.refuse(&name, format!("unknown parameter; {hint}"));
        }
        std::mem::take(&mut self.problems).into_result(()).map_err(AppError::from)
    }

    /// The addresses of the pages around a page whose rows begin and end with these ids.
    pub fn neighbours<T, I: std::fmt::Display>(&self, page: &Page<T>, id: impl Fn(&T) -> I) -> Neighbours {
        let to = |name: &str, row: Option<&T>| row.map(|row| self.address(name, &id(row).to_string()));
        Neighbours {
            next: to("startingAfter", page.rows.last()),
            previous: to("endingBefore", page.rows.first()),
        }
    }

    fn address(&self, cursor: &str, id: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.pairs {
            if !["startingAfter", "endingBefore", "offset"].contains(&name.as_str()) {
                query.append_pair(name, value);
            }
        }
        query.append_pair(cursor, id);
        format!("{}?{}", self.path, query.finish())
    }

    fn raw(&mut self, name: &'static str) -> Vec<String> {
        self.read.push(name);
        let values: Vec<String> =
            self.pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value.clone()).collect();
        if values.iter().any(String::is_empty) {
            self.refuse(name, "must not be empty");
            return Vec::new();
        }
        if values.iter().any(|value| value.contains('\0')) {
            self.refuse(name, "must not contain the character U+0000");
            return Vec::new();
        }
        values
    }
}

/// A `+` in a query arrives as a space: in an offset it can only have been a `+`.
fn restore_plus(text: &str) -> String {
    match text.rsplit_once(' ') {
        Some((before, after)) if before.contains('T') => format!("{before}+{after}"),
        _ => text.to_owned(),
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let path =
            parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |uri| &uri.0).path();
        Ok(Self::new(path, parts.uri.query().unwrap_or_default()))
    }
}

/// For operations without parameters: any that is sent is refused.
pub struct NoQuery;

impl<S: Sync> FromRequestParts<S> for NoQuery {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        Query::new(parts.uri.path(), parts.uri.query().unwrap_or_default()).finish()?;
        Ok(Self)
    }
}
