//! What a message says: a template's words with the facts put in, as HTML, plain text or PDF.
//!
//! Pure: no clock, no store, no I/O. Templates are written by people the house does not know, so they speak a part of
//! Jinja in which nothing takes long or grows large, see [`language`].

mod engine;
mod fault;
mod filters;
mod language;
mod limits;
mod markup;
mod message;
mod opt_out;
mod pdf;
mod plain;

pub use fault::{Fault, Reason};
pub use message::{Context, as_html, as_text, check, render};
pub use opt_out::says_how_to_opt_out;
pub use pdf::{Letter, Unprintable, letter};
