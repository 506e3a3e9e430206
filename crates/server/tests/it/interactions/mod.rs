//! One interaction: recorded, changed, linked, deleted.

mod change;
mod delete;
mod record;
mod references;
mod requests;
mod rules;
mod searchable;
