//! The conversation a text belongs to: the newest one with its number that is still open.

use channels::Received;
use domain::convo::Author;
use domain::id::{Id, InteractionId};
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::{AuthorType, Channel, Status};
use serde_json::json;
use store::event::{NewEvent, Object};
use store::text_threads::{self, TextThread};
use store::{Tx, convos, people};

use super::apply::Setting;
use super::correspondent::Correspondent;
use super::quiet;
use crate::app::{AppError, interactions};

/// What somebody said.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) body: String,
    pub(super) at: Instant,
}

/// The conversations with a number.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The one that goes on.
    pub(super) open: Option<Interaction>,
    /// The last one, open or over.
    pub(super) last: Option<Interaction>,
}

/// The conversations with the number a text came from. One in which nobody wrote for too long is closed on the way.
pub(super) async fn find(
    tx: &Tx,
    setting: &Setting,
    who: &Correspondent,
    received: &Received,
    at: Instant,
) -> Result<Known, AppError> {
    let threads = text_threads::with(tx, setting.company, setting.channel, &received.from).await?;
    let mut candidates: Vec<InteractionId> = threads.iter().map(|thread| thread.interaction).collect();
    candidates.extend(who.written_to.iter().map(|told| told.interaction));
    candidates.sort_by_key(|id| std::cmp::Reverse(id.key()));
    candidates.dedup();
    let mut known = Known::default();
    for id in candidates {
        let Some(row) = interactions::row(tx, setting.company, id).await? else { continue };
        let last_at = last_word(&row, &threads);
        let goes_on = may_go_on(tx, &row, who).await?;
        if goes_on && at.0 - last_at.0 <= quiet::micros(setting.quiet_after) {
            let last = Some(row.clone());
            return Ok(Known { open: Some(row), last: known.last.or(last) });
        }
        if goes_on {
            quiet::end(tx, &row, setting.now).await?;
        }
        known.last = known.last.or(Some(row));
    }
    Ok(known)
}

fn last_word(row: &Interaction, threads: &[TextThread]) -> Instant {
    let told = threads.iter().find(|thread| thread.interaction == row.id);
    told.map_or(row.started_at, |told| told.last_at.max(row.started_at))
}

/// Whether more can be said in it, by this person. Nothing that is said about account credentials would be kept.
async fn may_go_on(tx: &Tx, row: &Interaction, who: &Correspondent) -> Result<bool, AppError> {
    let ended = row.ended_at.is_some() || matches!(row.status, Status::Failed | Status::Canceled);
    let fits = row.channel == Channel::Text && row.person == who.person && !row.is_credentials();
    if ended || !fits {
        return Ok(false);
    }
    Ok(convos::find(tx, row.company, row.id).await?.closed_at.is_none())
}

/// Adds what was said to a conversation.
pub(super) async fn say(
    tx: &Tx,
    row: &Interaction,
    who: &Correspondent,
    said: &Said,
    now: Instant,
) -> Result<(), AppError> {
    if convos::hold(tx, row.id, now).await? {
        tx.record(event(row, "created", "{}".to_owned(), now));
    }
    let before = convos::find(tx, row.company, row.id).await?.messages.len();
    let author = author(tx, who).await?;
    convos::say(tx, row.id, said.at, &author, &said.body).await?;
    let changes = json!({"messages": {"from": before, "to": before + 1}});
    tx.record(event(row, "updated", changes.to_string(), now));
    Ok(())
}

async fn author(tx: &Tx, who: &Correspondent) -> Result<Author, AppError> {
    let people = people::find_all(tx, tx.author().company, who.person.as_slice()).await?;
    Ok(Author {
        kind: AuthorType::Borrower,
        id: who.person.map(|person| person.to_string()),
        name: people.first().and_then(|person| person.full_name()),
    })
}

fn event(row: &Interaction, verb: &'static str, changes: String, at: Instant) -> NewEvent {
    let object = Object::Convo(domain::convo::id_of(row));
    NewEvent { verb, object, person: row.person, changes, at, credentials: row.is_credentials() }
}
