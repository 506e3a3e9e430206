//! `GET /healthz`: whether the server can answer.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::problem::plain;
use crate::app::SharedApp;

/// 200 when the store answers.
pub async fn handle(State(app): State<SharedApp>) -> Response {
    match store::companies::all(&app.store).await {
        Ok(_) => Json(json!({"status": "ok"})).into_response(),
        Err(error) => {
            tracing::warn!(cause = %error, "the store does not answer");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the store does not answer; see the log")
        }
    }
}
