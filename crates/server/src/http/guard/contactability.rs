//! How a person may be reached now.

use axum::extract::State;
use domain::id::{AnyId, ContactId};
use domain::vocabulary::{Affiliation, Channel, ContactLabel, ContactStatus, ContactType, Theme};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Verdict;
use crate::app::guard::{OfChannel, OfContact};
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::Query;

/// Whether a person may be reached now, over each channel and at each contact: allowed, until when not, why not
#[utoipa::path(
    get,
    path = "/api/people/{personId}/contactability",
    tag = "complianceGuard",
    operation_id = "getContactability",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("theme" = Option<Theme>, Query, description = "What about; `opsCollDebt` unless said")
    ),
    responses((status = 200, body = One<Contactability>)),
    extensions(("x-permission" = json!("interaction:check")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<One<Contactability>, AppError> {
    let theme = query.word("theme").unwrap_or(Theme::OpsCollDebt);
    query.finish()?;
    let channels = app::guard::contactability(&app, &caller, &AnyId::read(&person), theme).await?;
    Ok(one(Contactability { theme, channels: channels.into_iter().map(ChannelBody::from).collect() }))
}

/// How a person may be reached now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contactability {
    /// What about.
    theme: Theme,
    /// Each channel.
    channels: Vec<ChannelBody>,
}

/// A channel, and whether the person may be reached over it at the usual contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChannelBody {
    /// The channel.
    channel: Channel,
    #[serde(flatten)]
    verdict: Verdict,
    /// Each contact it reaches, archived ones left out.
    contacts: Vec<ContactBody>,
}

/// A contact, and whether the person may be reached there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactBody {
    /// The contact.
    id: ContactId,
    /// Phone, email or address.
    contact_type: ContactType,
    /// Where it reaches the person.
    label: Option<ContactLabel>,
    /// Who answers there.
    affiliation: Affiliation,
    /// In which order it is used.
    status: ContactStatus,
    #[serde(flatten)]
    verdict: Verdict,
}

impl From<OfChannel> for ChannelBody {
    fn from(of: OfChannel) -> Self {
        Self {
            channel: of.channel,
            verdict: of.decision.into(),
            contacts: of.contacts.into_iter().map(ContactBody::from).collect(),
        }
    }
}

impl From<OfContact> for ContactBody {
    fn from(of: OfContact) -> Self {
        Self {
            id: of.contact.id,
            contact_type: of.contact.contact_type,
            label: of.contact.label,
            affiliation: of.contact.affiliation,
            status: of.contact.status,
            verdict: of.decision.into(),
        }
    }
}
