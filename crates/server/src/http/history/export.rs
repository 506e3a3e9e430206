//! The history as a file.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use utoipa::IntoParams;

use super::params::{self, HistoryParams};
use crate::app::history::{self, export::Format};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::query::Query;

/// The rows in the file, for a progress bar.
const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// The same filters as a file, newest first; how many rows it has is in `x-total-count`
#[utoipa::path(
    get,
    path = "/api/history/export",
    tag = "history",
    operation_id = "exportHistory",
    params(HistoryParams, ExportParams),
    responses((status = 200, content(
        (String = "text/csv"),
        (String = "application/x-ndjson"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, AppError> {
    let looking = history::look(&app, &caller).await?;
    let format = read_format(&mut query);
    let chosen = params::read_ids(&mut query, "ids");
    let filter = params::read_filter(&app, &looking, &mut query, chosen).await?;
    let (rows, bits) = history::export::export(app, &caller, looking, filter, format).await?;
    let mut headers = HeaderMap::new();
    let media_type = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Ndjson => "application/x-ndjson",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(TOTAL, HeaderValue::from(rows));
    let name = format!("attachment; filename=\"history.{}\"", format.name());
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment")),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((headers, Body::from_stream(bits)).into_response())
}

/// How the file is written, and which rows are chosen.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `handle` reads")]
pub struct ExportParams {
    #[param(inline)]
    format: Option<FormatName>,
    /// Of the rows these alone: ids.
    ids: Option<Vec<String>>,
}

/// How a file is written.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents `format`")]
enum FormatName {
    Csv,
    Xlsx,
    Ndjson,
}

fn read_format(query: &mut Query) -> Format {
    match query.one("format").as_deref() {
        None | Some("csv") => Format::Csv,
        Some("xlsx") => Format::Xlsx,
        Some("ndjson") => Format::Ndjson,
        Some(_) => {
            query.refuse("format", "must be csv, xlsx or ndjson");
            Format::Csv
        }
    }
}
