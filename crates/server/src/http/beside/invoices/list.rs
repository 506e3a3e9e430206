//! List the invoices of an interaction.

use axum::extract::State;
use domain::beside::Invoice;
use domain::id::{AnyId, InvoiceId};

use crate::app::{AppError, Caller, SharedApp, beside};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The invoices of an interaction, newest first
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/invoices",
    tag = "beside interactions",
    operation_id = "listInvoices",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        PagingParams
    ),
    responses((status = 200, body = Many<Invoice>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    mut query: Query,
) -> Result<Many<Invoice>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let of = AnyId::read(&interaction);
    let slice = paging.slice::<InvoiceId, _>(|id| beside::cursor::<Invoice>(&app, &caller, &of, id)).await?;
    let page = beside::list::<Invoice>(&app, &caller, &of, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
