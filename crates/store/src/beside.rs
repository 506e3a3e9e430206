//! What is kept beside interactions. Who may read an interaction may read it; that is settled before these are asked.

mod invoices;
mod payment_requests;
mod qualifications;
mod survey_answers;

use domain::id::{CompanyId, Id, InteractionId};

use crate::Value;
use crate::kept::Which;

/// Those beside an interaction.
pub fn of(company: CompanyId, interaction: InteractionId) -> Which {
    Which::all(company).and("interaction = ?", [Value::Int(interaction.key())])
}

/// The one that its owner calls so.
pub fn called(company: CompanyId, external: &str) -> Which {
    Which::all(company).and("external_id = ?", [external.into()])
}
