//! `POST /oauth2/token`: client credentials of RFC 6749, section 4.4.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::problem::Problem;
use crate::app::{self, AppError, SharedApp};

/// Largest form, in bytes.
const LARGEST_FORM: usize = 65_536;

/// Exchange an API key for a token
#[utoipa::path(
    post,
    path = "/api/oauth2/token",
    tag = "access",
    operation_id = "createToken",
    description = "Client credentials of RFC 6749: client_id is the id of a key, client_secret the key, \
                   in the form or as HTTP Basic. Also at /oauth2/token.",
    request_body(content = inline(TokenForm), content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = Token),
        (status = 400, body = TokenRefusal),
        (status = 401, body = TokenRefusal),
    ),
    security(())
)]
pub async fn handle(State(app): State<SharedApp>, headers: HeaderMap, body: Bytes) -> Response {
    let client = match read(&headers, &body) {
        Ok(client) => client,
        Err(refusal) => return (*refusal).into_response(),
    };
    match app::sessions::token_for_key(&app, &client.id, &client.secret).await {
        Ok(opened) => {
            let token =
                Token { access_token: opened.token, token_type: "Bearer", expires_in: opened.seconds };
            // Section 5.1 asks for both headers.
            ([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], Json(token)).into_response()
        }
        Err(AppError::Unauthenticated(_)) => {
            bad_client("the client is not known, or its key was revoked").into_response()
        }
        Err(other) => other.into_response(),
    }
}

/// The form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct TokenForm {
    /// `client_credentials`.
    #[schema(pattern = "^client_credentials$")]
    grant_type: String,
    /// The id of a key, unless HTTP Basic carries it.
    client_id: Option<String>,
    /// The key, unless HTTP Basic carries it.
    client_secret: Option<String>,
}

/// A token.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Token {
    /// To be sent as `Authorization: Bearer`.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds until it ends.
    pub expires_in: i64,
}

/// A refusal in the words of RFC 6749, section 5.2, and in ours.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TokenRefusal {
    /// `invalid_client`, `invalid_request` or `unsupported_grant_type`.
    pub error: &'static str,
    /// What happened and what to do.
    pub error_description: &'static str,
    #[serde(flatten)]
    problem: Problem,
}

struct Client {
    id: String,
    secret: String,
}

fn read(headers: &HeaderMap, body: &Bytes) -> Result<Client, Box<TokenRefusal>> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let form = kind.split(';').next().unwrap_or_default().trim();
    if !form.eq_ignore_ascii_case("application/x-www-form-urlencoded") || body.len() > LARGEST_FORM {
        return Err(bad_request("send a form with Content-Type: application/x-www-form-urlencoded"));
    }
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let grant = one(&pairs, "grant_type")?.ok_or_else(|| bad_request("grant_type is missing"))?;
    let (id, secret) = (one(&pairs, "client_id")?, one(&pairs, "client_secret")?);
    if grant != "client_credentials" {
        let text = "only grant_type=client_credentials is known here";
        return Err(refusal(StatusCode::BAD_REQUEST, "unsupported_grant_type", text));
    }
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        if secret.is_some() {
            return Err(bad_request("send the client either in the form or as HTTP Basic"));
        }
        return basic(value).ok_or_else(|| bad_client("this is not HTTP Basic with a client and its key"));
    }
    match (id, secret) {
        (Some(id), Some(secret)) => Ok(Client { id, secret }),
        _ => Err(bad_client("send client_id and client_secret, in the form or as HTTP Basic")),
    }
}

/// A parameter, which section 3.2 allows once; an empty one counts as left out.
fn one(pairs: &[(String, String)], name: &str) -> Result<Option<String>, Box<TokenRefusal>> {
    let mut values = pairs.iter().filter(|(given, value)| given == name && !value.is_empty());
    let first = values.next().map(|(_, value)| value.clone());
    if values.next().is_some() {
        return Err(bad_request("a parameter is given twice"));
    }
    Ok(first)
}

/// Section 2.3.1: both halves are form-encoded before they are joined.
fn basic(value: &HeaderValue) -> Option<Client> {
    let (scheme, code) = value.to_str().ok()?.split_once(' ')?;
    let text = String::from_utf8(STANDARD.decode(code.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':').filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some(Client { id: plain(id), secret: plain(secret) })
}

fn bad_request(text: &'static str) -> Box<TokenRefusal> {
    refusal(StatusCode::BAD_REQUEST, "invalid_request", text)
}

fn bad_client(text: &'static str) -> Box<TokenRefusal> {
    refusal(StatusCode::UNAUTHORIZED, "invalid_client", text)
}

fn refusal(status: StatusCode, error: &'static str, text: &'static str) -> Box<TokenRefusal> {
    let problem = Problem { status: status.as_u16(), message: text.to_owned(), ..Problem::default() };
    Box::new(TokenRefusal { error, error_description: text, problem })
}

impl IntoResponse for TokenRefusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"switchboard\""));
        }
        response
    }
}
