//! What is kept beside an interaction.

mod imported;
pub mod invoices;
pub mod payment_requests;
pub mod qualifications;
pub mod survey_answers;
