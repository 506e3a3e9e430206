//! A row of the history, as the store finds it and the API shows it. It has no words of a content.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{CaseId, ContactId, InteractionId};
use crate::time::Instant;
use crate::vocabulary::{
    Channel, ContactType, Direction, Flow, HandlingStatus, Medium, Routing, Status, StatusDetail,
};

/// Somebody or something by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HistoryName)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
}

/// The contact of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HistoryContact)]
pub struct Reached {
    /// Its id.
    pub id: ContactId,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ContactType,
    /// The number or mail address.
    pub value: Option<String>,
}

/// An interaction in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRow {
    /// Its id.
    pub id: InteractionId,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// How it travels.
    pub channel: Channel,
    /// The service of a chat.
    pub medium: Option<Medium>,
    /// How it flows.
    pub flow: Option<Flow>,
    /// What became of it.
    pub handling_status: Option<HandlingStatus>,
    /// Why.
    pub handling_reason: Option<String>,
    /// The technical status.
    pub status: Status,
    /// More about the status.
    pub status_details: Option<StatusDetail>,
    /// Who contacted whom.
    pub direction: Direction,
    /// How it first found whoever handles it.
    pub original_routing: Routing,
    /// How it finds them now.
    pub current_routing: Routing,
    /// The user who handles it.
    pub advisor: Option<Named>,
    /// The queue it came through.
    pub queue: Option<Named>,
    /// The person.
    pub person: Option<Named>,
    /// The person's contact.
    pub contact: Option<Reached>,
    /// The number or mail address on the customer's side.
    pub customer_address: Option<String>,
    /// The campaign it was part of.
    pub campaign: Option<String>,
    /// The template it was made from.
    pub template_version_id: Option<String>,
    /// That template's name.
    pub template_name: Option<String>,
    /// Seconds until somebody took it.
    pub waiting_duration: Option<i64>,
    /// Seconds somebody worked on it.
    pub handling_duration: Option<i64>,
    /// Seconds of work after it.
    pub wrap_up_duration: Option<i64>,
    /// The cases it is linked to.
    pub case_ids: Vec<CaseId>,
    /// Whether its content is for those with the permission only.
    pub sensitive: bool,
    /// Whether its content is kept from this reader.
    pub locked: bool,
}
