//! The history of interactions: what it keeps of each, who sees which, and what is asked of it.

mod asked;
mod beside;
mod buttons;
mod matrix;
mod people;
mod record;
mod resources;
mod summed;
mod views;
