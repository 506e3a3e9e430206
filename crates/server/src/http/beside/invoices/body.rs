//! What bodies say.

use domain::vocabulary::InvoiceStatus;
use serde::Serialize;
use utoipa::ToSchema;

/// What a body says of a new one; `Beside::read` reads it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvoiceBody {
    /// Your own id of it; a line of an import that has one replaces the record that has it.
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    /// The number, as it is printed.
    #[schema(min_length = 1, max_length = 300)]
    number: String,
    /// A decimal number of at most four places.
    #[schema(max_length = 17, example = "125.00")]
    amount: String,
    /// ISO 4217.
    #[schema(min_length = 3, max_length = 3, example = "USD")]
    currency: String,
    /// Default open.
    status: Option<InvoiceStatus>,
    #[schema(format = Date)]
    issued_on: Option<String>,
    #[schema(format = Date)]
    due_on: Option<String>,
    /// Where it can be seen: https.
    #[schema(max_length = 2000, example = "https://example.com/invoices/42")]
    url: Option<String>,
}

/// Lines of an import; `beside::read_lines` reads them.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `beside::read_lines` reads")]
pub(super) struct InvoiceLines {
    #[schema(max_items = 1000, inline)]
    lines: Vec<InvoiceLine>,
}

/// A line of an import.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InvoiceLine {
    /// The interaction: its id, or `ext-` and its external id.
    interaction_id: String,
    #[serde(flatten)]
    record: InvoiceBody,
}
