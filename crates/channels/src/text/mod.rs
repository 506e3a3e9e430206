//! What every driver of texts knows: how a text is cut into segments, and which words stop it.

mod encoding;
mod words;

pub use encoding::{Encoded, Encoding, decode_gsm7, decode_ucs2, encode};
pub use words::{Heard, heard};
