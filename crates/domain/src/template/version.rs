//! A template version: the words. It is never edited; a change is a new version.

use serde::Serialize;
use utoipa::ToSchema;

use super::TemplateContent;
use crate::fields::Fields;
use crate::id::{TemplateDescriptorId, TemplateVersionId};
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::Channel;

/// A version, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateVersion {
    /// Its id.
    pub id: TemplateVersionId,
    /// What it says the words of.
    pub template_descriptor_id: TemplateDescriptorId,
    /// 1 for the first version of its descriptor.
    #[schema(minimum = 1)]
    pub number: i64,
    /// Whether it is the one that is sent.
    pub is_active: bool,
    /// The words.
    pub content: TemplateContent,
    /// Who wrote it.
    pub created_by: CreatedBy,
    /// When it was written.
    pub created_at: Instant,
    /// When it was last activated.
    pub activated_at: Option<Instant>,
}

/// What a body says about a new version.
#[derive(Debug, Clone, Default)]
pub struct VersionDraft {
    content: TemplateContent,
}

impl VersionDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let content = read_content(&mut fields);
        if content.is_none() && !fields.mentions("content") {
            fields.refuse("content", "is required");
        }
        fields.finish(Self { content: content.unwrap_or_default() })
    }

    /// The words, if they have the parts that the channel needs.
    pub fn content(self, channel: Channel) -> Result<TemplateContent, Problems> {
        self.content.fit_for(channel)?;
        Ok(self.content)
    }
}

/// The parts of the field `content`.
fn read_content(fields: &mut Fields<'_>) -> Option<TemplateContent> {
    match fields.open("content") {
        Patch::Value(mut parts) => {
            let content = TemplateContent::read(&mut parts);
            fields.close(parts);
            Some(content)
        }
        Patch::Null => {
            fields.refuse("content", "must be a JSON object");
            None
        }
        Patch::Absent => None,
    }
}
