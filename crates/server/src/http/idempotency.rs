//! `Idempotency-Key` on POST: the same request within a day answers what the first one answered.
//!
//! The claim on the key commits together with what the request changes, so a crash leaves both or
//! neither. A refusal commits nothing and is not remembered. Of several at once the first to commit is
//! carried out; the others wait for its answer.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::Claim;
use store::idempotency::Answer;
use tracing::Instrument;

use super::auth;
use crate::app::caller::OneClaim;
use crate::app::idempotency::{self, Before};
use crate::app::{AppError, Caller, SharedApp};

const NAME: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Longest key, in characters.
const LONGEST: usize = 255;

/// Passes a request on, once.
pub async fn pass(State(app): State<SharedApp>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(NAME) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(caller) = auth::authenticate(&parts, &app).await else {
        // Without a caller there is nobody to remember an answer for; the handler says what is wrong.
        return next.run(Request::from_parts(parts, body)).await;
    };
    let key = match key(&parts.headers) {
        Ok(key) => key,
        Err(error) => return error.into_response(),
    };
    let Ok(bytes) = to_bytes(body, app.settings.json_bytes).await else {
        let text = format!("a JSON body has at most {} bytes", app.settings.json_bytes);
        return AppError::TooLarge(text).into_response();
    };
    let target = parts.uri.path_and_query().map_or(parts.uri.path(), |target| target.as_str()).to_owned();
    let claim = idempotency::claim(
        &app,
        &caller,
        &key,
        &[parts.method.as_str().as_bytes(), target.as_bytes(), &bytes],
    );
    let mut request = Request::from_parts(parts, Body::from(bytes));
    match idempotency::before(&app, &caller, &claim).await {
        Err(error) => error.into_response(),
        Ok(Before::Answered(answer)) => replay(answer),
        Ok(Before::New) => {
            let claiming = Caller { claim: OneClaim::new(claim.clone()), ..caller.clone() };
            request.extensions_mut().insert(claiming);
            // A task of its own: when the caller leaves half way, the answer is there for its next try.
            let carried_out = tokio::spawn(carry_out(app, caller, claim, request, next).in_current_span());
            carried_out.await.unwrap_or_else(|error| match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => AppError::Unavailable("the server is stopping".to_owned()).into_response(),
            })
        }
    }
}

async fn carry_out(app: SharedApp, caller: Caller, claim: Claim, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.status().is_client_error() {
        return refused(&app, &caller, &claim, response).await;
    }
    remember(&app, &caller, claim, response).await
}

/// A refusal, unless the same request was carried out meanwhile: then that is why, and its answer counts.
async fn refused(app: &SharedApp, caller: &Caller, claim: &Claim, response: Response) -> Response {
    match idempotency::before(app, caller, claim).await {
        Ok(Before::New) => response,
        Ok(Before::Answered(answer)) => replay(answer),
        Err(error) => error.into_response(),
    }
}

fn key(headers: &HeaderMap) -> Result<String, AppError> {
    let mut values = headers.get_all(NAME).iter();
    let text = values.next().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let good = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if !good || values.next().is_some() {
        let text = format!("must be given once, with 1 to {LONGEST} visible ASCII characters");
        return Err(AppError::field("Idempotency-Key", text));
    }
    Ok(text.to_owned())
}

fn replay(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&answer.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

async fn remember(app: &SharedApp, caller: &Caller, claim: Claim, response: Response) -> Response {
    if !response.status().is_success() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return AppError::Unavailable("the answer broke off".to_owned()).into_response();
    };
    let answer = answer(parts.status, &parts.headers, &bytes);
    if let Err(error) = idempotency::remember(app, caller, claim, answer).await {
        // The change stands; a repetition will be told that it was made.
        tracing::warn!(cause = %error, "an answer could not be kept for its Idempotency-Key");
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// The answer as it may be kept: one that says that it must not be stored holds a secret.
fn answer(status: StatusCode, headers: &HeaderMap, bytes: &Bytes) -> Option<Answer> {
    if headers.get(header::CACHE_CONTROL).is_some_and(|value| value == "no-store") {
        return None;
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let body = String::from_utf8(bytes.to_vec()).ok()?;
    Some(Answer { status: status.as_u16(), content_type: kind.to_owned(), body })
}
