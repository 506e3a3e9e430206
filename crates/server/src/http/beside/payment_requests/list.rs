//! List the payments that were asked for about an interaction.

use axum::extract::State;
use domain::beside::PaymentRequest;
use domain::id::{AnyId, PaymentRequestId};

use crate::app::beside::{self, payment_requests};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The payments that were asked for about an interaction, newest first
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/payment-requests",
    tag = "beside interactions",
    operation_id = "listPaymentRequests",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        PagingParams
    ),
    responses((status = 200, body = Many<PaymentRequest>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    mut query: Query,
) -> Result<Many<PaymentRequest>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let of = AnyId::read(&interaction);
    let slice =
        paging.slice::<PaymentRequestId, _>(|id| payment_requests::cursor(&app, &caller, &of, id)).await?;
    let page = beside::list::<PaymentRequest>(&app, &caller, &of, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
