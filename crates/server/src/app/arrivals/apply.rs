//! What an arrival does to the record, in one transaction.

use channels::{Arrival, ReceivedBody};
use domain::id::{ChannelId, CompanyId, InteractionId};
use domain::time::Instant;
use domain::vocabulary::{ChannelKind, ConsentKind};
use store::Tx;
use store::attachments::Kept;

use super::reply::Reply;
use super::understand::Stuck;
use super::wishes::{self, Wish};
use super::{delivery, email, text};

/// Where and when something came in.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) company: CompanyId,
    pub(super) channel: ChannelId,
    pub(super) kind: ChannelKind,
    /// When it came.
    pub(super) received_at: Instant,
    pub(super) now: Instant,
    /// Hours after which a text conversation is over.
    pub(super) quiet_after: i64,
}

/// One thing an arrival tells, with the files that came with it, which are kept already.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) arrival: Arrival,
    pub(super) files: Vec<Kept>,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// The interaction it became or belongs to.
    pub(super) interaction: Option<InteractionId>,
    /// What it was, in words.
    pub(super) what: String,
    /// What is to be answered once this is committed.
    pub(super) replies: Vec<Reply>,
}

impl Applied {
    /// It meant something for one interaction, or for none.
    pub(super) fn to(interaction: Option<InteractionId>, what: impl Into<String>) -> Self {
        Self { interaction, what: what.into(), replies: Vec::new() }
    }

    fn and(mut self, other: Applied) -> Self {
        if !self.what.is_empty() {
            self.what.push_str("; ");
        }
        self.what.push_str(&other.what);
        self.interaction = self.interaction.or(other.interaction);
        self.replies.extend(other.replies);
        self
    }
}

/// Applies everything an arrival tells.
pub(super) async fn apply(tx: &Tx, setting: &Setting, steps: &[Step]) -> Result<Applied, Stuck> {
    let mut all = Applied::default();
    for Step { arrival, files } in steps {
        let applied = match arrival {
            Arrival::Delivery(delivery) => delivery::apply(tx, setting, delivery).await?,
            Arrival::Received(received) => match &received.body {
                ReceivedBody::Text { body, media } => text::apply(tx, setting, received, body, media).await?,
                ReceivedBody::Email { .. } => email::apply(tx, setting, received, files).await?,
            },
            Arrival::Consent(consent) => {
                let kind = if consent.from.contains('@') { ConsentKind::Email } else { ConsentKind::Text };
                let wish = Wish { kind, word: consent.word, source: "told by the provider".to_owned() };
                let changed = wishes::of_address(tx, &consent.from, &wish, setting.now).await?;
                Applied::to(None, format!("a wish of {} contact(s)", changed.len()))
            }
            Arrival::Nothing(what) => Applied::to(None, what.clone()),
            // Laid open when the files were kept.
            Arrival::Several(_) => Applied::default(),
        };
        all = all.and(applied);
    }
    Ok(all)
}
