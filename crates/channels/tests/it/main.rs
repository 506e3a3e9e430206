//! The drivers, against programs of other people where there are any, and against a fake of our own where not.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a story may panic, and says why it is skipped"
)]
#![expect(unreachable_pub, reason = "one binary: what its parts share is seen nowhere else")]

mod behaviour;
mod bounces;
mod email;
mod sendgrid;
mod smpp;
mod support;
mod twilio;
