//! The server: the only crate that knows HTTP.

pub mod app;
pub mod commands;
pub mod config;
pub mod http;
pub mod progress;
pub mod telemetry;
