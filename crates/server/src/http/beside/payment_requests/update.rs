//! Say what has become of a payment request.

use axum::extract::State;
use domain::beside::{PaymentRequest, PaymentRequestChange};
use domain::id::AnyId;
use domain::vocabulary::PaymentRequestStatus;
use utoipa::ToSchema;

use crate::app::beside::payment_requests;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Say what has become of a payment request: absent fields stay
#[utoipa::path(
    put,
    path = "/api/interactions/{interactionId}/payment-requests/{paymentRequestId}",
    tag = "beside interactions",
    operation_id = "updatePaymentRequest",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("paymentRequestId" = String, Path, description = "Id")
    ),
    request_body = inline(PaymentRequestChangeBody),
    responses((status = 200, body = One<PaymentRequest>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, id)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<PaymentRequest>, AppError> {
    let change = PaymentRequestChange::read(&body)?;
    let (interaction, id) = (AnyId::read(&interaction), AnyId::read(&id));
    Ok(one(payment_requests::update(&app, &caller, interaction, id, change).await?))
}

/// What a body may say has become of a payment request.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `PaymentRequestChange::read` reads")]
struct PaymentRequestChangeBody {
    status: Option<PaymentRequestStatus>,
    /// Where it can be paid: https.
    #[schema(max_length = 2000)]
    url: Option<String>,
}
