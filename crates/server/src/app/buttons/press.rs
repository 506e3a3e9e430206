//! The buttons somebody has for an interaction, and pressing one.

use domain::button::{Button, Facts, Target};
use domain::history::HistoryRow;
use domain::id::{AnyId, ButtonId, Id, InteractionId, PersonId, UserId};
use domain::vocabulary::{ButtonKind, ButtonPlace};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::event::NewEvent;
use store::kept::{self, Which};
use store::{Tx, buttons, people, profiles, users};
use utoipa::ToSchema;

use super::context::Told;
use super::{MISSING, event, sealed_for};
use crate::app::history::look;
use crate::app::webhooks::message;
use crate::app::{App, AppError, Caller, vault};
use crate::outbound::Called;

/// Longest word of an endpoint that is shown, in characters.
const SAID_LENGTH: usize = 300;

/// A button as its holder finds it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferedButton)]
pub struct Offered {
    /// Its id.
    id: ButtonId,
    /// What stands on it.
    label: String,
    /// Where it stands.
    place: ButtonPlace,
    /// What it does.
    kind: ButtonKind,
}

/// What came of pressing a button.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PressedButton)]
pub struct Pressed {
    /// The address to open, with the signed context; null where an endpoint was called.
    url: Option<String>,
    /// Whether the endpoint answered 2xx; null where an address is opened.
    delivered: Option<bool>,
    /// The HTTP status of its answer, if there was one.
    #[schema(value_type = Option<i64>)]
    response_status: Option<u16>,
    /// What it said, as `{"message": "…"}`; else why the call is no success.
    message: Option<String>,
}

/// The buttons of the caller's active profile that are there for an interaction.
pub async fn offered(
    app: &App,
    caller: &Caller,
    interaction: &AnyId<InteractionId>,
) -> Result<Vec<Offered>, AppError> {
    let row = row(app, caller, interaction).await?;
    let buttons = buttons_for(app, caller, &row).await?;
    let show = |Button { id, label, place, kind, .. }: Button| Offered { id, label, place, kind };
    Ok(buttons.into_iter().map(show).collect())
}

/// Presses a button. That it was pressed is an event.
pub async fn press(
    app: &App,
    caller: &Caller,
    interaction: &AnyId<InteractionId>,
    id: &AnyId<ButtonId>,
) -> Result<Pressed, AppError> {
    let row = row(app, caller, interaction).await?;
    let buttons = buttons_for(app, caller, &row).await?;
    let button = buttons.into_iter().find(|button| AnyId::Ours(button.id) == *id).ok_or(MISSING)?;
    let told = told(app, caller, &button, &row).await?;
    let now = app.clock.now();
    let sealed = buttons::secret(&app.store, caller.company, button.id).await?;
    let secret = app.sealer.open(&sealed_for(caller.company, button.id), &sealed)?;
    let mark = format!("{:016x}", u64::from_ne_bytes(vault::random()?));
    remember(app, caller, &button, &row).await?;
    if button.kind == ButtonKind::Webhook {
        let message = told.message(&mark, now)?;
        let headers = message::headers(&message, &[secret], now);
        return Ok(app.outbound.post(&button.target, &headers, message.body).await.into());
    }
    let target = Target::read(&button.target).map_err(|remedy| AppError::field("target", remedy))?;
    let url = target.fill(&told.placed(), &told.token(&mark, &secret, now)?);
    Ok(Pressed { url: Some(url), ..Pressed::default() })
}

impl From<Called> for Pressed {
    fn from(called: Called) -> Self {
        let said = called.excerpt.as_deref().and_then(said);
        Self {
            url: None,
            delivered: Some(called.succeeded()),
            response_status: called.status,
            message: said.or(called.error),
        }
    }
}

/// The word of an endpoint, cut where it is too long to be shown.
fn said(answer: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Answer {
        message: String,
    }
    let Answer { message } = serde_json::from_str(answer).ok()?;
    Some(message.chars().take(SAID_LENGTH).collect())
}

async fn row(app: &App, caller: &Caller, id: &AnyId<InteractionId>) -> Result<HistoryRow, AppError> {
    let looking = look(app, caller).await?;
    let row = store::history::find(&app.store, &looking.sight, id).await?;
    row.ok_or(AppError::Missing("interaction"))
}

async fn buttons_for(app: &App, caller: &Caller, row: &HistoryRow) -> Result<Vec<Button>, AppError> {
    let held = profiles::held_by(&app.store, caller.company, me(caller)?).await?;
    let Some(active) = held.into_iter().find(|profile| profile.active) else { return Ok(Vec::new()) };
    let of = Which::all(caller.company).and("profile = ?", [active.id.key().into()]);
    let mut buttons: Vec<Button> = kept::all(&app.store, of, "position, key").await?;
    let facts = Facts {
        flow: row.flow,
        direction: row.direction,
        handling_status: row.handling_status,
        has_person: row.person.is_some(),
        has_case: !row.case_ids.is_empty(),
    };
    buttons.retain(|button| button.is_for(&facts));
    Ok(buttons)
}

async fn told(app: &App, caller: &Caller, button: &Button, row: &HistoryRow) -> Result<Told, AppError> {
    let me = me(caller)?;
    let user = users::find(&app.store, caller.company, me).await?.ok_or(AppError::Missing("user"))?;
    let person = match row.person.as_ref().and_then(|person| person.id.parse::<PersonId>().ok()) {
        Some(id) => people::find(&app.store, caller.company, &AnyId::Ours(id)).await?,
        None => None,
    };
    Ok(Told::of(caller.company, button, &user, row, person.as_ref()))
}

async fn remember(app: &App, caller: &Caller, button: &Button, row: &HistoryRow) -> Result<(), AppError> {
    let changes = json!({"interactionId": {"to": row.id}}).to_string();
    let person = row.person.as_ref().and_then(|person| person.id.parse().ok());
    let pressed = NewEvent { person, ..event("pressed", button.id, changes, app.clock.now()) };
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            tx.record(pressed.clone());
            Ok::<_, AppError>(())
        })
        .await
}

fn me(caller: &Caller) -> Result<UserId, AppError> {
    caller.user.ok_or_else(|| AppError::Forbidden("buttons are for people; sign in as a user".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn an_endpoint_is_quoted_where_it_speaks_our_way() {
        assert_eq!(said(r#"{"message": "Ticket 42 opened", "x": 1}"#).as_deref(), Some("Ticket 42 opened"));
        assert_eq!(said("<html>"), None);
        assert_eq!(
            said(&format!(r#"{{"message": "{}"}}"#, "é".repeat(400))).map(|text| text.chars().count()),
            Some(300)
        );
    }
}
