//! Payments that were asked for.

use domain::beside::PaymentRequest;
use domain::id::{Id, PaymentRequestId};
use domain::interaction::CreatedBy;
use domain::vocabulary::PaymentRequestStatus;

use crate::Value;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::row::Row;

impl Kept for PaymentRequest {
    type Id = PaymentRequestId;
    const TABLE: &'static str = "payment_requests";
    const COLUMNS: &'static str = "key, interaction, amount, currency, reason, status, url, created_by_kind, \
         created_by_id, created_by_name, created_at, updated_at";

    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id()?,
            interaction_id: row.id()?,
            amount: row.text()?,
            currency: row.text()?,
            reason: row.maybe_text()?,
            status: row.word(PaymentRequestStatus::parse)?,
            url: row.maybe_text()?,
            created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
            created_at: row.instant()?,
            updated_at: row.maybe_instant()?,
        })
    }

    fn values(&self) -> Vec<Value> {
        let by = &self.created_by;
        vec![
            self.interaction_id.key().into(),
            self.amount.as_str().into(),
            self.currency.as_str().into(),
            self.reason.clone().into(),
            self.status.as_str().into(),
            self.url.clone().into(),
            by.descriptor.as_str().into(),
            by.id.clone().into(),
            by.name.clone().unwrap_or_default().into(),
            self.created_at.into(),
            self.updated_at.into(),
        ]
    }
}
