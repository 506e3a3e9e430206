//! Notes, under people, cases and interactions.

pub mod body;
pub mod case;
pub mod interaction;
pub mod person;
