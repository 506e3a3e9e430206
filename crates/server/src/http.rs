//! HTTP: extract, call one use case, present. `axum` stops here.

pub mod apikeys;
pub mod auth;
pub mod body;
pub mod cases;
pub mod company;
pub mod contacts;
pub mod docs;
pub mod edge;
pub mod envelope;
pub mod events;
pub mod health;
pub mod idempotency;
pub mod interactions;
pub mod loans;
pub mod notes;
pub mod oauth;
pub mod openapi;
pub mod path;
pub mod people;
pub mod problem;
pub mod query;
pub mod roles;
pub mod router;
pub mod serve;
pub mod sessions;
pub mod users;
