//! A payment that somebody asked for during or after an interaction. Whoever collects it is told by the event, and says
//! where it can be paid and when it was.

use serde::Serialize;
use utoipa::ToSchema;

use super::{NAME_LENGTH, URL_LENGTH, money, web_address};
use crate::fields::Fields;
use crate::id::{Id, InteractionId, PaymentRequestId};
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::PaymentRequestStatus;

/// A payment that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentRequest {
    /// Its id.
    pub id: PaymentRequestId,
    /// The interaction it came up in.
    pub interaction_id: InteractionId,
    /// The sum, with two to four places.
    #[schema(example = "125.00")]
    pub amount: String,
    /// The currency (ISO 4217).
    #[schema(example = "USD")]
    pub currency: String,
    /// What it is for.
    pub reason: Option<String>,
    /// How far it is.
    pub status: PaymentRequestStatus,
    /// Where it can be paid.
    pub url: Option<String>,
    /// Who asked for it.
    pub created_by: CreatedBy,
    /// When.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a new payment request.
#[derive(Debug, Clone)]
pub struct PaymentRequestDraft {
    amount: String,
    currency: String,
    reason: Option<String>,
    url: Option<String>,
}

impl PaymentRequestDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let amount = fields.spelled("amount", money::AMOUNT_LENGTH, money::positive);
        let currency = fields.spelled("currency", 3, money::currency);
        let reason = fields.text("reason", 0, NAME_LENGTH);
        let url = fields.spelled("url", URL_LENGTH, web_address);
        fields.require("amount", &amount);
        fields.require("currency", &currency);
        fields.finish(Self {
            amount: amount.value().unwrap_or_default(),
            currency: currency.value().unwrap_or_default(),
            reason: reason.value(),
            url: url.value(),
        })
    }

    /// A new request. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        interaction_id: InteractionId,
        created_by: CreatedBy,
        now: Instant,
    ) -> PaymentRequest {
        PaymentRequest {
            id: PaymentRequestId::of(0),
            interaction_id,
            amount: self.amount,
            currency: self.currency,
            reason: self.reason,
            status: PaymentRequestStatus::Open,
            url: self.url,
            created_by,
            created_at: now,
            updated_at: None,
        }
    }
}

/// What a body says has become of a payment request.
#[derive(Debug, Clone)]
pub struct PaymentRequestChange {
    status: Patch<PaymentRequestStatus>,
    url: Patch<String>,
}

impl PaymentRequestChange {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let change =
            Self { status: fields.word("status"), url: fields.spelled("url", URL_LENGTH, web_address) };
        if change.status == Patch::Null {
            fields.refuse("status", "cannot be cleared");
        }
        fields.finish(change)
    }

    /// The request after it.
    pub fn merge(self, before: &PaymentRequest, now: Instant) -> PaymentRequest {
        let before = before.clone();
        PaymentRequest {
            status: self.status.value().unwrap_or(before.status),
            url: self.url.over(before.url),
            updated_at: Some(now),
            ..before
        }
    }
}
