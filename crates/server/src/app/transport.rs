//! What goes in and out in bulk: lines of files, whole stores.

mod csv_lines;
pub mod export;
pub mod import;
pub mod lines;
