//! A company's way out of the house and in: which provider, with which settings, in whose name.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::ChannelId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{ChannelKind, Theme, Vocabulary};

/// Longest name, in characters.
const NAME_LENGTH: usize = 255;
/// Senders of one channel at most.
const SENDERS: usize = 100;
/// Longest signature, in characters.
const SIGNATURE_LENGTH: usize = 2_000;

/// In whose name a channel sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    /// The number in E.164, or the email address.
    pub address: String,
    /// The name beside it.
    #[serde(default)]
    pub name: Option<String>,
    /// The themes it is used for; none stands for every theme that no other sender is named for.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// Lines below the emails that people write in this name: a template with `agent.name` and what templates know.
    #[serde(default)]
    pub signature: Option<String>,
}

/// A way out of the house and in. What is secret about it is never shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompanyChannel {
    /// Its id.
    pub id: ChannelId,
    /// What it speaks to.
    pub kind: ChannelKind,
    /// What people call it.
    pub name: String,
    /// Whether it is used.
    pub enabled: bool,
    /// How it is set up, by kind.
    #[schema(value_type = Object)]
    pub settings: Box<RawValue>,
    /// In whose names it sends.
    pub senders: Vec<Sender>,
    /// What is wrong with it, until something goes well again.
    pub trouble: Option<String>,
    /// Since when.
    pub trouble_at: Option<Instant>,
    /// When it was set up.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

impl CompanyChannel {
    /// In whose name a message about a theme goes: the sender named for it, else the first named for none.
    pub fn sender_for(&self, theme: Theme) -> Option<&Sender> {
        let named = self.senders.iter().find(|sender| sender.themes.contains(&theme));
        named.or_else(|| self.senders.iter().find(|sender| sender.themes.is_empty()))
    }
}

/// What a body says about a channel.
#[derive(Debug, Clone, Default)]
pub struct ChannelDraft {
    kind: Patch<ChannelKind>,
    name: Patch<String>,
    enabled: Patch<bool>,
    settings: Patch<Box<RawValue>>,
    senders: Patch<Vec<Sender>>,
    secrets: Patch<String>,
}

impl ChannelDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            kind: fields.word("kind"),
            name: fields.text("name", 1, NAME_LENGTH),
            enabled: fields.flag("enabled"),
            settings: fields.free("settings"),
            senders: read_senders(&mut fields),
            secrets: fields.object("secrets"),
        };
        fields.finish(draft)
    }

    /// The secrets as JSON text, where the body brings them or clears them.
    pub fn secrets(&self) -> Option<String> {
        self.secrets.clone().mentioned().map(|said| said.unwrap_or_else(|| "{}".to_owned()))
    }

    /// A new channel. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: ChannelId, now: Instant) -> Result<CompanyChannel, Problems> {
        let Some(kind) = self.kind.as_value().copied() else {
            return Err(Problems::one("kind", format!("is required: {}", spelled::<ChannelKind>())));
        };
        self.over(CompanyChannel {
            id,
            kind,
            name: kind.as_str().to_owned(),
            enabled: true,
            settings: empty(),
            senders: Vec::new(),
            trouble: None,
            trouble_at: None,
            created_at: now,
            updated_at: None,
        })
    }

    /// The channel after an update.
    pub fn merge(self, before: &CompanyChannel, now: Instant) -> Result<CompanyChannel, Problems> {
        let mut after = self.over(before.clone())?;
        after.updated_at = Some(now);
        Ok(after)
    }

    fn over(self, mut channel: CompanyChannel) -> Result<CompanyChannel, Problems> {
        if self.kind.as_value().is_some_and(|kind| *kind != channel.kind) {
            return Err(Problems::one("kind", "stays as it is; add another channel"));
        }
        channel.name = self.name.over(Some(channel.name)).unwrap_or_else(|| channel.kind.as_str().to_owned());
        channel.enabled = self.enabled.over(Some(channel.enabled)).unwrap_or(true);
        channel.settings = self.settings.over(Some(channel.settings)).unwrap_or_else(empty);
        channel.senders = self.senders.over(Some(channel.senders)).unwrap_or_default();
        Ok(channel)
    }
}

fn spelled<V: Vocabulary + std::fmt::Display>() -> String {
    V::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn empty() -> Box<RawValue> {
    RawValue::from_string("{}".to_owned()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn read_senders(fields: &mut Fields<'_>) -> Patch<Vec<Sender>> {
    let said: Patch<Vec<Sender>> = fields.list(
        "senders",
        SENDERS,
        "must be a list of {address, name, themes, signature}; themes are those of interactions",
    );
    let Patch::Value(senders) = &said else { return said };
    for (at, sender) in senders.iter().enumerate() {
        let good = !sender.address.trim().is_empty()
            && sender.address.chars().count() <= NAME_LENGTH
            && !sender.address.chars().any(char::is_control)
            && !sender.name.iter().any(|name| name.chars().any(char::is_control));
        if !good {
            fields.refuse(
                &format!("senders[{at}].address"),
                "must be a number in E.164 or an email address, without line breaks",
            );
        }
        if sender.signature.as_ref().is_some_and(|lines| lines.chars().count() > SIGNATURE_LENGTH) {
            let message = format!("has at most {SIGNATURE_LENGTH} characters; shorten it");
            fields.refuse(&format!("senders[{at}].signature"), message);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn channel(body: &str) -> CompanyChannel {
        ChannelDraft::read(body).unwrap().create(ChannelId::of(1), Instant(1)).unwrap()
    }

    #[test]
    fn a_sender_named_for_a_theme_goes_before_those_named_for_none() {
        let channel = channel(
            r#"{"kind":"twilio","senders":[{"address":"+12125550100"},
                {"address":"+12125550101","themes":["opsCollDebt"]}]}"#,
        );
        let from = |theme| channel.sender_for(theme).map(|sender| sender.address.as_str());
        assert_eq!(from(Theme::OpsCollDebt), Some("+12125550101"));
        assert_eq!(from(Theme::OpsServicing), Some("+12125550100"));
    }

    #[test]
    fn a_channel_keeps_its_kind() {
        let before = channel(r#"{"kind":"sandbox"}"#);
        let refused = ChannelDraft::read(r#"{"kind":"twilio"}"#).unwrap().merge(&before, Instant(2));
        assert!(refused.unwrap_err().to_string().starts_with("kind: stays as it is"));
        let renamed =
            ChannelDraft::read(r#"{"name":"Practice"}"#).unwrap().merge(&before, Instant(2)).unwrap();
        assert_eq!((renamed.name.as_str(), renamed.updated_at), ("Practice", Some(Instant(2))));
    }

    #[test]
    fn a_sender_cannot_break_a_header() {
        let body = r#"{"kind":"email","senders":[{"address":"a@b.example\r\nBcc: c@d.example"}]}"#;
        assert!(ChannelDraft::read(body).unwrap_err().to_string().starts_with("senders[0].address"));
    }
}
