//! By which channel and in whose name a message goes.

use std::sync::Arc;

use ::channels::Channel as Driver;
use domain::channel::{CompanyChannel, Sender};
use domain::id::ChannelId;
use domain::interaction::Interaction;
use domain::vocabulary::{Channel, ChannelKind};
use store::channels;

use super::parcel::Side;
use crate::app::channels::open_as;
use crate::app::{App, AppError};

/// What the sandbox sends as where nobody said anything else.
const NOBODY: &str = "sandbox";

/// A way out.
#[derive(Clone)]
pub(super) struct Way {
    /// The channel.
    pub(super) channel: ChannelId,
    /// Its driver.
    pub(super) driver: Arc<dyn Driver>,
    /// In whose name.
    pub(super) from: Side,
    /// What stands below the emails that people write in that name.
    pub(super) signature: Option<String>,
}

/// The oldest channel in use that carries the interaction, and its sender for the theme, or the one that is named.
pub(super) async fn out(app: &App, interaction: &Interaction, sender: Option<&str>) -> Result<Way, AppError> {
    let carries = interaction.channel;
    let mut nameless = None;
    for channel in channels::in_use(&app.store, interaction.company).await? {
        if !may_carry(channel.kind, carries) {
            continue;
        }
        let driver = match open_as(app, interaction.company, &channel).await {
            Ok(driver) => driver,
            Err(error) => {
                tracing::warn!(channel = %channel.id, %error, "a channel cannot be opened");
                continue;
            }
        };
        match from(&channel, interaction, sender) {
            Some((from, signature)) => return Ok(Way { channel: channel.id, driver, from, signature }),
            None => nameless = Some(channel.name),
        }
    }
    Err(AppError::Refused(match nameless {
        Some(name) => format!("the channel {name} has no such sender for {}; add one", interaction.theme),
        None => format!("no channel in use carries {carries}; set one up under /api/channels"),
    }))
}

/// Whether a kind of channel carries a channel of interactions; what it really can do, its driver says.
fn may_carry(kind: ChannelKind, carries: Channel) -> bool {
    match kind {
        ChannelKind::Email | ChannelKind::SendGrid => carries == Channel::Email,
        ChannelKind::Twilio | ChannelKind::Smpp => carries == Channel::Text,
        ChannelKind::Sandbox => matches!(carries, Channel::Email | Channel::Text | Channel::Mail),
    }
}

/// The sender and its signature.
fn from(
    channel: &CompanyChannel,
    interaction: &Interaction,
    named: Option<&str>,
) -> Option<(Side, Option<String>)> {
    let found = match named {
        Some(address) => channel.senders.iter().find(|sender| sender.address == address),
        None => channel.sender_for(interaction.theme),
    };
    let signature =
        |sender: &Sender| sender.signature.clone().filter(|_| interaction.channel == Channel::Email);
    let side = |sender: &Sender| {
        (Side { address: sender.address.clone(), name: sender.name.clone() }, signature(sender))
    };
    let nobody = || (Side { address: NOBODY.to_owned(), name: None }, None);
    let practice = channel.kind == ChannelKind::Sandbox && named.is_none();
    found.map(side).or_else(|| practice.then(nobody))
}
