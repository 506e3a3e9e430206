//! Sign in.

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::AppendHeaders;
use domain::fields::Fields;
use domain::patch::Patch;
use domain::time::Instant;
use domain::user::User;

use crate::app::sessions::{Opened, Password};
use crate::app::{self, AppError, SharedApp};
use crate::http::auth::{CSRF_COOKIE, SESSION_COOKIE};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

type Headers = AppendHeaders<[(HeaderName, String); 3]>;

/// Sign in; the answer also sets the session as a cookie
#[utoipa::path(
    post,
    path = "/api/sessions",
    tag = "access",
    operation_id = "createSession",
    request_body = inline(SignInBody),
    responses((status = 200, body = One<SessionShown>)),
    security(())
)]
pub async fn handle(
    State(app): State<SharedApp>,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<(Headers, One<SessionShown>), AppError> {
    let (user, opened) = app::sessions::sign_in(&app, read(&body)?).await?;
    let headers = cookies(&opened, app.settings.secure_cookies);
    let Opened { token, csrf: csrf_token, expires_at, .. } = opened;
    Ok((headers, one(SessionShown { token, user, expires_at, csrf_token })))
}

/// What one signs in with.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct SignInBody {
    email: String,
    password: String,
    /// Needed only where several companies know the address.
    company_id: Option<String>,
}

/// A session as it is seen once.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionShown {
    /// To be sent as `Authorization: Bearer`.
    pub token: String,
    /// Who signed in.
    pub user: User,
    /// When it ends.
    pub expires_at: Instant,
    /// To be sent as `X-CSRF-Token` with every change by cookie.
    pub csrf_token: String,
}

fn read(body: &str) -> Result<Password, AppError> {
    let mut fields = Fields::read(body)?;
    let (email, password) = (fields.text("email", 1, 254), fields.text("password", 1, 1000));
    fields.require("email", &email);
    fields.require("password", &password);
    let company = match fields.text("companyId", 1, 100).value().map(|text| text.parse()) {
        Some(Ok(company)) => Some(company),
        Some(Err(_)) => {
            fields.refuse("companyId", "must be the id of a company");
            None
        }
        None => None,
    };
    let (Patch::Value(email), Patch::Value(password)) = (email, password) else {
        return Err(fields.into_problems().into());
    };
    Ok(fields.finish(Password { email, password, company })?)
}

fn cookies(opened: &Opened, secure: bool) -> Headers {
    let rest =
        format!("Path=/; SameSite=Lax; Max-Age={}{}", opened.seconds, if secure { "; Secure" } else { "" });
    AppendHeaders([
        (header::SET_COOKIE, format!("{SESSION_COOKIE}={}; HttpOnly; {rest}", opened.token)),
        // Pages read this one to send it back as a header, which no other site's page can.
        (header::SET_COOKIE, format!("{CSRF_COOKIE}={}; {rest}", opened.csrf)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ])
}
