//! The whole server, through its public door, on both stores.

#![expect(unreachable_pub, reason = "one binary: what its parts share is seen nowhere else")]

mod support;

mod audio;
mod convo;
mod interactions;
