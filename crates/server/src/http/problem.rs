//! The one place where a refusal becomes an answer.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::InteractionId;
use domain::problem::{FieldError, Problems};
use domain::time::Instant;
use guard::Reason;
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

use crate::app::AppError;
use crate::app::error::Blocked;

/// A refusal: the code twice and what to do.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do.
    pub message: String,
    /// In words, for a validation error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'static str>,
    /// All bad fields in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every bad field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<BadField>>,
    /// When a message may be sent that Compliance Guard does not let pass now, where only time is in the way.
    #[serde(rename = "sendAt", skip_serializing_if = "Option::is_none")]
    pub send_at: Option<Instant>,
    /// The first rule in its way; null where something was missing before rules could be asked.
    #[serde(rename = "complianceGuardRuleId", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub compliance_guard_rule_id: Option<Option<String>>,
    /// The blocked interaction.
    #[serde(rename = "interactionId", skip_serializing_if = "Option::is_none")]
    pub interaction_id: Option<InteractionId>,
    /// Every rule in its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub reasons: Option<Vec<Reason>>,
}

/// One bad field.
#[derive(Debug, Serialize, ToSchema)]
pub struct BadField {
    /// Its name, as the caller spelled it.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl BadField {
    /// Every bad field of an input.
    pub fn all(problems: &Problems) -> Vec<Self> {
        let show = |error: &FieldError| Self { field: error.field.clone(), message: error.message.clone() };
        problems.fields().iter().map(show).collect()
    }
}

/// A refusal with a message alone.
pub fn plain(status: StatusCode, message: impl Into<String>) -> Response {
    let problem = Problem { status: status.as_u16(), message: message.into(), ..Problem::default() };
    (status, Json(problem)).into_response()
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        match self {
            AppError::Fields(problems) => {
                let errors = BadField::all(&problems);
                let problem = Problem {
                    status: 400,
                    message: format!("Validation error: {problems}"),
                    title: Some("Validation error"),
                    detail: Some(problems.to_string()),
                    errors: Some(errors),
                    ..Problem::default()
                };
                (StatusCode::BAD_REQUEST, Json(problem)).into_response()
            }
            AppError::Unauthenticated(text) => {
                let mut response = plain(StatusCode::UNAUTHORIZED, text);
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                response
            }
            AppError::Forbidden(text) => plain(StatusCode::FORBIDDEN, text),
            AppError::Missing(what) => plain(StatusCode::NOT_FOUND, format!("{what} not found")),
            AppError::Conflict(text) => plain(StatusCode::CONFLICT, text),
            AppError::TooLarge(text) => plain(StatusCode::PAYLOAD_TOO_LARGE, text),
            AppError::MediaType(text) => plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, text),
            AppError::Refused(text) => plain(StatusCode::UNPROCESSABLE_ENTITY, text),
            AppError::Blocked(blocked) => from_guard(*blocked),
            AppError::TooMany(seconds) => {
                let mut response = plain(StatusCode::TOO_MANY_REQUESTS, "too many requests; slow down");
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                response
            }
            AppError::Unavailable(text) => plain(StatusCode::SERVICE_UNAVAILABLE, text),
            AppError::Store(error) => from_store(&error),
        }
    }
}

fn from_guard(blocked: Blocked) -> Response {
    let problem = Problem {
        status: 422,
        message: blocked.message,
        send_at: blocked.send_at,
        compliance_guard_rule_id: Some(blocked.rule),
        interaction_id: Some(blocked.interaction),
        reasons: Some(blocked.reasons),
        ..Problem::default()
    };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response()
}

fn from_store(error: &StoreError) -> Response {
    // Of several requests with one Idempotency-Key all but one end so, and are answered as that one.
    if !matches!(error, StoreError::Claimed) {
        tracing::error!(cause = %error, "the store could not do it");
    }
    match error {
        StoreError::Full => plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "the disk of the store is full; nothing was saved; make room and try again",
        ),
        StoreError::Unavailable(_) => plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "the store is not reachable just now; it is not known whether this was saved; try again, \
             with an Idempotency-Key where it must not happen twice",
        ),
        StoreError::TooSlow => plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "this took longer than it may; narrow it by person or date",
        ),
        StoreError::Claimed => {
            plain(StatusCode::CONFLICT, "a request with this Idempotency-Key is being answered; try again")
        }
        StoreError::Taken(_) => plain(StatusCode::CONFLICT, "there is one like this already"),
        StoreError::Inconsistent(_) | StoreError::Broken(_) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "this is a defect of ours; the log has its cause")
        }
    }
}
