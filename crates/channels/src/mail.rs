//! What every way of mailing shares: mail is written (RFC 5322), addressed with tokens, read, and understood. Pure.

mod address;
mod automatic;
pub mod bounce;
mod complaint;
mod compose;
mod explain;
mod headers;
mod message;
mod quote;
mod reader;
mod text;
mod token;

pub use address::Addressing;
pub use automatic::why_automatic;
pub use complaint::Complaint;
pub use compose::{Composed, compose};
pub use explain::{Explained, explain};
pub use headers::{clean, further_headers};
pub use message::Mail;
pub use quote::without_quote;
pub use reader::Reader;
pub(crate) use text::fingerprint;
pub use token::{Purpose, Tokens};
