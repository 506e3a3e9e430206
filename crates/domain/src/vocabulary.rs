//! The closed lists of words that travel over the wire, each declared once as a table.
//!
//! A list is written with `vocabulary!` (in `table.rs`) as rows of variant, spelling and columns; reading, writing,
//! serde, the OpenAPI schema and the error texts are derived, so a word is never spelled twice.

use std::{fmt, marker::PhantomData};

use serde::de;
use utoipa::openapi::{
    RefOr,
    schema::{ObjectBuilder, Schema, Type},
};

#[macro_use]
mod table;

mod access;
mod beside;
mod cases;
mod channel;
mod compliance;
mod convo;
mod detail;
mod direction;
mod history;
mod nearest;
mod note;
mod outcome;
mod people;
mod provider;
mod status;
mod subject;
mod template;
mod theme;
mod webhook;

pub use access::{Permission, Role};
pub use beside::{ButtonKind, ButtonPlace, InvoiceStatus, PaymentRequestStatus};
pub use cases::{CaseStatus, CaseType};
pub use channel::Channel;
pub use compliance::{
    ConsentKind, DataType, DecisionPhase, DurationUnit, GuardOutcome, LegalRepresentativeStatus, Operator,
};
pub use convo::{AuthorType, ConvoState, JoinType};
pub use detail::StatusDetail;
pub use direction::Direction;
pub use history::{Flow, HandlingStatus, HistoryAccess, Medium, Routing};
pub use note::NoteCategory;
pub use outcome::AgentOutcome;
pub use people::{
    Affiliation, BorrowerType, CollectionsIntensity, ContactLabel, ContactStatus, ContactType, Line,
    LoanStatus, PersonStatus, Security, ServicedBy,
};
pub use provider::{ArrivalState, ChannelKind, OutboxState, PretendedEvent};
pub use status::Status;
pub use subject::{Mark, Subject};
pub use template::RenderFormat;
pub use theme::Theme;
pub use webhook::DeliveryState;

/// Lists up to this long are spelled out in an error; longer ones get a "did you mean".
const SPELLED_OUT: usize = 20;

/// A closed list of words.
pub trait Vocabulary: Copy + Eq + 'static {
    /// What one word of the list is called in a sentence (`status detail`).
    const NAME: &'static str;
    /// What the list is for.
    const ABOUT: &'static str;
    /// Every value, in the order of the table.
    const ALL: &'static [Self];
    /// Spellings that are accepted and turned into their successor.
    const DEPRECATED: &'static [(&'static str, Self)];
    /// Spellings that are read without being listed.
    const ALIASES: &'static [(&'static str, Self)];

    /// The spelling on the wire.
    fn as_str(self) -> &'static str;

    /// The value a spelling stands for; a deprecated one stands for its successor.
    fn parse(text: &str) -> Option<Self>;

    /// What the value means, where the source says so; else empty.
    fn meaning(self) -> &'static str;

    /// The value a spelling stands for, or an error that says what would be right.
    fn read(text: &str) -> Result<Self, UnknownWord> {
        Self::parse(text).ok_or_else(|| UnknownWord(Self::refusal(text)))
    }

    /// Every spelling that may be sent, deprecated ones last.
    fn accepted() -> Vec<&'static str> {
        let current = Self::ALL.iter().map(|value| value.as_str());
        current.chain(Self::DEPRECATED.iter().map(|(old, _)| *old)).collect()
    }

    /// What would be right: `one of voice, email, …`.
    fn expected() -> String {
        format!("one of {}", Self::accepted().join(", "))
    }

    /// Why a spelling is refused and what would be right.
    fn refusal(text: &str) -> String {
        let article = if Self::NAME.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        let accepted = Self::accepted();
        let advice = if accepted.len() <= SPELLED_OUT {
            Self::expected()
        } else if let Some(near) = nearest::nearest(text, &accepted) {
            format!("did you mean {near}?")
        } else {
            format!("the {} accepted words are in the OpenAPI document", accepted.len())
        };
        format!("{} is not {article} {}; {advice}", nearest::quoted(text), Self::NAME)
    }
}

/// A word that is not in the list; its text says what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord(String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownWord {}

/// Reads one word of `V` from any serde format.
struct WordVisitor<V>(PhantomData<V>);

impl<V> WordVisitor<V> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<V: Vocabulary> de::Visitor<'_> for WordVisitor<V> {
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}", V::NAME)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V, E> {
        V::read(text).map_err(E::custom)
    }
}

fn schema<V: Vocabulary>() -> RefOr<Schema> {
    let mut description = V::ABOUT.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let meanings = V::ALL.iter().filter(|value| !value.meaning().is_empty());
    let explained = meanings.map(|value| format!("- `{}`: {}", value.as_str(), value.meaning()));
    let replaced =
        V::DEPRECATED.iter().map(|(old, new)| format!("- `{old}`: deprecated, stored as `{}`", new.as_str()));
    let rows = explained.chain(replaced).collect::<Vec<_>>();
    if !rows.is_empty() {
        description = format!("{description}\n\n{}", rows.join("\n"));
    }
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(V::accepted()))
        .description(Some(description))
        .into()
}

#[cfg(test)]
mod tests;
