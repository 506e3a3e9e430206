//! The guard through its public door.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod book;
mod brute;
mod company;
mod consents;
mod counting_agrees;
mod dni;
mod holds;
mod hours;
mod limits;
mod overrides;
mod page;
mod replay;
mod states;
mod story;
mod third_parties;
mod vectors;
