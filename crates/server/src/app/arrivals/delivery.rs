//! What became of a message of ours: folded over what was told before (section 1.2 of the channel reference).

use channels::Delivery;
use domain::id::InteractionId;
use domain::interaction::{Interaction, Told, after_delivery};
use domain::time::{DAY, Instant};
use domain::vocabulary::{Channel, ChannelKind, ConsentKind, ContactType, Status, StatusDetail};
use store::outbox::{self, About};
use store::{Tx, contacts};

use super::apply::{Applied, Setting};
use super::understand::Stuck;
use super::wishes::{self, Wish};
use crate::app::contacts as of_people;
use crate::app::interactions::{self, change};

/// A report that names nothing but a recipient is about what was sent there within this time.
const RECENT_DAYS: i64 = 7;
/// Longest code of a provider (A4 of the API reference).
const CODE_LENGTH: usize = 10;

/// Applies what was told about a message.
pub(super) async fn apply(tx: &Tx, setting: &Setting, delivery: &Delivery) -> Result<Applied, Stuck> {
    let about = About {
        interaction: delivery.about.interaction.as_deref().and_then(|id| id.parse::<InteractionId>().ok()),
        provider_id: delivery.about.provider_id.clone(),
        message_id: delivery.about.message_id.clone(),
        recipient: delivery.about.recipient.clone().map(|to| (to, since(setting.now))),
    };
    let found = outbox::find_told(tx, setting.company, setting.channel, &about).await?;
    // A callback may be here before the provider's own answer is written.
    let Some(sent) = found else {
        return Err(Stuck::NotYet("told about a message that did not go out from here".to_owned()));
    };
    let at = delivery.at.unwrap_or(setting.received_at);
    if !counts(delivery.rank, at, (sent.rank, sent.at)) {
        return Ok(Applied::to(Some(sent.interaction), "a status that a later one had overtaken"));
    }
    outbox::tell(tx, sent.id, i64::from(delivery.rank), Some(at)).await?;
    let Some(before) = interactions::row(tx, setting.company, sent.interaction).await? else {
        return Ok(Applied::to(Some(sent.interaction), "a status of an interaction that was deleted"));
    };
    let after = after_delivery(&before, &told(setting, delivery), setting.now);
    change::save(tx, &before, &after, "updated", setting.now).await?;
    note_recipient(tx, setting, delivery, &before, &sent.recipient).await?;
    Ok(Applied::to(Some(before.id), format!("a status: {}", what(delivery))))
}

/// A lower rank never replaces a higher one; of equal ranks the later instant wins.
fn counts(rank: u8, at: Instant, before: (i64, Option<Instant>)) -> bool {
    let (rank_before, at_before) = before;
    let rank = i64::from(rank);
    rank > rank_before || rank == rank_before && at_before.is_none_or(|before| before <= at)
}

fn since(now: Instant) -> Instant {
    Instant(now.0 - RECENT_DAYS * DAY)
}

fn told(setting: &Setting, delivery: &Delivery) -> Told {
    let code = delivery.code.as_ref().map(|code| code.chars().take(CODE_LENGTH).collect::<String>());
    Told {
        status: delivery.status,
        details: delivery.details,
        short: Some(what(delivery)),
        long: delivery.said.as_deref().map(|said| said.replace('\0', "")),
        twilio_error_code: code.filter(|_| setting.kind == ChannelKind::Twilio),
    }
}

/// What happened, in a few words.
fn what(delivery: &Delivery) -> String {
    let meaning = delivery.details.map(StatusDetail::as_str).or(delivery.status.map(Status::as_str));
    match (meaning, &delivery.code) {
        (Some(meaning), Some(code)) => format!("{meaning} ({code})"),
        (Some(meaning), None) => meaning.to_owned(),
        (None, _) => "told by the provider".to_owned(),
    }
}

/// What it says about the address: that it is dead, or that whoever reads there wants no more.
async fn note_recipient(
    tx: &Tx,
    setting: &Setting,
    delivery: &Delivery,
    row: &Interaction,
    recipient: &str,
) -> Result<(), Stuck> {
    let (kind, consent) = match row.channel {
        Channel::Email => (ContactType::Email, ConsentKind::Email),
        Channel::Text => (ContactType::Phone, ConsentKind::Text),
        _ => return Ok(()),
    };
    if delivery.recipient_is_valid == Some(false) {
        for before in contacts::by_value(tx, setting.company, kind, recipient).await? {
            let mut after = before.clone();
            after.valid = false;
            of_people::save(tx, &before, after, setting.now).await?;
        }
    }
    let source = match delivery.details {
        Some(StatusDetail::EmailReportedAsSpam) => "reported as spam",
        Some(StatusDetail::TextUnsubscribedRecipient) => "told by the provider",
        _ => return Ok(()),
    };
    let wish = Wish { kind: consent, word: channels::Word::Stop, source: source.to_owned() };
    wishes::of_address(tx, recipient, &wish, setting.now).await?;
    Ok(())
}
