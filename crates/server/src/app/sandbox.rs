//! The sandbox of a company: what would have been sent, and what would have come in.

use ::channels::sandbox::{self, Happened, Pretended, Sent, Written};
use domain::arrival::ArrivalRecord;
use domain::id::{AnyId, ChannelId, InteractionId, OutboxId, PersonId};
use domain::outbox::OutboxEntry;
use domain::vocabulary::{Channel, ChannelKind, OutboxState, Permission};
use store::outbox::{self, Wanted};
use store::page::{Page, Slice};

use super::channels::folder;
use super::{App, AppError, Caller, arrivals, people, secret};

/// Which messages somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// To this person.
    pub person: Option<AnyId<PersonId>>,
    /// Of this channel.
    pub channel: Option<Channel>,
}

/// What would have been sent, newest first; none beside an entry whose file is elsewhere or gone.
pub async fn outbox(
    app: &App,
    caller: &Caller,
    filter: Filter,
    slice: Slice,
) -> Result<Page<(OutboxEntry, Option<Sent>)>, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let channel = channel(app, caller).await?;
    let person = match &filter.person {
        Some(person) => Some(people::find(app, caller, person).await?.id),
        None => None,
    };
    let wanted =
        Wanted { states: vec![OutboxState::Sent], channel: Some(channel), person, carried: filter.channel };
    let page = outbox::list(&app.store, &caller.view(), &wanted, slice).await?;
    let folder = folder(app, channel);
    let mut rows = Vec::with_capacity(page.rows.len());
    for entry in page.rows {
        let sent = match &entry.provider_id {
            Some(id) => sandbox::sent(&folder, id).await,
            None => None,
        };
        rows.push((entry, sent));
    }
    let Page { total, exact, more_after, more_before, .. } = page;
    Ok(Page { rows, total, exact, more_after, more_before })
}

/// The key of the entry a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<OutboxId>) -> Result<Option<OutboxId>, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(outbox::find(&app.store, &caller.view(), id).await?.map(|entry| entry.id))
}

/// Somebody writes, as far as we can tell.
pub async fn inbound(
    app: &App,
    caller: &Caller,
    written: impl FnOnce(String) -> Written,
) -> Result<ArrivalRecord, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let channel = channel(app, caller).await?;
    let pretended = Pretended::Inbound(written(secret::random()?));
    pretend(app, caller, channel, &pretended).await
}

/// What would have happened to a message.
#[derive(Debug, Clone)]
pub struct Pretence {
    /// Its interaction.
    pub interaction: AnyId<InteractionId>,
    /// What happened; the rest of it is found here.
    pub happened: Happened,
}

/// A provider tells what became of a message, as far as we can tell.
pub async fn event(app: &App, caller: &Caller, pretence: Pretence) -> Result<ArrivalRecord, AppError> {
    caller.require(Permission::ChannelAdminister)?;
    let named = super::interactions::Named { person: None, interaction: pretence.interaction };
    let row = super::interactions::find(app, caller, &named).await?;
    let entry = outbox::of_interaction(&app.store, caller.company, row.id).await?;
    let sandboxed = match &entry {
        Some(entry) => kind_of(app, caller, entry.channel_id).await? == Some(ChannelKind::Sandbox),
        None => false,
    };
    let Some(entry) = entry.filter(|_| sandboxed) else {
        return Err(AppError::field("interactionId", "names nothing that was sent by the sandbox"));
    };
    let happened = pretence.happened;
    if !sandbox::fits(happened.event, row.channel) {
        let message = format!("{} does not happen to {}", happened.event, row.channel);
        return Err(AppError::field("event", message));
    }
    let id = if happened.id.is_empty() { secret::random()? } else { happened.id };
    let happened = Happened {
        id,
        interaction_id: row.id.to_string(),
        channel: row.channel,
        recipient: Some(entry.recipient.clone()),
        ..happened
    };
    pretend(app, caller, entry.channel_id, &Pretended::Event(happened)).await
}

async fn pretend(
    app: &App,
    caller: &Caller,
    channel: ChannelId,
    pretended: &Pretended,
) -> Result<ArrivalRecord, AppError> {
    let item = sandbox::item(pretended);
    let name = item.id.clone();
    arrivals::take(app, caller.company, channel, vec![item]).await?;
    let found = store::arrivals::of_item(&app.store, caller.company, channel, &name).await?;
    found.ok_or(AppError::Missing("arrival"))
}

/// The company's sandbox: the oldest that is in use.
async fn channel(app: &App, caller: &Caller) -> Result<ChannelId, AppError> {
    let all = store::channels::in_use(&app.store, caller.company).await?;
    let found = all.into_iter().find(|channel| channel.kind == ChannelKind::Sandbox);
    found
        .map(|channel| channel.id)
        .ok_or(AppError::Missing("sandbox channel (set one up with POST /api/channels)"))
}

async fn kind_of(app: &App, caller: &Caller, id: ChannelId) -> Result<Option<ChannelKind>, AppError> {
    let found = store::channels::find(&app.store, caller.company, id).await?;
    Ok(found.map(|channel| channel.kind))
}
