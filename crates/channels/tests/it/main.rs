//! The drivers against the outside world.

mod bounces;
mod support;
