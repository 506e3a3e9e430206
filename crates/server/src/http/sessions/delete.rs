//! Sign out.

use axum::extract::{Request, State};
use axum::http::{HeaderName, header};
use axum::response::AppendHeaders;

use crate::app::{self, AppError, Caller, SharedApp, access};
use crate::http::auth::{self, CSRF_COOKIE, SESSION_COOKIE};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

type Headers = AppendHeaders<[(HeaderName, String); 2]>;

/// End the session of the token or cookie that is sent
#[utoipa::path(
    delete,
    path = "/api/sessions",
    tag = "access",
    operation_id = "deleteSession",
    responses((status = 200, body = One<SessionEnded>))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    _caller: Caller,
    _: NoQuery,
    request: Request,
) -> Result<(Headers, One<SessionEnded>), AppError> {
    let credential = auth::credential(request.headers(), request.method());
    let credential = credential.ok_or(AppError::Unauthenticated(access::NOTHING_SENT))?;
    app::sessions::sign_out(&app, &credential).await?;
    let gone = |name: &str| (header::SET_COOKIE, format!("{name}=; Path=/; SameSite=Lax; Max-Age=0"));
    Ok((AppendHeaders([gone(SESSION_COOKIE), gone(CSRF_COOKIE)]), one(SessionEnded { ended: true })))
}

/// That a session has ended.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct SessionEnded {
    /// True.
    pub ended: bool,
}
