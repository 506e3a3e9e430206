//! `/hooks/{channelId}/…`: where providers call us. No credential is asked for but the signature, which the driver
//! checks on the raw bytes.

use axum::body::{Body, to_bytes};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use channels::HookRequest;
use domain::id::ChannelId;

use crate::app::{App, AppError, SharedApp, hooks};
use crate::http::path::Path;

/// Where they call.
pub const PATH: &str = "/hooks/{channelId}/{*path}";

/// Largest request, in bytes: mails come with their files, of up to 30 MB as JSON or multipart.
const LARGEST: usize = 40 * 1024 * 1024;

/// Keeps what a provider tells, then answers it.
pub async fn handle(
    State(app): State<SharedApp>,
    Path((channel, path)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, AppError> {
    let channel: ChannelId = channel.parse().map_err(|_| AppError::Missing("hook"))?;
    // Before the body is read: nobody fills our memory at an address that is not there.
    let company = hooks::owner(&app, channel).await?;
    let too_large = |_| AppError::TooLarge(format!("a callback has at most {LARGEST} bytes"));
    let body = to_bytes(body, LARGEST).await.map_err(too_large)?;
    let said = uri.path_and_query().map_or(uri.path(), |said| said.as_str());
    let request = HookRequest { path, url: address(&app, said), headers: texts(&headers), body };
    let answer = hooks::take(&app, company, channel, &request).await?;
    Ok(([(header::CONTENT_TYPE, answer.media_type)], answer.body).into_response())
}

/// As the provider was told it, never as the request says: a host is anybody's to write.
fn address(app: &App, said: &str) -> String {
    app.settings.public_url.as_ref().map_or_else(|| said.to_owned(), |url| url.join(said))
}

fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &axum::http::HeaderValue| value.to_str().ok().map(str::to_owned);
    headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?))).collect()
}
