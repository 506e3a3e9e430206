//! Answers: `{status, message, data}` and pages of it.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use store::page::Page;
use utoipa::ToSchema;

/// One object.
#[derive(Debug, Serialize, ToSchema)]
pub struct One<T> {
    /// 200.
    pub status: u16,
    /// In words.
    pub message: &'static str,
    /// The object.
    pub data: T,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Many<T> {
    /// 200.
    pub status: u16,
    /// In words.
    pub message: &'static str,
    /// All rows of the list, or a lower bound where `totalIsExact` is false.
    #[schema(minimum = 0)]
    pub total: i64,
    /// Present and false where `total` is only a lower bound.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[serde(rename = "totalIsExact", serialize_with = "as_false")]
    #[schema(value_type = Option<bool>)]
    pub inexact: bool,
    /// Rows on this page.
    pub count: usize,
    /// Where the next page is; null at the end.
    pub next_url: Option<String>,
    /// Where the page before is; null at the start.
    pub previous_url: Option<String>,
    /// The rows.
    pub data: Vec<T>,
}

fn as_false<S: serde::Serializer>(inexact: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(!inexact)
}

/// An object in its envelope.
pub fn one<T>(data: T) -> One<T> {
    One { status: 200, message: "success", data }
}

impl<T: Serialize> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// Room for a page of 50 interactions, so that it is not copied while it grows.
const PAGE_BYTES: usize = 64 * 1024;

impl<T: Serialize> IntoResponse for Many<T> {
    fn into_response(self) -> Response {
        let mut text = Vec::with_capacity(if self.data.is_empty() { 256 } else { PAGE_BYTES });
        match serde_json::to_writer(&mut text, &self) {
            Ok(()) => ([(CONTENT_TYPE, "application/json")], text).into_response(),
            // Says what it is in the words of every other refusal.
            Err(_) => Json(self).into_response(),
        }
    }
}

/// The addresses of the neighbouring pages.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    /// The next page.
    pub next: Option<String>,
    /// The page before.
    pub previous: Option<String>,
}

/// A page in its envelope.
pub fn many<T, U>(page: Page<T>, neighbours: Neighbours, show: impl FnMut(T) -> U) -> Many<U> {
    Many {
        status: 200,
        message: "success",
        total: page.total,
        inexact: !page.exact,
        count: page.rows.len(),
        next_url: neighbours.next.filter(|_| page.more_after),
        previous_url: neighbours.previous.filter(|_| page.more_before),
        data: page.rows.into_iter().map(show).collect(),
    }
}
