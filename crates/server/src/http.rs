//! HTTP: extract, call one use case, present. `axum` stops here.

pub mod auth;
pub mod body;
pub mod edge;
pub mod envelope;
pub mod health;
pub mod interactions;
pub mod path;
pub mod people;
pub mod problem;
pub mod query;
pub mod router;
pub mod serve;
