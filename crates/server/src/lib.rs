//! The server: the only crate that knows HTTP.

pub mod app;
pub mod commands;
pub mod byte_range;
pub mod config;
pub mod http;
pub mod progress;
pub mod signed_url;
pub mod telemetry;
