//! What a stream tells of each event.

use std::collections::HashMap;
use std::fmt::Write as _;

use bytes::Bytes;
use domain::history::Facts;
use domain::id::{Id, InteractionId};
use domain::time::{Instant, Offset};
use domain::vocabulary::{Flow, Permission, Routing};
use serde_json::{Map, Value, json};
use store::event::{Event, Object};
use store::history::Sight as Looked;

use super::batch::{Batch, frames};
use crate::app::events::Sight;
use crate::app::{App, AppError, Caller, history};

/// What a stream tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every event the caller sees, whole.
    Events,
    /// That something happened to an interaction the caller may look back on.
    History,
}

/// A kind of stream with what its caller sees now.
pub(super) enum Telling {
    Events(Sight),
    History(Box<Looked>),
}

impl Telling {
    /// For this caller, or why it may not listen.
    pub(super) async fn of(app: &App, caller: &Caller, kind: Kind) -> Result<Self, AppError> {
        match kind {
            Kind::Events => {
                caller.require(Permission::EventRead)?;
                Ok(Telling::Events(Sight::of(caller)))
            }
            Kind::History => Ok(Telling::History(Box::new(history::look(app, caller).await?.sight))),
        }
    }

    /// What is told of a batch by a stream that stands at `position`; nothing where the line must end.
    pub(super) async fn batch(&self, app: &App, batch: &Batch, position: i64) -> Option<Bytes> {
        match self {
            Telling::Events(sight) => Some(batch.after(position, *sight)),
            Telling::History(_) => self.frames(app, &batch.events_after(position).collect::<Vec<_>>()).await,
        }
    }

    /// A frame for each event; with an id alone where it is not for this caller.
    pub(super) async fn frames(&self, app: &App, events: &[&Event]) -> Option<Bytes> {
        let sight = match self {
            Telling::Events(sight) => return Some(frames(events.iter().copied(), *sight)),
            Telling::History(sight) => sight,
        };
        let mut ids: Vec<InteractionId> = events.iter().filter_map(|event| about(event)).collect();
        ids.sort();
        ids.dedup();
        let facts = match store::history::facts(&app.store, &sight.view, &ids).await {
            Ok(facts) => facts.into_iter().collect::<HashMap<_, _>>(),
            Err(error) => {
                tracing::warn!(%error, "a stream ends: what its events are about could not be read");
                return None;
            }
        };
        let mut text = String::new();
        for event in events {
            let number = event.number;
            let told = about(event).filter(|id| {
                let now = facts.get(id).filter(|_| !event.credentials);
                now.is_some_and(|now| sight.reach.holds(now) || sight.reach.holds(&before(now, event)))
            });
            // Writing to a string cannot fail.
            let _ = match told {
                Some(id) => {
                    let data = json!({"number": number, "type": event.name, "interactionId": id});
                    write!(text, "id: {number}\nevent: {}\ndata: {data}\n\n", event.name)
                }
                None => write!(text, "id: {number}\n\n"),
            };
        }
        Some(Bytes::from(text))
    }
}

/// The interaction an event is about.
fn about(event: &Event) -> Option<InteractionId> {
    match event.object {
        Object::Interaction(id) | Object::Communication(id) => Some(id),
        Object::Convo(id) => Some(InteractionId::of(id.key())),
        _ => None,
    }
}

/// What the reach asked about an interaction before this event: who loses sight of one is told so.
fn before(now: &Facts, event: &Event) -> Facts {
    const TELLING: [&str; 5] = ["advisorId", "queueId", "currentRouting", "flow", "startedAt"];
    let mut facts = now.clone();
    if !TELLING.iter().any(|field| event.changes.contains(field)) {
        return facts;
    }
    let changes: Map<String, Value> = serde_json::from_str(&event.changes).unwrap_or_default();
    let from = |field: &str| changes.get(field).map(|change| change["from"].as_str().unwrap_or_default());
    if let Some(text) = from("advisorId") {
        facts.advisor = text.parse().ok();
    }
    if let Some(text) = from("queueId") {
        facts.queue = text.parse().ok();
    }
    if let Some(routing) = from("currentRouting").and_then(Routing::parse) {
        facts.routing = routing;
    }
    if let Some(text) = from("flow") {
        facts.flow = Flow::parse(text);
    }
    if let Some(at) = from("startedAt").and_then(|text| Instant::read(text, Offset::Required).ok()) {
        facts.started_at = at;
    }
    facts
}
