//! The server: the only crate that knows HTTP.

pub mod app;
pub mod byte_range;
pub mod commands;
pub mod config;
pub mod http;
pub mod jobs;
pub mod live;
pub mod outbound;
pub mod progress;
pub mod signed_url;
pub mod telemetry;
