//! The pages: built by `web/`, carried in the program, told to browsers once and kept by them.

use axum::body::Body;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::plain;
use crate::app::secret::hex;

/// What the pages may load and do. Styles may stand in the page: the component library puts them there, and so do emails
/// in their frames, which have no scripts and a stricter policy of their own. A letter is shown in a frame from what the
/// page holds of it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: https:; font-src 'self'; connect-src 'self'; media-src 'self'; worker-src 'self'; \
     manifest-src 'self'; frame-src blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Files under this have their content's hash in their name: they never change.
const HASHED: &str = "assets/";
/// Where no page is: what is not found there is told as the API tells it.
const NOT_PAGES: [&str; 6] = ["api", "hooks", "u", "oauth2", "healthz", "metrics"];
const NOTHING: &str = "there is nothing at this address; see /api/docs";
/// Encodings the build leaves beside each file, the smaller one first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// What `npm run build` made, if it was run before the program was built.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// Everything that is no other route: a file of the pages, or the page that finds its way by the address.
pub async fn handle(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    let reads = method == Method::GET || method == Method::HEAD;
    if !reads || NOT_PAGES.contains(&first) {
        return plain(StatusCode::NOT_FOUND, NOTHING);
    }
    if let Some(found) = file(path, &headers) {
        return found;
    }
    if path.starts_with(HASHED) {
        return plain(StatusCode::NOT_FOUND, "there is no such file; load the page again");
    }
    // A program that is mistaken about an address is told so; only who reads pages gets one.
    let wanted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !path.is_empty() && !wanted.contains("text/html") {
        return plain(StatusCode::NOT_FOUND, NOTHING);
    }
    file("index.html", &headers).unwrap_or_else(without_pages)
}

/// The program can be built, and its API used, without the tools that build pages.
fn without_pages() -> Response {
    let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Switchboard</title>\
         <p>This program was built without its pages: run <code>make build</code>. \
         The API is at <a href=\"/api/docs\">/api/docs</a>.";
    (StatusCode::OK, [(CONTENT_SECURITY_POLICY, POLICY)], Html(page)).into_response()
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || ENCODINGS.iter().any(|(_, ending)| path.ends_with(ending)) {
        return None;
    }
    let plain = Built::get(path)?;
    let tag = format!("\"{}\"", hex(&plain.metadata.sha256_hash()[..16]));
    let cached = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        smallest(path, plain, headers)
    };
    let told = response.headers_mut();
    for (name, value) in
        [(CACHE_CONTROL, cached), (ETAG, &tag), (VARY, "accept-encoding"), (CONTENT_SECURITY_POLICY, POLICY)]
    {
        if let Ok(value) = value.parse() {
            told.insert(name, value);
        }
    }
    Some(response)
}

/// The file in the smallest form that the browser takes.
fn smallest(path: &str, plain: EmbeddedFile, headers: &HeaderMap) -> Response {
    let media_type = media_type(path);
    let taken = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes =
        |name: &str| taken.split(',').any(|one| one.split(';').next().unwrap_or_default().trim() == name);
    for (name, ending) in ENCODINGS {
        if takes(name)
            && let Some(file) = Built::get(&format!("{path}{ending}"))
        {
            let headers = [(CONTENT_TYPE, media_type), (CONTENT_ENCODING, name)];
            return (headers, Body::from(file.data)).into_response();
        }
    }
    ([(CONTENT_TYPE, media_type)], Body::from(plain.data)).into_response()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
