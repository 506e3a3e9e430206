//! A template descriptor: which message by which channel, for which product and in which language.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{CompanyId, TemplateDescriptorId, TemplateVersionId};
use crate::interaction::Refused;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{Channel, Subject};

/// Longest name, in characters.
const NAME_LENGTH: usize = 255;
/// Longest name of a product, in characters.
const PRODUCT_LENGTH: usize = 64;
/// What a template is written in unless said otherwise (B4 of the API reference).
pub const LANGUAGE: &str = "en";

/// A template descriptor, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateDescriptor {
    /// Its id.
    pub id: TemplateDescriptorId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// The version that is sent; none until one is activated.
    pub active_version_id: Option<TemplateVersionId>,
    /// What it is about.
    pub subject: Subject,
    /// How it travels.
    pub channel: Channel,
    /// The language it is written in, by its two letters (ISO 639).
    #[schema(pattern = "^[a-z]{2}$")]
    pub language: String,
    /// The product it is for; none: for all.
    pub product_id: Option<String>,
    /// Whether what is sent is marked sensitive.
    pub sensitive: bool,
    /// Whether it is used.
    pub enabled: bool,
    /// Whether it answers something the person did, so that no unsubscribe link belongs to it.
    pub is_transactional: bool,
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a descriptor.
#[derive(Debug, Clone, Default)]
pub struct DescriptorDraft {
    subject: Patch<Subject>,
    channel: Patch<Channel>,
    language: Patch<String>,
    product: Patch<String>,
    sensitive: Patch<bool>,
    enabled: Patch<bool>,
    is_transactional: Patch<bool>,
    name: Patch<String>,
}

impl DescriptorDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            subject: read_subject(&mut fields),
            channel: read_channel(&mut fields),
            language: read_language(&mut fields),
            product: fields.text("productId", 1, PRODUCT_LENGTH),
            sensitive: fields.flag("sensitive"),
            enabled: fields.flag("enabled"),
            is_transactional: fields.flag("isTransactional"),
            name: fields.text("name", 1, NAME_LENGTH),
        };
        fields.finish(draft)
    }

    /// A new descriptor. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        id: TemplateDescriptorId,
        company_id: CompanyId,
        now: Instant,
    ) -> Result<TemplateDescriptor, Problems> {
        let mut problems = Problems::new();
        let (Patch::Value(subject), Patch::Value(channel)) = (&self.subject, &self.channel) else {
            for (field, given) in [
                ("subject", self.subject.as_value().is_some()),
                ("channel", self.channel.as_value().is_some()),
            ] {
                if !given {
                    problems.push(field, "is required");
                }
            }
            return Err(problems);
        };
        Ok(self.clone().over(TemplateDescriptor {
            id,
            company_id,
            active_version_id: None,
            subject: *subject,
            channel: *channel,
            language: LANGUAGE.to_owned(),
            product_id: None,
            sensitive: false,
            enabled: true,
            is_transactional: subject.is_transactional(),
            name: format!("{subject} by {channel}"),
            created_at: now,
            updated_at: None,
        }))
    }

    /// The descriptor after an update. What was written for one subject and channel does not fit another.
    pub fn merge(
        self,
        before: &TemplateDescriptor,
        has_versions: bool,
        now: Instant,
    ) -> Result<TemplateDescriptor, Refused> {
        let mut after = self.over(before.clone());
        let moved = (after.subject, after.channel) != (before.subject, before.channel);
        if moved && has_versions {
            let message = "its versions were written for this subject and channel; make a new descriptor";
            return Err(Refused::State(message.to_owned()));
        }
        after.updated_at = Some(now);
        Ok(after)
    }

    fn over(self, before: TemplateDescriptor) -> TemplateDescriptor {
        TemplateDescriptor {
            subject: self.subject.value().unwrap_or(before.subject),
            channel: self.channel.value().unwrap_or(before.channel),
            language: self.language.value().unwrap_or(before.language),
            product_id: self.product.over(before.product_id),
            sensitive: self.sensitive.value().unwrap_or(before.sensitive),
            enabled: self.enabled.value().unwrap_or(before.enabled),
            is_transactional: self.is_transactional.value().unwrap_or(before.is_transactional),
            name: self.name.value().unwrap_or(before.name),
            ..before
        }
    }
}

fn read_subject(fields: &mut Fields<'_>) -> Patch<Subject> {
    let subject = fields.word("subject");
    if let Patch::Value(free) = &subject
        && is_free(*free)
    {
        fields.refuse("subject", "follows no template: its words come with each message");
        return Patch::Absent;
    }
    subject
}

fn read_channel(fields: &mut Fields<'_>) -> Patch<Channel> {
    let channel = fields.word("channel");
    if let Patch::Value(Channel::Fax | Channel::Chat) = &channel {
        fields.refuse("channel", "has no templates; choose email, text, mail, gui, document or voice");
        return Patch::Absent;
    }
    channel
}

/// A language by its two letters.
pub(super) fn read_language(fields: &mut Fields<'_>) -> Patch<String> {
    let language = fields.text("language", 2, 2);
    if let Patch::Value(letters) = &language
        && !letters.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        fields.refuse("language", "must be two small letters such as en or es");
        return Patch::Absent;
    }
    language
}

/// Whether the words of a subject come with each message.
pub fn is_free(subject: Subject) -> bool {
    matches!(subject, Subject::FreeForm | Subject::FreeFormBranded)
}
