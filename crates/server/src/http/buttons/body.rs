//! Bodies of buttons.

use axum::http::{HeaderName, header};
use domain::button::{Button, Conditions};
use domain::id::ProfileId;
use domain::vocabulary::{ButtonKind, ButtonPlace};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::buttons::Shown;
use crate::http::envelope::{One, one};

/// What a body may say about a button; `profileId`, `label` and `target` are needed for a new one.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `ButtonDraft::read` reads")]
pub(super) struct ButtonBody {
    /// The profile whose holders have it.
    profile_id: Option<ProfileId>,
    /// What stands on it.
    #[schema(min_length = 1, max_length = 60)]
    label: Option<String>,
    /// Default interaction.
    place: Option<ButtonPlace>,
    /// Default url.
    kind: Option<ButtonKind>,
    /// What it opens or calls. An address that it opens may hold placeholders behind the host: `{interactionId}`, `{personId}`,
    /// `{personExternalId}`, `{caseId}`, `{customerAddress}`, `{flow}`, `{direction}`, `{queueId}`, `{userId}`, `{userEmail}`,
    /// `{context}` (where the signed context goes; else it is added to the query).
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "https://example.com/customers?phone={customerAddress}"
    )]
    target: Option<String>,
    conditions: Option<Conditions>,
    /// Its place among its neighbours; the smallest stands first.
    #[schema(minimum = 0, maximum = 10000)]
    position: Option<i64>,
    /// Default true.
    enabled: Option<bool>,
}

/// A button with its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ButtonWithSecret)]
pub struct ShownButton {
    /// What is known about it later.
    #[serde(flatten)]
    about: Button,
    /// What signs all it sends: `whsec_` and base64.
    secret: String,
}

/// An answer that nobody may keep.
pub(super) type Secret = ([(HeaderName, &'static str); 1], One<ShownButton>);

/// A button with its secret, for this once.
pub(super) fn secret(Shown { about, secret }: Shown) -> Secret {
    ([(header::CACHE_CONTROL, "no-store")], one(ShownButton { about, secret }))
}
