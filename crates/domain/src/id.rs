//! Public ids: a fixed two-way scramble of a row's integer key.
//!
//! Short (`IN-7K3Q-9XTD`), free of collisions, needs no second index, and tells nothing about volume.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// 32 symbols without look-alikes (no 0, O, 1, I).
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Bits of an id by the length of one of its two groups (4, 5 or 6 symbols of 5 bits).
const WIDTHS: [(usize, u32); 3] = [(4, 40), (5, 50), (6, 60)];
const ROUNDS: u64 = 6;

/// A typed public id.
pub trait Id: Copy + Eq + fmt::Display + FromStr<Err = NotAnId> {
    /// The two letters in front.
    const PREFIX: &'static str;
    /// The id of the row with this key.
    fn of(key: i64) -> Self;
    /// The row's key.
    fn key(self) -> i64;
}

/// The text is no id of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id of this kind")
    }
}

impl std::error::Error for NotAnId {}

/// What a path or a body may name an object by: our id, or `ext-` and the owner's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnyId<T> {
    /// Ours.
    Ours(T),
    /// The owner's, bare.
    External(String),
    /// Neither: nothing can be found under it.
    Neither,
}

impl<T: Id> AnyId<T> {
    /// Reads an id; whatever is no id of this kind is `Neither`.
    pub fn read(text: &str) -> Self {
        if let Some(external) = text.strip_prefix("ext-") {
            let good = !external.is_empty() && external.chars().count() <= 255 && !external.contains('\0');
            return if good { AnyId::External(external.to_owned()) } else { AnyId::Neither };
        }
        text.parse().map_or(AnyId::Neither, AnyId::Ours)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl Id for $name {
            const PREFIX: &'static str = $prefix;
            fn of(key: i64) -> Self { Self(key) }
            fn key(self) -> i64 { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(std::str::from_utf8(print($prefix, self.0).as_slice()).unwrap_or_default())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse($prefix, text).map(Self).ok_or(NotAnId)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(IdVisitor::<Self>(PhantomData))
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .pattern(Some(concat!("^", $prefix, "-[2-9A-HJ-NP-Z]{4,6}-[2-9A-HJ-NP-Z]{4,6}$")))
                    .examples([serde_json::Value::String($name(1).to_string())])
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

ids! {
    /// An interaction.
    InteractionId = "IN";
    /// A person or business: the borrower.
    PersonId = "BO";
    /// A way to reach a person.
    ContactId = "CT";
    /// A case.
    CaseId = "CS";
    /// A loan.
    LoanId = "LN";
    /// A user.
    UserId = "UR";
    /// A company.
    CompanyId = "CP";
    /// A note.
    NoteId = "NT";
    /// The conversation of a text or chat interaction.
    ConvoId = "CV";
    /// A message in a conversation.
    MessageId = "MS";
    /// An API key (its public half).
    ApiKeyId = "AK";
    /// A role of the company's own.
    RoleId = "RL";
    /// Somebody who represents a person before the law.
    LegalRepresentativeId = "LR";
    /// What a person agreed to.
    ConsentId = "CO";
    /// What somebody of the company allowed once.
    OverrideId = "OV";
    /// A decision of Compliance Guard.
    DecisionId = "CD";
    /// A way out of the house and in: a mail account, a text gateway.
    ChannelId = "CH";
    /// A template descriptor: what is said.
    TemplateDescriptorId = "TD";
    /// A template version: how it is said.
    TemplateVersionId = "TV";
    /// A message on its way out.
    OutboxId = "OB";
    /// Something a provider told us.
    ArrivalId = "AR";
    /// A webhook subscription.
    SubscriptionId = "WS";
    /// One event on its way to a subscription.
    DeliveryId = "WD";
    /// A file that is kept for a person.
    DocumentId = "DC";
    /// A do-not-interact type: which cases make an instance by themselves.
    DoNotInteractTypeId = "DT";
    /// A queue that interactions wait in.
    QueueId = "QU";
    /// A team: those who manage it and its members.
    TeamId = "TM";
    /// A profile: what its holders work with.
    ProfileId = "PF";
    /// A view of the history under a name.
    SavedViewId = "SV";
    /// A button of a profile.
    ButtonId = "BT";
    /// What an interaction was qualified as.
    QualificationId = "QL";
    /// An answer to a survey.
    SurveyAnswerId = "SU";
    /// An invoice.
    InvoiceId = "IV";
    /// A payment that was asked for.
    PaymentRequestId = "PQ";
}

/// Reads one id of kind `T` from any serde format.
struct IdVisitor<T>(PhantomData<T>);

impl<T: Id> serde::de::Visitor<'_> for IdVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an id such as {}", T::of(1))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

fn print(prefix: &str, key: i64) -> Vec<u8> {
    let key = key.unsigned_abs();
    let (group, bits) = WIDTHS.into_iter().find(|(_, bits)| key < 1 << bits).unwrap_or(WIDTHS[2]);
    let mut rest = scramble(prefix, key, bits);
    let mut text = vec![b'-'; 2 + 2 * (group + 1)];
    text[..2].copy_from_slice(prefix.as_bytes());
    let places = (3..3 + group).chain(4 + group..4 + 2 * group);
    for place in places.rev() {
        text[place] = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    text
}

fn parse(prefix: &str, text: &str) -> Option<i64> {
    let rest = text.strip_prefix(prefix)?.strip_prefix('-')?;
    let (first, second) = rest.split_once('-')?;
    let at = WIDTHS.iter().position(|(group, _)| first.len() == *group && second.len() == *group)?;
    let bits = WIDTHS[at].1;
    let mut code = 0u64;
    for symbol in first.bytes().chain(second.bytes()) {
        code = code << 5 | ALPHABET.iter().position(|known| *known == symbol)? as u64;
    }
    let key = unscramble(prefix, code, bits);
    // A key has one spelling: the longer forms are only for keys that the shorter cannot hold.
    let fits_shorter = at > 0 && key < 1 << WIDTHS[at - 1].1;
    if fits_shorter || key == 0 { None } else { i64::try_from(key).ok() }
}

fn scramble(prefix: &str, key: u64, bits: u32) -> u64 {
    let half = bits / 2;
    let mask = (1u64 << half) - 1;
    let (mut left, mut right) = (key >> half, key & mask);
    for round in 0..ROUNDS {
        (left, right) = (right, left ^ (mix(prefix, right, round, bits) & mask));
    }
    left << half | right
}

fn unscramble(prefix: &str, code: u64, bits: u32) -> u64 {
    let half = bits / 2;
    let mask = (1u64 << half) - 1;
    let (mut left, mut right) = (code >> half, code & mask);
    for round in (0..ROUNDS).rev() {
        (left, right) = (right ^ (mix(prefix, left, round, bits) & mask), left);
    }
    left << half | right
}

/// One Feistel round: the finaliser of SplitMix64 over the half, the round and the kind of id.
fn mix(prefix: &str, half: u64, round: u64, bits: u32) -> u64 {
    let kind = prefix.bytes().fold(u64::from(bits), |sum, byte| sum << 8 | u64::from(byte));
    let mut x = half
        .wrapping_add(round.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .wrapping_add(kind.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests;
