//! Lists: filters, words, orders, pages.

mod filters;
mod model;
mod pages;
mod random;
mod words;
