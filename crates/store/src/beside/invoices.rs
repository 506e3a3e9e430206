//! Invoices.

use domain::beside::Invoice;
use domain::id::{Id, InvoiceId};
use domain::vocabulary::InvoiceStatus;

use crate::Value;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::row::Row;

impl Kept for Invoice {
    type Id = InvoiceId;
    const TABLE: &'static str = "invoices";
    const COLUMNS: &'static str =
        "key, external_id, interaction, number, amount, currency, status, issued_on, due_on, url, created_at";

    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id()?,
            external_id: row.maybe_text()?,
            interaction_id: row.id()?,
            number: row.text()?,
            amount: row.text()?,
            currency: row.text()?,
            status: row.word(InvoiceStatus::parse)?,
            issued_on: row.maybe_text()?,
            due_on: row.maybe_text()?,
            url: row.maybe_text()?,
            created_at: row.instant()?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.external_id.clone().into(),
            self.interaction_id.key().into(),
            self.number.as_str().into(),
            self.amount.as_str().into(),
            self.currency.as_str().into(),
            self.status.as_str().into(),
            self.issued_on.clone().into(),
            self.due_on.clone().into(),
            self.url.clone().into(),
            self.created_at.into(),
        ]
    }
}
