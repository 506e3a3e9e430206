//! Ask for a payment.

use axum::extract::State;
use domain::beside::{PaymentRequest, PaymentRequestDraft};
use domain::id::AnyId;
use utoipa::ToSchema;

use crate::app::beside::payment_requests;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Ask for a payment about an interaction; whoever collects it is told by the event `paymentRequest.created`
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/payment-requests",
    tag = "beside interactions",
    operation_id = "createPaymentRequest",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(PaymentRequestBody),
    responses((status = 200, body = One<PaymentRequest>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<PaymentRequest>, AppError> {
    let draft = PaymentRequestDraft::read(&body)?;
    Ok(one(payment_requests::create(&app, &caller, AnyId::read(&interaction), draft).await?))
}

/// What a body says of a new payment request.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `PaymentRequestDraft::read` reads")]
struct PaymentRequestBody {
    /// A decimal number of at most four places, more than 0.
    #[schema(max_length = 17, example = "125.00")]
    amount: String,
    /// ISO 4217.
    #[schema(min_length = 3, max_length = 3, example = "USD")]
    currency: String,
    /// What it is for.
    #[schema(max_length = 300)]
    reason: Option<String>,
    /// Where it can be paid: https.
    #[schema(max_length = 2000, example = "https://example.com/pay/42")]
    url: Option<String>,
}
