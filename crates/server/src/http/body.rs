//! JSON bodies, as text for `domain::fields` to read.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;

use super::edge::check_json_depth;
use crate::app::{AppError, SharedApp};

/// The text of a JSON body.
pub struct JsonText(pub String);

impl FromRequest<SharedApp> for JsonText {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &SharedApp) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(is_json) {
            return Err(AppError::MediaType("send JSON with Content-Type: application/json".to_owned()));
        }
        read(request, app).await.map(Self)
    }
}

/// The text of a JSON body that may be left out: then it is `{}`.
pub struct MaybeJsonText(pub String);

impl FromRequest<SharedApp> for MaybeJsonText {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &SharedApp) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let json = kind.is_none_or(is_json);
        let text = read(request, app).await?;
        if text.trim().is_empty() {
            return Ok(Self("{}".to_owned()));
        }
        if !json {
            return Err(AppError::MediaType("send JSON with Content-Type: application/json".to_owned()));
        }
        Ok(Self(text))
    }
}

async fn read(request: Request, app: &SharedApp) -> Result<String, AppError> {
    let most = app.settings.json_bytes;
    let too_large = || AppError::TooLarge(format!("a JSON body has at most {most} bytes"));
    let bytes: Bytes = axum::body::to_bytes(request.into_body(), most).await.map_err(|_| too_large())?;
    let deepest = app.settings.json_depth;
    if check_json_depth(&bytes, deepest).is_err() {
        return Err(AppError::field("body", format!("must not nest deeper than {deepest}")));
    }
    String::from_utf8(bytes.into()).map_err(|_| AppError::field("body", "is not UTF-8"))
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
