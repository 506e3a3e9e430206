//! Lists: filters, words, orders, pages.

mod filters;
pub mod model;
mod pages;
mod random;
mod words;
