//! Who asks: the key or token of a request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::{AppError, Caller, SharedApp};

impl FromRequestParts<SharedApp> for Caller {
    type Rejection = AppError;

    async fn from_request_parts(_parts: &mut Parts, _app: &SharedApp) -> Result<Self, AppError> {
        Err(AppError::Unauthenticated("send X-API-KEY or Authorization: Bearer"))
    }
}
