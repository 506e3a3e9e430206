//! What an event means (section 2.6 of the channel reference).

use domain::id::InteractionId;
use domain::time::Instant;
use domain::vocabulary::{Status, StatusDetail};
use serde::Deserialize;

use crate::arrival::{About, Arrival, Consent, Delivery, Unreadable, Word};

/// An event, as far as it is read. Fields nobody knows are left alone.
#[derive(Deserialize)]
struct Event {
    event: String,
    email: Option<String>,
    timestamp: Option<i64>,
    sg_message_id: Option<String>,
    #[serde(rename = "smtp-id")]
    smtp_id: Option<String>,
    interaction: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    reason: Option<String>,
    response: Option<String>,
    status: Option<String>,
    #[serde(default)]
    sg_machine_open: bool,
}

/// What became of the mail: rank, status, details, and whether the address is good.
type Step = (u8, Status, StatusDetail, Option<bool>);

/// Reads an event.
pub(super) fn read(item: &[u8]) -> Result<Arrival, Unreadable> {
    let event: Event =
        serde_json::from_slice(item).map_err(|fault| Unreadable(format!("no event: {fault}")))?;
    let step = match event.event.as_str() {
        "processed" | "deferred" => (10, Status::Attempted, StatusDetail::EmailSent, None),
        "delivered" => (30, Status::Succeeded, StatusDetail::EmailDelivered, Some(true)),
        "open" if event.sg_machine_open => {
            return Ok(Arrival::Nothing("a machine opened the mail".to_owned()));
        }
        "open" => (40, Status::Succeeded, StatusDetail::EmailOpened, None),
        "click" => (50, Status::Succeeded, StatusDetail::EmailClick, None),
        "bounce" if event.kind.as_deref() == Some("blocked") => {
            (60, Status::Failed, StatusDetail::EmailBlocked, None)
        }
        "bounce" => (60, Status::Failed, StatusDetail::EmailBounced, Some(false)),
        "dropped" => (60, Status::Failed, StatusDetail::EmailDropped, bad_address(&event)),
        "spamreport" => return Ok(reported_as_spam(&event)),
        "unsubscribe" | "group_unsubscribe" => return consent(&event, Word::Stop),
        "group_resubscribe" => return consent(&event, Word::Start),
        other => return Ok(Arrival::Nothing(format!("SendGrid tells of {other}"))),
    };
    Ok(Arrival::Delivery(delivery(&event, step)))
}

fn bad_address(event: &Event) -> Option<bool> {
    matches!(event.reason.as_deref(), Some("Bounced Address" | "Invalid")).then_some(false)
}

fn reported_as_spam(event: &Event) -> Arrival {
    let step = (70, Status::Failed, StatusDetail::EmailReportedAsSpam, None);
    let delivery = Arrival::Delivery(delivery(event, step));
    match consent(event, Word::Stop) {
        Ok(consent) => Arrival::Several(vec![delivery, consent]),
        Err(_) => delivery,
    }
}

fn consent(event: &Event, word: Word) -> Result<Arrival, Unreadable> {
    let from = event.email.as_deref().map(str::to_lowercase);
    let from = from.ok_or_else(|| Unreadable("an opt-out or its return names nobody".to_owned()))?;
    Ok(Arrival::Consent(Consent { from, word, about: about(event), at: at(event) }))
}

fn delivery(event: &Event, (rank, status, details, recipient_is_valid): Step) -> Delivery {
    let code = event.status.clone().filter(|code| !code.is_empty() && code.len() <= 10);
    let said = event.reason.clone().or_else(|| event.response.clone());
    Delivery {
        about: about(event),
        rank,
        status: Some(status),
        details: Some(details),
        code,
        said: said.map(|said| said.chars().take(1000).collect()),
        recipient_is_valid,
        at: at(event),
    }
}

fn about(event: &Event) -> About {
    let interaction = event.interaction.as_deref().and_then(|id| id.parse::<InteractionId>().ok());
    // The id the send was answered with is the first part of this one.
    let provider_id = event.sg_message_id.as_deref().and_then(|id| id.split('.').next());
    About {
        interaction: interaction.map(|id| id.to_string()),
        provider_id: provider_id.map(str::to_owned),
        message_id: event.smtp_id.as_deref().map(|id| id.trim_matches(['<', '>']).to_owned()),
        recipient: event.email.as_deref().map(str::to_lowercase),
    }
}

fn at(event: &Event) -> Option<Instant> {
    event.timestamp?.checked_mul(1_000_000).map(Instant)
}
