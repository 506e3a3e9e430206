//! The event log as callers see it: the list, the timelines, and what decides who sees what.

use domain::id::{AnyId, CompanyId, PersonId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use serde::Serialize;
use serde_json::value::RawValue;
use store::ActorKind;
use store::event::{Event, Object};
use store::events::{self, Wanted};
use utoipa::ToSchema;

use super::interactions::Named;
use super::{App, AppError, Caller};

/// Numbers one request walks past when no index leads to what it wants.
const STRIDE: i64 = 20_000;

/// What a caller sees of the log, decided once; streams that see the same share their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sight {
    company: CompanyId,
    /// One bit for each permission held, in the order of the vocabulary.
    permissions: u64,
    credentials: bool,
}

impl Sight {
    /// What this caller sees.
    pub fn of(caller: &Caller) -> Self {
        let permissions = caller.permissions.iter().fold(0, |held, permission| held | bit(*permission));
        Self { company: caller.company, permissions, credentials: caller.actor.kind != ActorKind::User }
    }

    /// Whether an event of its company is shown. The one rule for lists, timelines and streams.
    pub fn sees(self, event: &Event) -> bool {
        if event.credentials && !self.credentials {
            return false;
        }
        // An event that concerns nobody is about an interaction that belongs to nobody.
        let adrift = event.person.is_none() && !self.may(Permission::InteractionReadUnassociated);
        match event.object {
            Object::Interaction(_) | Object::Convo(_) | Object::Communication(_) => {
                self.may(Permission::InteractionRead) && !adrift
            }
            Object::Qualification(_)
            | Object::SurveyAnswer(_)
            | Object::Invoice(_)
            | Object::PaymentRequest(_) => self.may(Permission::InteractionRead) && !adrift,
            Object::Note(_) => self.may(Permission::NoteRead) && !adrift,
            Object::Person(_) | Object::LegalRepresentative(_) => self.may(Permission::PersonRead),
            Object::Contact(_) | Object::Consent(_) => self.may(Permission::ContactRead),
            Object::Override(_) => self.may(Permission::GuardRead),
            Object::Queue(_) | Object::Team(_) | Object::Profile(_) => self.may(Permission::HistoryRead),
            Object::Case(_) | Object::DoNotInteractType(_) => self.may(Permission::CaseRead),
            Object::Loan(_) => self.may(Permission::LoanRead),
            Object::Document(_) => self.may(Permission::DocumentRead),
            Object::TemplateDescriptor(_) | Object::TemplateVersion(_) => self.may(Permission::TemplateRead),
            Object::User(_)
            | Object::ApiKey(_)
            | Object::Role(_)
            | Object::Company(_)
            | Object::Channel(_)
            | Object::Button(_)
            | Object::Webhook(_) => self.is_administrator(),
        }
    }

    /// The event as it is shown.
    pub fn show(self, event: Event) -> EventBody {
        let changes = if self.credentials { event.changes } else { without_chain(event.changes) };
        let changes = RawValue::from_string(changes).unwrap_or_else(|_| RawValue::NULL.to_owned());
        EventBody {
            number: event.number,
            name: event.name,
            at: event.at,
            actor: ActorBody { kind: event.actor_kind, id: event.actor_id, name: event.actor_name },
            object: ObjectBody { kind: event.object.kind(), id: event.object.id() },
            person_id: event.person,
            changes,
            api_key_id: event.key,
            address: event.address.filter(|_| self.is_administrator()),
        }
    }

    fn is_administrator(self) -> bool {
        self.may(Permission::UserAdminister)
    }

    fn may(self, permission: Permission) -> bool {
        self.permissions & bit(permission) != 0
    }
}

/// Says of the interaction that another continues only that it changed: it could be one of account
/// credentials, and a look at it would cost every stream a question.
fn without_chain(changes: String) -> String {
    const FIELD: &str = "previousInteractionId";
    if !changes.contains(FIELD) {
        return changes;
    }
    match serde_json::from_str(&changes) {
        Ok(serde_json::Value::Object(mut fields)) => {
            if let Some(told) = fields.get_mut(FIELD) {
                *told = serde_json::json!({"changed": true});
            }
            serde_json::Value::Object(fields).to_string()
        }
        _ => "{}".to_owned(),
    }
}

fn bit(permission: Permission) -> u64 {
    1 << (permission as u32)
}

/// A change, as everybody reads about it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Event)]
pub struct EventBody {
    /// One growing series per company; gaps are possible.
    #[schema(minimum = 1)]
    number: i64,
    /// `interaction.created` and the like.
    #[serde(rename = "type")]
    name: String,
    at: Instant,
    actor: ActorBody,
    object: ObjectBody,
    /// The person concerned.
    person_id: Option<PersonId>,
    /// What changed: `{"status": {"from": "attempted", "to": "failed"}}`; words of a content are never told.
    #[schema(value_type = Object)]
    changes: Box<RawValue>,
    /// The key it came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    api_key_id: Option<String>,
    /// The network address it came from; shown to callers with the permission `user:administer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    address: Option<String>,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventActor)]
pub struct ActorBody {
    /// `user`, `apiKey` or `system`.
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
    name: String,
}

/// To what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventObject)]
pub struct ObjectBody {
    /// `interaction`, `person`, `contact`, `case`, `loan`, `note`, `convo`, `user`, `apiKey`, `role`, `company`,
    /// `legalRepresentative`, `consent`, `override`, `templateDescriptor` or `templateVersion`.
    /// `communication` (the interaction that was sent), `webhook`, `queue`, `team` or `profile`.
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
}

/// Which part of the log is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Events after this number.
    pub after: i64,
    /// Events at most.
    pub limit: i64,
}

/// Events in order, and how far was looked.
#[derive(Debug)]
pub struct Listing {
    /// The events that are shown.
    pub events: Vec<EventBody>,
    /// The highest number looked at, hidden ones included: read on from here.
    pub last: i64,
}

/// Which events are asked for, as a caller names them.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Kind of object.
    pub kind: Option<String>,
    /// The object, of that kind.
    pub object: Option<String>,
    /// Types of event.
    pub names: Vec<String>,
    /// The person.
    pub person: Option<String>,
}

/// The company's log after a number.
pub async fn list(app: &App, caller: &Caller, asked: Asked, span: Span) -> Result<Listing, AppError> {
    caller.require(Permission::EventRead)?;
    match wanted(app, caller, asked).await? {
        Some(wanted) => read(app, caller, &wanted, span).await,
        // There is no such object, now; what it will be told about has a number after these.
        None => {
            let newest = events::newest(&app.store, caller.company).await?;
            Ok(Listing { events: Vec::new(), last: newest.max(span.after) })
        }
    }
}

/// What happened to one interaction.
pub async fn of_interaction(
    app: &App,
    caller: &Caller,
    path: &Named,
    span: Span,
) -> Result<Listing, AppError> {
    caller.require(Permission::EventRead)?;
    caller.require(Permission::InteractionRead)?;
    let found = super::interactions::find(app, caller, path).await?;
    read(app, caller, &Wanted::about(Object::Interaction(found.id)), span).await
}

/// Everything that happened with one person.
pub async fn of_person(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    span: Span,
) -> Result<Listing, AppError> {
    caller.require(Permission::EventRead)?;
    caller.require(Permission::PersonRead)?;
    let found = super::people::find(app, caller, person).await?;
    read(app, caller, &Wanted::of_person(found.id), span).await
}

async fn read(app: &App, caller: &Caller, wanted: &Wanted, span: Span) -> Result<Listing, AppError> {
    // Read before the rows: what commits in between is left for the next request, never passed over.
    let newest = events::newest(&app.store, caller.company).await?;
    let reach = if wanted.walks() { newest.min(span.after.saturating_add(STRIDE)) } else { newest };
    let rows = events::list(&app.store, caller.company, wanted, (span.after, reach), span.limit).await?;
    let full = rows.len() as i64 == span.limit;
    let last = rows.last().filter(|_| full).map_or(reach.max(span.after), |row| row.number);
    let sight = Sight::of(caller);
    let seen = rows.into_iter().filter(|event| sight.sees(event));
    Ok(Listing { events: seen.map(|event| sight.show(event)).collect(), last })
}

/// What is asked for in the store's words; nothing where it names what is not there.
async fn wanted(app: &App, caller: &Caller, asked: Asked) -> Result<Option<Wanted>, AppError> {
    let mut wanted = Wanted { kind: asked.kind, names: asked.names, ..Wanted::default() };
    if let Some(text) = asked.person {
        let person = store::people::find(&app.store, caller.company, &AnyId::read(&text)).await?;
        let Some(person) = person else { return Ok(None) };
        wanted.person = Some(person.id);
    }
    if let (Some(kind), Some(text)) = (&wanted.kind, asked.object) {
        let Some(object) = object(app, caller, kind, &text).await? else { return Ok(None) };
        wanted.key = Some(object.key());
    }
    Ok(Some(wanted))
}

async fn object(app: &App, caller: &Caller, kind: &str, text: &str) -> Result<Option<Object>, AppError> {
    if !text.starts_with("ext-") {
        return Ok(Object::read(kind, text));
    }
    let object = match kind {
        "interaction" => {
            let id = AnyId::read(text);
            let found = store::interactions::find(&app.store, &caller.view(), None, &id).await?;
            found.map(|row| Object::Interaction(row.id))
        }
        "person" => {
            let found = store::people::find(&app.store, caller.company, &AnyId::read(text)).await?;
            found.map(|row| Object::Person(row.id))
        }
        _ => None,
    };
    Ok(object)
}
