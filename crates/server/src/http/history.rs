//! `/api/history`

pub mod advisors;
pub mod buttons;
pub mod export;
pub mod get;
pub mod list;
mod named;
pub mod params;
pub mod press;
pub mod stream;
pub mod totals;
pub mod views;
