//! An invoice that belongs with an interaction.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Beside, NAME_LENGTH, URL_LENGTH, money, web_address};
use crate::fields::Fields;
use crate::id::{Id, InteractionId, InvoiceId};
use crate::patch::Patch;
use crate::time::Instant;
use crate::vocabulary::InvoiceStatus;

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invoice {
    /// Its id.
    pub id: InvoiceId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// The interaction it belongs with.
    pub interaction_id: InteractionId,
    /// Its number, as it is printed.
    pub number: String,
    /// The sum, with two to four places.
    #[schema(example = "125.00")]
    pub amount: String,
    /// The currency (ISO 4217).
    #[schema(example = "USD")]
    pub currency: String,
    /// How far it is.
    pub status: InvoiceStatus,
    /// The day it was issued.
    #[schema(format = Date)]
    pub issued_on: Option<String>,
    /// The day it is due.
    #[schema(format = Date)]
    pub due_on: Option<String>,
    /// Where it can be seen.
    pub url: Option<String>,
    /// When it was recorded here.
    pub created_at: Instant,
}

/// What a body says about an invoice.
#[derive(Debug, Clone)]
pub struct InvoiceDraft {
    external_id: Patch<String>,
    number: Patch<String>,
    amount: Patch<String>,
    currency: Patch<String>,
    status: Patch<InvoiceStatus>,
    issued_on: Patch<String>,
    due_on: Patch<String>,
    url: Patch<String>,
}

impl Beside for Invoice {
    type Id = InvoiceId;
    type Draft = InvoiceDraft;
    const NAME: &'static str = "invoice";

    fn read(fields: &mut Fields<'_>) -> InvoiceDraft {
        let draft = InvoiceDraft {
            external_id: fields.external_id(),
            number: fields.text("number", 1, NAME_LENGTH),
            amount: fields.spelled("amount", money::AMOUNT_LENGTH, money::amount),
            currency: fields.spelled("currency", 3, money::currency),
            status: fields.word("status"),
            issued_on: fields.date("issuedOn"),
            due_on: fields.date("dueOn"),
            url: fields.spelled("url", URL_LENGTH, web_address),
        };
        fields.require("number", &draft.number);
        fields.require("amount", &draft.amount);
        fields.require("currency", &draft.currency);
        draft
    }

    fn create(draft: InvoiceDraft, interaction_id: InteractionId, now: Instant) -> Self {
        Self {
            id: InvoiceId::of(0),
            external_id: draft.external_id.value(),
            interaction_id,
            number: draft.number.value().unwrap_or_default(),
            amount: draft.amount.value().unwrap_or_default(),
            currency: draft.currency.value().unwrap_or_default(),
            status: draft.status.value().unwrap_or(InvoiceStatus::Open),
            issued_on: draft.issued_on.value(),
            due_on: draft.due_on.value(),
            url: draft.url.value(),
            created_at: now,
        }
    }

    fn with_id(self, id: InvoiceId) -> Self {
        Self { id, ..self }
    }

    fn id(&self) -> InvoiceId {
        self.id
    }

    fn interaction(&self) -> InteractionId {
        self.interaction_id
    }

    fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref()
    }
}
