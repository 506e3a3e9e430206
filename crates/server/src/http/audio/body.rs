//! How audio is wanted, and the two ways a link is given out.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::http::query::Query;
use crate::signed_url::Disposition;

/// The bytes of an audio file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it documents what `FileBody` reads here")]
pub struct AudioBytes(Vec<u8>);

/// How the audio is wanted.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read_wanted` reads")]
pub struct ContentParams {
    /// `inline` (default): a browser plays it; `attachment`: it saves it.
    #[param(inline)]
    disposition: Option<DispositionKind>,
    /// Answer with the link instead of a redirect to it.
    #[param(default = false)]
    return_url: Option<bool>,
}

/// What a browser does with the audio.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents `disposition`")]
enum DispositionKind {
    Inline,
    Attachment,
}

/// How the audio is wanted, as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What a browser does with it.
    pub disposition: Disposition,
    /// Whether the link itself is the answer.
    pub return_url: bool,
}

/// Reads `disposition` and `returnUrl`.
pub fn read_wanted(query: &mut Query) -> Wanted {
    let disposition = match query.one("disposition").as_deref() {
        None | Some("inline") => Disposition::Inline,
        Some("attachment") => Disposition::Attachment,
        Some(_) => {
            query.refuse("disposition", "must be inline or attachment");
            Disposition::Inline
        }
    };
    Wanted { disposition, return_url: query.flag("returnUrl").unwrap_or(false) }
}

/// A link that works without a key.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkBody {
    /// It works for 15 minutes.
    pub url: String,
}

/// A link, given as a redirect or bare.
pub enum Given {
    /// In `Location`.
    Redirect(String),
    /// As `{"url"}`.
    Bare(LinkBody),
}

impl Given {
    /// The link as it is wanted.
    pub fn new(app: &App, headers: &HeaderMap, link: String, wanted: &Wanted) -> Self {
        if !wanted.return_url {
            return Given::Redirect(link);
        }
        let origin = origin(headers, app.settings.secure_cookies).unwrap_or_default();
        Given::Bare(LinkBody { url: format!("{origin}{link}") })
    }
}

impl IntoResponse for Given {
    fn into_response(self) -> Response {
        let mut response = match self {
            Given::Bare(body) => Json(body).into_response(),
            Given::Redirect(link) => {
                let mut response = StatusCode::FOUND.into_response();
                if let Ok(location) = HeaderValue::from_str(&link) {
                    response.headers_mut().insert(header::LOCATION, location);
                }
                response
            }
        };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Where the caller reached us, in its own words: it alone gets this answer, and the link is signed
/// without it, so a false word spoils nobody's link but its own.
fn origin(headers: &HeaderMap, tls: bool) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    if host.is_empty() || !host.bytes().all(good) {
        return None;
    }
    let forwarded = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let scheme = if tls || forwarded { "https" } else { "http" };
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_origin_is_where_the_caller_came_to() {
        assert_eq!(origin(&headers(&[("host", "a.b:80")]), false), Some("http://a.b:80".to_owned()));
        assert_eq!(origin(&headers(&[("host", "[::1]:80")]), true), Some("https://[::1]:80".to_owned()));
        let proxied = headers(&[("host", "a.b"), ("x-forwarded-proto", "https")]);
        assert_eq!(origin(&proxied, false), Some("https://a.b".to_owned()));
        assert_eq!(origin(&headers(&[("host", "a.b/x@y")]), false), None);
        assert_eq!(origin(&headers(&[]), false), None);
    }
}
