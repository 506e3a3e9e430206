//! A mail as it came, read.

use bytes::Bytes;
use domain::time::Instant;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::arrival::File;
use crate::mail::text::{file_name, from_html};

/// More of one header than anybody needs is not looked at.
const MOST_VALUES: usize = 200;

/// A mail as it came, read.
#[derive(Debug)]
pub struct Mail<'x> {
    message: Message<'x>,
}

impl<'x> Mail<'x> {
    /// Reads a mail; none where it has not one header.
    pub fn read(raw: &'x [u8]) -> Option<Self> {
        let message = MessageParser::default().parse(raw)?;
        (!message.headers().is_empty()).then_some(Self { message })
    }

    /// A header's first value, unfolded and otherwise as it stands; none where it is missing.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers(name).next()
    }

    /// Every value of a header, from the top.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = String> {
        self.message
            .headers_raw()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .take(MOST_VALUES)
            .map(|(_, value)| unfolded(value))
    }

    /// The media type of the whole, and its `report-type`: both in lower case.
    pub fn media_type(&self) -> (String, Option<String>) {
        let Some(read) = self.message.content_type() else { return ("text/plain".to_owned(), None) };
        let whole = format!("{}/{}", read.ctype(), read.subtype().unwrap_or("plain")).to_ascii_lowercase();
        (whole, read.attribute("report-type").map(str::to_ascii_lowercase))
    }

    /// Who wrote it: address in lower case, and the name beside it.
    pub fn from(&self) -> Option<(String, Option<String>)> {
        let from = self.message.from()?.first()?;
        let address = from.address().and_then(plain_address)?;
        Some((address, from.name().map(str::to_owned)))
    }

    /// To whom it says it is, in lower case.
    pub fn to(&self) -> Vec<String> {
        addresses(self.message.to())
    }

    /// To whom it says it is beside.
    pub fn cc(&self) -> Vec<String> {
        addresses(self.message.cc())
    }

    /// To whom it was delivered, as the mail server noted it, in lower case.
    pub fn delivered_to(&self) -> Vec<String> {
        ["Delivered-To", "X-Original-To", "Envelope-To"]
            .into_iter()
            .flat_map(|name| self.headers(name))
            .filter_map(|value| plain_address(value.trim_matches(['<', '>', ' '])))
            .collect()
    }

    /// The envelope sender as the mail server noted it: empty for the null sender, none where nothing is noted.
    pub fn envelope_sender(&self) -> Option<String> {
        let value = self.header("Return-Path")?;
        Some(value.trim().trim_matches(['<', '>']).to_ascii_lowercase())
    }

    /// Its Message-ID, without angle brackets.
    pub fn message_id(&self) -> Option<String> {
        self.message.message_id().filter(|id| !id.is_empty()).map(str::to_owned)
    }

    /// The Message-IDs it answers: In-Reply-To, then References from the newest back.
    pub fn answers(&self) -> Vec<String> {
        let mut ids = texts(self.message.in_reply_to());
        for id in texts(self.message.references()).into_iter().rev().take(MOST_VALUES) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The subject line; empty where there is none.
    pub fn subject(&self) -> String {
        self.message.subject().unwrap_or_default().to_owned()
    }

    /// When it says it was written.
    pub fn date(&self) -> Option<Instant> {
        let read = self.message.date()?;
        if !read.is_valid() {
            return None;
        }
        Some(Instant(read.to_timestamp().checked_mul(1_000_000)?))
    }

    /// What it says as plain text, read out of its HTML where it says nothing plainly.
    pub fn text(&self) -> String {
        let plain: Vec<&str> = self.message.text_bodies().filter_map(as_plain).collect();
        if plain.iter().any(|text| !text.trim().is_empty()) {
            return plain.join("\n");
        }
        self.html().map(|html| from_html(&html)).unwrap_or_default()
    }

    /// What it says as HTML, as it came.
    pub fn html(&self) -> Option<String> {
        self.message.html_bodies().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.to_string()),
            _ => None,
        })
    }

    /// Everything below its headers, undecoded.
    pub(crate) fn body_as_it_stands(&self) -> String {
        let start = self.message.parts.first().map_or(0, |whole| whole.offset_body as usize);
        String::from_utf8_lossy(self.message.raw_message.get(start..).unwrap_or_default()).into_owned()
    }

    /// The files that came with it.
    pub fn files(&self) -> Vec<File> {
        self.message.attachments().enumerate().map(|(at, part)| file(at, part, &self.message)).collect()
    }

    /// Every part in the order it came, the whole of the mail among them.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.message.parts.iter().map(|part| Part {
            media_type: media_type(part),
            content: match &part.body {
                PartType::Text(text) => Content::Text(text),
                PartType::Html(html) => Content::Html(html),
                PartType::Message(inner) => Content::Mail(enclosed(part, inner, &self.message)),
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Content::Bytes(bytes),
                PartType::Multipart(_) => Content::Parts,
            },
        })
    }
}

/// A part of a mail.
pub(crate) struct Part<'a> {
    /// Its media type, in lower case; empty where it names none.
    pub(crate) media_type: String,
    /// What is in it.
    pub(crate) content: Content<'a>,
}

/// What is in a part.
pub(crate) enum Content<'a> {
    Text(&'a str),
    Html(&'a str),
    Mail(&'a [u8]),
    Bytes(&'a [u8]),
    Parts,
}

fn media_type(part: &MessagePart<'_>) -> String {
    let Some(read) = part.content_type() else { return String::new() };
    format!("{}/{}", read.ctype(), read.subtype().unwrap_or_default()).to_ascii_lowercase()
}

fn as_plain<'a>(part: &'a MessagePart<'_>) -> Option<&'a str> {
    match &part.body {
        PartType::Text(text) => Some(text),
        _ => None,
    }
}

fn file(at: usize, part: &MessagePart<'_>, mail: &Message<'_>) -> File {
    let media_type = match media_type(part) {
        named if !named.ends_with('/') && !named.is_empty() => named,
        _ => "application/octet-stream".to_owned(),
    };
    let bytes = match &part.body {
        PartType::Message(inner) => Bytes::copy_from_slice(enclosed(part, inner, mail)),
        _ => Bytes::copy_from_slice(part.contents()),
    };
    File { name: file_name(part.attachment_name(), &media_type, at + 1), media_type, bytes }
}

/// The bytes of an enclosed mail. One that came unencoded has no bytes of its own, only a place in the whole.
fn enclosed<'a>(part: &MessagePart<'_>, inner: &'a Message<'_>, mail: &'a Message<'_>) -> &'a [u8] {
    let (own, whole) = (inner.raw_message.as_ref(), mail.raw_message.as_ref());
    if !std::ptr::eq(own, whole) {
        return own;
    }
    whole.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default()
}

fn addresses(list: Option<&Address<'_>>) -> Vec<String> {
    let Some(list) = list else { return Vec::new() };
    list.iter().filter_map(|one| plain_address(one.address()?)).take(MOST_VALUES).collect()
}

/// An address in lower case; none where it cannot be one, whatever a header says.
pub(crate) fn plain_address(text: &str) -> Option<String> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>,;".contains(c);
    let good = text.contains('@') && text.len() <= 320 && !text.contains(odd);
    good.then(|| text.to_ascii_lowercase())
}

fn texts(value: &HeaderValue<'_>) -> Vec<String> {
    let texts: Vec<&str> = match value {
        HeaderValue::Text(text) => vec![text.as_ref()],
        HeaderValue::TextList(texts) => texts.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    };
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn unfolded(value: &str) -> String {
    value.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
