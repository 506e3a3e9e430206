//! What goes over the line: PDUs as frames, and our messages as PDUs.

use bytes::{Buf, Bytes, BytesMut};
use domain::vocabulary::StatusDetail;
use rusmpp::pdus::{BindTransceiver, SubmitSm};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, InterfaceVersion, Npi, RegisteredDelivery, Ton};
use rusmpp::{Command, CommandStatus, Pdu};
use sha2::{Digest, Sha256};
use tokio_util::codec::{Decoder, Encoder, LengthDelimitedCodec};

use super::config::Config;
use crate::text::{Encoding, encode};
use crate::{Body, Message, Refusal, Remedy};

/// Bytes of a PDU's header.
pub(super) const HEADER: usize = 16;
/// Bytes of the longest PDU read: a `message_payload` holds 64 kilobytes.
const LONGEST: usize = 80 * 1024;

/// The command ids we look at (SMPP 3.4, 5.1.2.1).
pub(super) mod id {
    pub(in crate::smpp) const GENERIC_NACK: u32 = 0x8000_0000;
    pub(in crate::smpp) const SUBMIT_SM_RESP: u32 = 0x8000_0004;
    pub(in crate::smpp) const DELIVER_SM: u32 = 0x0000_0005;
    pub(in crate::smpp) const UNBIND: u32 = 0x0000_0006;
    pub(in crate::smpp) const BIND_TRANSCEIVER_RESP: u32 = 0x8000_0009;
    pub(in crate::smpp) const ENQUIRE_LINK: u32 = 0x0000_0015;
    pub(in crate::smpp) const ENQUIRE_LINK_RESP: u32 = 0x8000_0015;
    pub(in crate::smpp) const RESPONSE: u32 = 0x8000_0000;
}

/// One PDU as it came, header and all. What is in its body nobody has looked at yet.
#[derive(Debug, Clone)]
pub(super) struct Frame(Bytes);

impl Frame {
    /// A frame of at least a header.
    pub(super) fn new(bytes: Bytes) -> Option<Self> {
        (bytes.len() >= HEADER).then_some(Self(bytes))
    }

    pub(super) fn id(&self) -> u32 {
        self.word(4)
    }

    pub(super) fn status(&self) -> u32 {
        self.word(8)
    }

    pub(super) fn sequence(&self) -> u32 {
        self.word(12)
    }

    pub(super) fn body(&self) -> &[u8] {
        &self.0[HEADER..]
    }

    pub(super) fn bytes(&self) -> &Bytes {
        &self.0
    }

    /// The text an answer begins with: the id of the message.
    pub(super) fn first_text(&self) -> String {
        let end = self.body().iter().position(|byte| *byte == 0).unwrap_or(self.body().len());
        String::from_utf8_lossy(&self.body()[..end.min(65)]).into_owned()
    }

    /// What it says, where it is what it claims to be.
    pub(super) fn pdu(&self) -> Option<Pdu> {
        let mut codec = CommandCodec::new().with_max_length(LONGEST);
        let command = codec.decode(&mut BytesMut::from(&self.0[..])).ok()??;
        command.pdu().cloned()
    }

    fn word(&self, at: usize) -> u32 {
        (&self.0[at..at + 4]).get_u32()
    }
}

/// Cuts what comes in into frames.
pub(super) fn frames() -> LengthDelimitedCodec {
    LengthDelimitedCodec::builder()
        .length_field_length(4)
        // The length counts the whole, and the header stays with its frame.
        .num_skip(0)
        .max_frame_length(LONGEST)
        .new_codec()
}

/// A PDU as bytes.
pub(super) fn written(status: u32, sequence: u32, pdu: impl Into<Pdu>) -> Bytes {
    let command = Command::new(CommandStatus::from(status), sequence, pdu);
    let mut bytes = BytesMut::new();
    // Only the line could fail, and here is none.
    let _ = CommandCodec::new().encode(&command, &mut bytes);
    bytes.freeze()
}

/// The request that opens a session both ways. The lengths were checked with the settings.
pub(super) fn bind(config: &Config) -> BindTransceiver {
    BindTransceiver::builder()
        .system_id(c_string(&config.system_id))
        .password(c_string(&config.password))
        .system_type(c_string(&config.system_type))
        .interface_version(InterfaceVersion::Smpp3_4)
        .build()
}

/// A text as the messages that carry it: one, or several that say which of how many they are.
pub(super) fn parts(message: &Message) -> Result<Vec<SubmitSm>, Refusal> {
    let Body::Text(text) = &message.body else { return Err(give_up("not a text", None)) };
    let encoded = encode(&text.body);
    let Ok(count) = u8::try_from(encoded.segments.len()) else {
        return Err(give_up("too long", Some(StatusDetail::TextUnknownError)));
    };
    let coding = match encoded.encoding {
        Encoding::Gsm7 => DataCoding::McSpecific,
        Encoding::Ucs2 => DataCoding::Ucs2,
    };
    let reference = reference(&message.key);
    let whole = whole(message)?;
    let parts = encoded.segments.iter().zip(1..=count).map(|(segment, number)| {
        let header = if count > 1 { vec![5, 0, 3, reference, count, number] } else { Vec::new() };
        let mut part = whole.clone();
        part.esm_class = EsmClass::from(if count > 1 { UDH } else { 0 });
        part.data_coding = coding;
        part.registered_delivery = RegisteredDelivery::from(u8::from(number == count));
        part.set_short_message(OctetString::from_vec([header, segment.clone()].concat()).unwrap_or_default());
        part
    });
    Ok(parts.collect())
}

/// The bit of `esm_class` that says the text begins with a user data header (SMPP 3.4, 5.2.12).
pub(super) const UDH: u8 = 0x40;

/// The same for every try of one send, so that a handset that got some parts of an earlier try puts them together with
/// those of this one.
fn reference(key: &str) -> u8 {
    Sha256::digest(key)[0]
}

fn whole(message: &Message) -> Result<SubmitSm, Refusal> {
    let (source_ton, source_npi, source) = address(&message.from.address)
        .ok_or_else(|| Refusal { remedy: Remedy::Correct, ..give_up("invalid sender", None) })?;
    let (ton, npi, destination) = address(&message.to.address)
        .ok_or_else(|| give_up("invalid recipient", Some(StatusDetail::InvalidContact)))?;
    Ok(SubmitSm::builder()
        .source_addr_ton(source_ton)
        .source_addr_npi(source_npi)
        .source_addr(source)
        .dest_addr_ton(ton)
        .dest_addr_npi(npi)
        .destination_addr(destination)
        .build())
}

/// A number in E.164, a short code, or a name, as gateways want them.
fn address(text: &str) -> Option<(Ton, Npi, COctetString<1, 21>)> {
    let (ton, npi, plain) = match text.strip_prefix('+') {
        Some(digits) => (Ton::International, Npi::Isdn, digits),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => (Ton::NetworkSpecific, Npi::Unknown, text),
        None => (Ton::Alphanumeric, Npi::Unknown, text),
    };
    let longest = if ton == Ton::Alphanumeric { 11 } else { 20 };
    if plain.is_empty() || plain.len() > longest {
        return None;
    }
    plain.parse().ok().map(|address| (ton, npi, address))
}

fn c_string<const MIN: usize, const MAX: usize>(text: &str) -> COctetString<MIN, MAX> {
    text.parse().unwrap_or_default()
}

fn give_up(short: &str, details: Option<StatusDetail>) -> Refusal {
    Refusal {
        remedy: Remedy::GiveUp,
        details,
        code: None,
        short: short.to_owned(),
        long: format!("SMPP cannot carry it: {short}"),
    }
}
