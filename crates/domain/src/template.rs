//! Templates: what is said (a descriptor), and how it is said (its versions).

mod content;

pub use content::{PART_LENGTH, Part, TemplateContent};
