//! The company's event log.

use axum::extract::State;
use store::event::Object;
use utoipa::IntoParams;

use super::body::{Events, SpanParams, span};
use crate::app::events::{self, Asked};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::query::Query;

/// Which events.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `asked` reads")]
pub struct AskedParams {
    /// About this kind of object.
    object_type: Option<String>,
    /// About this object (id, or `ext-…` of an interaction or a person); needs `objectType`.
    object_id: Option<String>,
    /// Of these types (`interaction.created`).
    r#type: Option<Vec<String>>,
    /// About this person (id or `ext-…`).
    person_id: Option<String>,
}

/// The event log: every change, in the order it was committed
#[utoipa::path(
    get,
    path = "/api/events",
    tag = "events",
    operation_id = "listEvents",
    params(SpanParams, AskedParams),
    responses((status = 200, body = Events)),
    extensions(("x-permission" = json!("event:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Events, AppError> {
    let span = span(&mut query);
    let asked = asked(&mut query);
    query.finish()?;
    Ok(events::list(&app, &caller, asked, span).await?.into())
}

fn asked(query: &mut Query) -> Asked {
    let kind = query.one("objectType");
    let object = query.one("objectId");
    let names = query.list("type");
    let person = query.one("personId");
    let known = |kind: &str| Object::KINDS.contains(&kind);
    if kind.as_deref().is_some_and(|kind| !known(kind)) {
        query.refuse("objectType", format!("must be one of {}", Object::KINDS.join(", ")));
    }
    if object.is_some() && kind.is_none() {
        query.refuse("objectId", "needs objectType");
    }
    if names.iter().any(|name| !name.split_once('.').is_some_and(|(kind, _)| known(kind))) {
        query.refuse("type", "must be a kind of object, a dot and what happened, as in interaction.created");
    }
    Asked { kind, object, names, person }
}
