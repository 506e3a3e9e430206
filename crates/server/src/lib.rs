//! The server: the only crate that knows HTTP.
