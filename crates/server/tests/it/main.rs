//! The whole server, through its public door, on both stores.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a story may panic, and says why it is skipped"
)]
#![expect(unreachable_pub, reason = "one binary: what its parts share is seen nowhere else")]

mod support;

mod access;
mod audio;
mod cases;
mod chats;
mod commands;
mod concurrency;
mod convo;
mod events;
mod facts;
mod failures;
mod guard;
mod history;
mod idempotency;
mod inbound;
mod interactions;
mod lists;
mod logs;
mod pages;
mod sending;
mod sensitive;
mod templates;
mod totals;
mod transport;
mod webhooks;
