//! Add an invoice to an interaction.

use axum::extract::State;
use domain::beside::{self, Invoice};
use domain::id::AnyId;

use super::body::InvoiceBody;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Add an invoice to an interaction
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/invoices",
    tag = "beside interactions",
    operation_id = "createInvoice",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(InvoiceBody),
    responses((status = 200, body = One<Invoice>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Invoice>, AppError> {
    let draft = beside::read::<Invoice>(&body)?;
    Ok(one(app::beside::create::<Invoice>(&app, &caller, AnyId::read(&interaction), draft).await?))
}
