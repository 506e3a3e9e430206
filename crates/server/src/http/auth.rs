//! Who asks: the key, token or cookie of a request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};

use super::edge::{ClientAddress, RateLimiter, Trail};
use crate::app::access::{self, Credential};
use crate::app::{AppError, Caller, SharedApp};

/// The cookie that holds a session's token.
pub const SESSION_COOKIE: &str = "switchboard_session";
/// The cookie that pages read to show that they may.
pub const CSRF_COOKIE: &str = "switchboard_csrf";
/// The header a change by cookie needs.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// How often each key and user may ask; in the extensions of requests where that is configured.
#[derive(Debug, Clone)]
pub struct Limiter(pub Arc<RateLimiter<String>>);

impl FromRequestParts<SharedApp> for Caller {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &SharedApp) -> Result<Self, AppError> {
        // The Idempotency-Key layer has to know who asks before the handler does.
        if let Some(caller) = parts.extensions.get::<Caller>() {
            return Ok(caller.clone());
        }
        authenticate(parts, app).await
    }
}

/// Who asks, by the first credential that is sent; a bad one is not made good by another.
pub(crate) async fn authenticate(parts: &Parts, app: &SharedApp) -> Result<Caller, AppError> {
    let credential =
        credential(&parts.headers, &parts.method).ok_or(AppError::Unauthenticated(access::NOTHING_SENT))?;
    let caller = access::authenticate(app, &credential, address(parts)).await?;
    let name = caller.key.clone().or_else(|| caller.actor.id.clone()).unwrap_or_default();
    if let Some(trail) = parts.extensions.get::<Trail>() {
        trail.identify(name.as_str(), caller.company.to_string());
    }
    if let Some(Limiter(limiter)) = parts.extensions.get::<Limiter>() {
        limiter.check(&name).map_err(|refusal| AppError::TooMany(refusal.retry_after.as_secs() + 1))?;
    }
    Ok(caller)
}

/// The first credential of a request.
pub(crate) fn credential(headers: &HeaderMap, method: &Method) -> Option<Credential> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default().to_owned());
    if let Some(key) = text("x-api-key").or_else(|| text("x_api_key")) {
        return Some(Credential::Key(key));
    }
    if let Some(value) = text(header::AUTHORIZATION.as_str()) {
        let (scheme, token) = value.split_once(' ').unwrap_or_default();
        // Another scheme is a credential that nobody knows.
        let token = if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" };
        return Some(Credential::Token(token.to_owned()));
    }
    let token = cookie(headers, SESSION_COOKIE)?;
    let changes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
    Some(Credential::Cookie { token, csrf: text(CSRF_HEADER), changes })
}

/// The address a request comes from, where it is known.
fn address(parts: &Parts) -> Option<String> {
    parts.extensions.get::<ClientAddress>().map(|address| address.0.to_string())
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, value)| value.to_owned())
}
