//! The answer of a part of the log, and what asks for one.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::events::{EventBody, Listing, Span};
use crate::http::query::Query;

/// Events at most, unless asked otherwise.
const DEFAULT_LIMIT: i64 = 100;
const LARGEST_LIMIT: i64 = 1000;

/// Events in the order of their numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Events {
    /// 200.
    status: u16,
    /// In words.
    message: &'static str,
    /// The events, ascending.
    data: Vec<EventBody>,
    /// The highest number looked at, hidden ones included: read on from here; `after` where there was nothing.
    #[schema(minimum = 0)]
    last: i64,
}

impl From<Listing> for Events {
    fn from(listing: Listing) -> Self {
        Self { status: 200, message: "success", data: listing.events, last: listing.last }
    }
}

impl IntoResponse for Events {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// Which part of the log.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `span` reads")]
pub struct SpanParams {
    /// Events after this number; the start of the log where it is left out.
    #[param(minimum = 0, default = 0)]
    after: Option<i64>,
    /// Events at most.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<i64>,
}

/// Reads which part of the log is asked for.
pub(super) fn span(query: &mut Query) -> Span {
    Span {
        after: query.integer("after", 0, i64::MAX).unwrap_or(0),
        limit: query.integer("limit", 1, LARGEST_LIMIT).unwrap_or(DEFAULT_LIMIT),
    }
}
