//! Templates: what is said (a descriptor), how it is said (its versions), and what is asked of them.

mod content;
mod descriptor;
mod rendering;
mod version;

pub use content::{PART_LENGTH, Part, TemplateContent};
pub use descriptor::{DescriptorDraft, LANGUAGE, TemplateDescriptor, is_free};
pub use rendering::{Named, RenderDraft};
pub use version::{TemplateVersion, VersionDraft};
