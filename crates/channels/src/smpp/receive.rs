//! What a stored frame means: a receipt, or the text of a person.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use domain::phone;
use rusmpp::Pdu;
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use rusmpp::values::Ton;
use serde::{Deserialize, Serialize};

use super::config::Config;
use super::receipt;
use super::wire::{Frame, UDH};
use crate::text::{decode_gsm7, decode_ucs2, heard};
use crate::{Arrival, Item, NotTaken, Received, ReceivedBody, Unreadable};

/// What is stored of something that came: its id, and its frames as they were, several of a long text.
#[derive(Serialize, Deserialize)]
struct Told {
    id: String,
    frames: Vec<String>,
}

/// Makes an item of frames.
pub(super) fn item(id: String, frames: &[Frame]) -> Result<Item, NotTaken> {
    let told = Told { id, frames: frames.iter().map(|frame| BASE64.encode(frame.bytes())).collect() };
    let raw = serde_json::to_vec(&told).map_err(|fault| NotTaken(fault.to_string()))?;
    Ok(Item { id: told.id, raw: Bytes::from(raw) })
}

/// What an item of ours means.
pub(super) fn read(item: &[u8], config: &Config) -> Result<Arrival, Unreadable> {
    let unreadable = |what: &str| Unreadable(what.to_owned());
    let told: Told = serde_json::from_slice(item).map_err(|fault| Unreadable(fault.to_string()))?;
    let frames = told.frames.iter().map(|frame| Frame::new(Bytes::from(BASE64.decode(frame).ok()?)));
    let messages = frames.map(|frame| deliver(&frame?)).collect::<Option<Vec<DeliverSm>>>();
    let messages = messages.ok_or_else(|| unreadable("a deliver_sm that is none"))?;
    let first = messages.first().ok_or_else(|| unreadable("nothing"))?;
    if is_receipt(first) {
        let (_, content) = split(first);
        return receipt::read(first, &String::from_utf8_lossy(content), config).map(Arrival::Delivery);
    }
    let Some(body) = text_of(&messages) else {
        return Ok(Arrival::Nothing("a message of bytes, no text".to_owned()));
    };
    let word = heard(&body).map(|heard| heard.word);
    Ok(Arrival::Received(Box::new(Received {
        provider_id: told.id,
        from: number(first.source_addr_ton, first.source_addr.as_str()),
        from_name: None,
        to: vec![number(first.dest_addr_ton, first.destination_addr.as_str())],
        threads: Vec::new(),
        automatic: false,
        word,
        word_answered: false,
        body: ReceivedBody::Text { body, media: Vec::new() },
        at: None,
    })))
}

/// What a frame is, for who stores it.
pub(super) enum Kind {
    /// A whole text.
    Text,
    /// A part of a long text.
    Part(Piece),
    /// A receipt, or what nobody can read.
    Other,
}

/// Which part of which text: the reference is the sender's, one byte or two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Piece {
    from: String,
    to: String,
    reference: u16,
    pub(super) total: u8,
    pub(super) number: u8,
}

impl Piece {
    /// Whether both are of one text.
    pub(super) fn belongs_with(&self, other: &Self) -> bool {
        let mine = (&self.from, &self.to, self.reference, self.total);
        mine == (&other.from, &other.to, other.reference, other.total)
    }

    /// Whether it is the last part.
    pub(super) fn is_last(&self) -> bool {
        self.number == self.total
    }
}

/// What a frame is.
pub(super) fn kind_of(frame: &Frame) -> Kind {
    match deliver(frame) {
        Some(message) if !is_receipt(&message) => piece(&message).map_or(Kind::Text, Kind::Part),
        _ => Kind::Other,
    }
}

/// An address as we write it: a number in E.164, or as it came.
pub(super) fn number(ton: Ton, address: &str) -> String {
    let international = if ton == Ton::International {
        format!("+{}", address.trim_start_matches('+'))
    } else {
        address.to_owned()
    };
    phone::normalise(&international).unwrap_or_else(|_| address.to_owned())
}

fn deliver(frame: &Frame) -> Option<DeliverSm> {
    match frame.pdu()? {
        Pdu::DeliverSm(message) => Some(message),
        _ => None,
    }
}

/// A receipt, or a notice on the way to one (SMPP 3.4, 5.2.12).
fn is_receipt(message: &DeliverSm) -> bool {
    matches!(u8::from(message.esm_class) & 0b0011_1100, 0b0000_0100 | 0b0010_0000)
}

/// The user data header, if there is one, and what is said.
fn split(message: &DeliverSm) -> (&[u8], &[u8]) {
    let payload = message.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::MessagePayload(payload)) => Some(payload.value.as_ref()),
        _ => None,
    });
    let short: &[u8] = message.short_message().as_ref();
    let content = if short.is_empty() { payload.unwrap_or_default() } else { short };
    if u8::from(message.esm_class) & UDH == 0 {
        return (&[], content);
    }
    let length = content.first().map_or(0, |length| usize::from(*length) + 1);
    content.split_at(length.min(content.len()))
}

/// Which part it is: in the user data header (3GPP TS 23.040, 9.2.3.24), or in TLVs.
fn piece(message: &DeliverSm) -> Option<Piece> {
    let (header, _) = split(message);
    let (reference, total, number) =
        concatenation(header.get(1..).unwrap_or_default()).or_else(|| sar(message))?;
    let plausible = total > 1 && (1..=total).contains(&number);
    plausible.then(|| Piece {
        from: message.source_addr.as_str().to_owned(),
        to: message.destination_addr.as_str().to_owned(),
        reference,
        total,
        number,
    })
}

fn concatenation(mut elements: &[u8]) -> Option<(u16, u8, u8)> {
    while let [kind, length, rest @ ..] = elements {
        let (data, after) = rest.split_at_checked(usize::from(*length))?;
        match (kind, data) {
            (0x00, [reference, total, number]) => return Some((u16::from(*reference), *total, *number)),
            (0x08, [high, low, total, number]) => {
                return Some((u16::from_be_bytes([*high, *low]), *total, *number));
            }
            _ => elements = after,
        }
    }
    None
}

fn sar(message: &DeliverSm) -> Option<(u16, u8, u8)> {
    let (mut reference, mut total, mut number) = (None, None, None);
    for tlv in message.tlvs().iter().filter_map(|tlv| tlv.value()) {
        match tlv {
            TlvValue::SarMsgRefNum(value) => reference = Some(*value),
            TlvValue::SarTotalSegments(value) => total = Some(*value),
            TlvValue::SarSegmentSeqnum(value) => number = Some(*value),
            _ => {}
        }
    }
    Some((reference?, total?, number?))
}

/// The text of the parts, in order; where one is missing, an ellipsis stands for it. None where it is no text.
fn text_of(messages: &[DeliverSm]) -> Option<String> {
    let mut text = String::new();
    let mut bytes: Vec<u8> = Vec::new();
    let mut coding = None;
    let mut next = 1;
    for message in messages {
        let number = piece(message).map_or(next, |piece| piece.number);
        let of_message = u8::from(message.data_coding);
        // Characters may be cut in two between parts, so what belongs together is read together.
        if number != next || coding.is_some_and(|coding| coding != of_message) {
            text.push_str(&decode(coding.unwrap_or(of_message), &bytes)?);
            bytes.clear();
        }
        if number != next {
            text.push('…');
        }
        coding = Some(of_message);
        bytes.extend_from_slice(split(message).1);
        next = number.saturating_add(1);
    }
    text.push_str(&decode(coding?, &bytes)?);
    let total = messages.last().and_then(piece).map_or(0, |piece| piece.total);
    if next <= total {
        text.push('…');
    }
    Some(text.chars().filter(|character| *character != '\0').collect())
}

/// SMPP 3.4, 5.2.19, and the general groups of 3GPP TS 23.038.
fn decode(coding: u8, bytes: &[u8]) -> Option<String> {
    match coding {
        0x00 | 0x10..=0x13 | 0xF0..=0xF3 => Some(decode_gsm7(bytes)),
        0x01 | 0x03 => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        0x08 | 0x18..=0x1B => Some(decode_ucs2(bytes)),
        _ => None,
    }
}
