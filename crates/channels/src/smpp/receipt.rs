//! Delivery receipts: what the gateway says became of a message (SMPP 3.4, 5.2.28 and appendix B).

use domain::vocabulary::Status::{self, Attempted, Failed, Succeeded};
use domain::vocabulary::StatusDetail::{
    self, TextCarrierViolation, TextDeviceUnreachable, TextNumberDisconnected, TextUnknownError,
};
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use rusmpp::values::MessageState;

use super::config::Config;
use super::receive::number;
use crate::{About, Delivery, Unreadable};

/// The state of a message, its name in the text of a receipt, its number in the TLV, its rank (section 1.2 of the
/// channel reference) and what the interaction becomes.
const STATES: &[(&str, u8, u8, Status, Option<StatusDetail>)] = &[
    ("SCHEDULED", 0, 0, Attempted, None),
    ("ACCEPTD", 6, 10, Attempted, None),
    ("ENROUTE", 1, 20, Attempted, None),
    ("DELIVRD", 2, 30, Succeeded, None),
    ("EXPIRED", 3, 60, Failed, Some(TextDeviceUnreachable)),
    ("DELETED", 4, 60, Failed, Some(TextUnknownError)),
    ("UNDELIV", UNDELIVERABLE, 60, Failed, Some(TextDeviceUnreachable)),
    ("UNKNOWN", 7, 60, Failed, Some(TextUnknownError)),
    ("REJECTD", 8, 60, Failed, Some(TextCarrierViolation)),
    ("SKIPPED", 9, 60, Failed, Some(TextUnknownError)),
];

const UNDELIVERABLE: u8 = 5;

/// What a receipt says. `text` is its text; what its TLVs say counts more.
pub(super) fn read(receipt: &DeliverSm, text: &str, config: &Config) -> Result<Delivery, Unreadable> {
    let said = Said::of(text);
    let mut id = said.id.map(|id| config.ids.of_receipt(id));
    let mut state = said.state.and_then(|name| STATES.iter().find(|row| row.0.eq_ignore_ascii_case(name)));
    for tlv in receipt.tlvs().iter().filter_map(|tlv| tlv.value()) {
        match tlv {
            TlvValue::ReceiptedMessageId(value) if !value.is_empty() => {
                id = Some(config.ids.of_answer(value.as_str()));
            }
            TlvValue::MessageState(value) => state = by_number(*value).or(state),
            _ => {}
        }
    }
    let id = id.ok_or_else(|| Unreadable("a receipt without the id of its message".to_owned()))?;
    let (name, numbered, rank, status, details) =
        *state.ok_or_else(|| Unreadable("a receipt without the state of its message".to_owned()))?;

    let code = said.error.filter(|code| !code.trim_matches('0').is_empty());
    let gone =
        code.and_then(|code| code.parse().ok()).is_some_and(|code| config.unknown_subscriber.contains(&code));
    let gone = gone && numbered == UNDELIVERABLE;
    Ok(Delivery {
        about: About {
            interaction: None,
            provider_id: Some(id),
            message_id: None,
            // A receipt travels the other way: the recipient of the message is its sender.
            recipient: Some(number(receipt.source_addr_ton, receipt.source_addr.as_str())),
        },
        rank,
        status: Some(status),
        details: if gone { Some(TextNumberDisconnected) } else { details },
        code: code.filter(|_| status == Failed).map(|code| code.chars().take(10).collect()),
        said: Some(code.map_or_else(|| name.to_owned(), |code| format!("{name}, err {code}"))),
        recipient_is_valid: if gone { Some(false) } else { (status == Succeeded).then_some(true) },
        // `done date` has no zone; when we were told is as good.
        at: None,
    })
}

fn by_number(state: MessageState) -> Option<&'static (&'static str, u8, u8, Status, Option<StatusDetail>)> {
    let number = u8::from(state);
    STATES.iter().find(|row| row.1 == number)
}

/// The fields of the text `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…`.
#[derive(Default)]
struct Said<'a> {
    id: Option<&'a str>,
    state: Option<&'a str>,
    error: Option<&'a str>,
}

impl<'a> Said<'a> {
    fn of(text: &'a str) -> Self {
        let mut said = Self::default();
        for word in text.split_whitespace() {
            let Some((name, value)) = word.split_once(':').filter(|(_, value)| !value.is_empty()) else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "id" => said.id = said.id.or(Some(value)),
                "stat" => said.state = said.state.or(Some(value)),
                "err" => said.error = said.error.or(Some(value)),
                // The first words of the message itself.
                "text" => break,
                _ => {}
            }
        }
        said
    }
}
