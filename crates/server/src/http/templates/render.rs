//! Show a message without sending it.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::template::RenderDraft;
use domain::vocabulary::{Channel, RenderFormat, Subject};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::app::templates::Shown;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::query::Query;

const SUBJECT_LINE: HeaderName = HeaderName::from_static("x-subject-line");
/// What a template says runs nowhere and reaches nobody, least of all on our own origin.
const ALONE: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
);
const UNSAFE: &AsciiSet = &CONTROLS.add(b'%');

/// Show a message without sending it
#[utoipa::path(
    post,
    path = "/api/communicator/render",
    tag = "templates",
    operation_id = "renderMessage",
    params(("fmt" = inline(Option<RenderFormat>), Query, description = "`html` by default")),
    request_body = inline(super::render::RenderBody),
    responses((
        status = 200,
        description = "The message, bare. An email's subject line is in the header `X-Subject-Line`, percent-encoded",
        content((String = "text/html"), (String = "text/plain"), (String = "application/pdf"))
    )),
    extensions(("x-permission" = json!("communicator.template:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
    JsonText(body): JsonText,
) -> Result<Shown, AppError> {
    let format = query.word("fmt").unwrap_or_default();
    query.finish()?;
    let draft = RenderDraft::read(&body)?;
    app::templates::render(&app, &caller, draft, format).await
}

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        let kind = match self.format {
            RenderFormat::Text => "text/plain; charset=utf-8",
            RenderFormat::Html => "text/html; charset=utf-8",
            RenderFormat::Pdf => "application/pdf",
        };
        let mut response = self.bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CONTENT_SECURITY_POLICY, ALONE);
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let subject_line = self.subject_line.map(|line| utf8_percent_encode(&line, UNSAFE).to_string());
        if let Some(Ok(line)) = subject_line.map(|line| HeaderValue::from_str(&line)) {
            headers.insert(SUBJECT_LINE, line);
        }
        response
    }
}

/// What a message says and whom it is about. Every other field is a variable of the template.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `RenderDraft::read` reads")]
pub struct RenderBody {
    subject: Subject,
    channel: Channel,
    /// `en` by default.
    #[schema(pattern = "^[a-z]{2}$")]
    language: Option<String>,
    #[schema(min_length = 1, max_length = 64)]
    product_id: Option<String>,
    /// Becomes `person`.
    person_id: Option<String>,
    /// Becomes `contact`.
    contact_id: Option<String>,
    /// Becomes `loan`.
    loan_id: Option<String>,
    /// Becomes `loans`.
    loan_ids: Option<Vec<String>>,
    /// Becomes `case`.
    case_id: Option<String>,
    /// A version other than the active one.
    template_version_id: Option<String>,
    /// What it says, where no template does: `{subject, bodyText, bodyHtml}` or `{body}`.
    #[schema(value_type = Option<Object>)]
    content: Option<()>,
    /// Further variables.
    #[schema(value_type = Option<Object>)]
    context: Option<()>,
}
