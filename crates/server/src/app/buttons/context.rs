//! What a pressed button tells of the interaction, the person and whoever pressed it; signed, so that nobody else can.

use domain::button::{Button, Context};
use domain::history::HistoryRow;
use domain::id::{ButtonId, CaseId, CompanyId, InteractionId, PersonId, UserId};
use domain::person::Person;
use domain::time::Instant;
use domain::user::User;
use domain::vocabulary::{Channel, Direction, Flow, HandlingStatus};
use jsonwebtoken::{EncodingKey, Header};
use serde::Serialize;

use crate::app::AppError;
use crate::app::webhooks::message::Message;

/// Seconds a signed context is good for: as long as a page takes to open.
const GOOD_FOR: i64 = 5 * 60;

/// What is told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Told {
    company_id: CompanyId,
    button_id: ButtonId,
    user: By,
    interaction: About,
    person: Option<Whose>,
}

#[derive(Debug, Serialize)]
struct By {
    id: UserId,
    name: String,
    email: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    id: InteractionId,
    channel: Channel,
    flow: Option<Flow>,
    direction: Direction,
    handling_status: Option<HandlingStatus>,
    started_at: Instant,
    customer_address: Option<String>,
    queue_id: Option<String>,
    campaign: Option<String>,
    case_ids: Vec<CaseId>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Whose {
    id: PersonId,
    external_id: Option<String>,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'static str,
    sub: UserId,
    jti: &'a str,
    iat: i64,
    exp: i64,
    #[serde(flatten)]
    told: &'a Told,
}

#[derive(Serialize)]
struct Payload<'a> {
    r#type: &'static str,
    timestamp: Instant,
    data: &'a Told,
}

impl Told {
    pub(super) fn of(
        company: CompanyId,
        button: &Button,
        user: &User,
        row: &HistoryRow,
        person: Option<&Person>,
    ) -> Self {
        Self {
            company_id: company,
            button_id: button.id,
            user: By { id: user.id, name: user.full_name(), email: user.email.clone() },
            interaction: About {
                id: row.id,
                channel: row.channel,
                flow: row.flow,
                direction: row.direction,
                handling_status: row.handling_status,
                started_at: row.started_at,
                customer_address: row.customer_address.clone(),
                queue_id: row.queue.as_ref().map(|queue| queue.id.clone()),
                campaign: row.campaign.clone(),
                case_ids: row.case_ids.clone(),
            },
            person: person.map(|one| Whose { id: one.id, external_id: one.external_id.clone() }),
        }
    }

    /// What stands for the placeholders of an address.
    pub(super) fn placed(&self) -> Context {
        let about = &self.interaction;
        Context {
            interaction: about.id.to_string(),
            person: self.person.as_ref().map(|person| person.id.to_string()),
            person_external: self.person.as_ref().and_then(|person| person.external_id.clone()),
            case: about.case_ids.first().map(ToString::to_string),
            customer_address: about.customer_address.clone(),
            flow: about.flow.map(|flow| flow.as_str().to_owned()),
            direction: about.direction.as_str().to_owned(),
            queue: about.queue_id.clone(),
            user: self.user.id.to_string(),
            user_email: self.user.email.clone(),
        }
    }

    /// As a token that the page which is opened can check (RFC 7519, HS256).
    pub(super) fn token(&self, mark: &str, secret: &[u8], now: Instant) -> Result<String, AppError> {
        let iat = now.0.div_euclid(1_000_000);
        let claims =
            Claims { iss: "switchboard", sub: self.user.id, jti: mark, iat, exp: iat + GOOD_FOR, told: self };
        jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(secret)).map_err(broken)
    }

    /// As the message that an endpoint is sent.
    pub(super) fn message(&self, mark: &str, now: Instant) -> Result<Message, AppError> {
        let payload = Payload { r#type: "button.pressed", timestamp: now, data: self };
        Ok(Message { id: format!("button-{mark}"), body: serde_json::to_string(&payload).map_err(broken)? })
    }
}

fn broken(error: impl std::fmt::Display) -> AppError {
    AppError::Store(store::StoreError::Inconsistent(error.to_string()))
}
