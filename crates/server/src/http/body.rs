//! JSON bodies, as text for `domain::fields` to read.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::app::AppError;

/// Largest JSON body, in bytes (section 2 of the contract).
pub const LARGEST_JSON: usize = 5 * 1024 * 1024;

/// The text of a JSON body.
pub struct JsonText(pub String);

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(is_json) {
            return Err(AppError::MediaType("send JSON with Content-Type: application/json".to_owned()));
        }
        read(request).await.map(Self)
    }
}

/// The text of a JSON body that may be left out: then it is `{}`.
pub struct MaybeJsonText(pub String);

impl<S: Send + Sync> FromRequest<S> for MaybeJsonText {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let json = kind.is_none_or(is_json);
        let text = read(request).await?;
        if text.trim().is_empty() {
            return Ok(Self("{}".to_owned()));
        }
        if !json {
            return Err(AppError::MediaType("send JSON with Content-Type: application/json".to_owned()));
        }
        Ok(Self(text))
    }
}

async fn read(request: Request) -> Result<String, AppError> {
    let too_large = || AppError::TooLarge(format!("a JSON body has at most {LARGEST_JSON} bytes"));
    let bytes: Bytes =
        axum::body::to_bytes(request.into_body(), LARGEST_JSON).await.map_err(|_| too_large())?;
    String::from_utf8(bytes.into()).map_err(|_| AppError::field("body", "is not UTF-8"))
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
