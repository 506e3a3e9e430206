//! Take an invoice away.

use axum::extract::State;
use domain::beside::Invoice;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, beside};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take an invoice away from an interaction
#[utoipa::path(
    delete,
    path = "/api/interactions/{interactionId}/invoices/{invoiceId}",
    tag = "beside interactions",
    operation_id = "deleteInvoice",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("invoiceId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Invoice>)),
    extensions(("x-permission" = json!("interaction:delete")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, id)): Path<(String, String)>,
) -> Result<One<Invoice>, AppError> {
    let (interaction, id) = (AnyId::read(&interaction), AnyId::read(&id));
    Ok(one(beside::delete::<Invoice>(&app, &caller, interaction, id).await?))
}
