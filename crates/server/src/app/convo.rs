//! The conversation of a text or chat interaction: read, join, leave, close.

use domain::convo::{Convo, Participant};
use domain::id::UserId;
use domain::interaction::{Interaction, close_convo};
use domain::time::Instant;
use domain::vocabulary::{ConvoState, JoinType, Permission};
use serde_json::{Value, json};
use store::event::{NewEvent, Object};
use store::{Read, Tx, convos};

use super::interactions::{Named, change, event, find};
use super::{App, AppError, Caller};

/// The conversation.
pub async fn get(app: &App, caller: &Caller, path: &Named) -> Result<Convo, AppError> {
    caller.require(Permission::InteractionRead)?;
    let row = find(app, caller, path).await?;
    check_readable(&row)?;
    let convo = read(&app.store, &row).await?;
    let now = app.clock.now();
    if let Some(told) = told_of_reading(&row, &convo, now) {
        // A read claims no idempotency key.
        let author = store::Author { claim: None, ..caller.author() };
        app.store
            .add(author, async move |tx: &Tx| -> Result<(), AppError> {
                tx.record(told.clone());
                Ok(())
            })
            .await?;
    }
    Ok(convo)
}

/// Lets the caller in; whoever is inside already stays.
pub async fn join(app: &App, caller: &Caller, path: &Named, how: JoinType) -> Result<Convo, AppError> {
    let me = agent(caller)?;
    let name = caller.actor.name.clone();
    change(app, caller, path, async move |tx, now, row| {
        let before = read(tx, &row).await?;
        let joining = before.join(me, how).map_err(|why| AppError::Conflict(why.to_owned()))?;
        convos::leave(tx, row.id, &joining.leaving, now).await?;
        if joining.enters {
            let who = Participant { user_id: me, name: name.clone(), joined_at: now, left_at: None };
            convos::enter(tx, row.id, &who).await?;
        }
        let after = read(tx, &row).await?;
        tell(tx, &row, "participants", (json!(before.inside()), json!(after.inside())), now);
        let taken = taken_by(&row, me, now);
        change::save(tx, &row, &taken, "updated", now).await?;
        Ok(taken)
    })
    .await
}

/// Whoever joins first is who handles it.
fn taken_by(row: &Interaction, me: UserId, now: Instant) -> Interaction {
    let mut after = row.clone();
    if row.handling.advisor.is_none() {
        after.handling.advisor = Some(me);
        after.updated_at = Some(now);
    }
    after
}

/// Lets the caller out.
pub async fn leave(app: &App, caller: &Caller, path: &Named) -> Result<Convo, AppError> {
    let me = agent(caller)?;
    change(app, caller, path, async move |tx, now, row| {
        let before = read(tx, &row).await?;
        if !before.inside().contains(&me) {
            return Err(AppError::Conflict("you are not in this conversation; join it first".to_owned()));
        }
        convos::leave(tx, row.id, &[me], now).await?;
        let after = read(tx, &row).await?;
        tell(tx, &row, "participants", (json!(before.inside()), json!(after.inside())), now);
        Ok(row)
    })
    .await
}

/// Ends the conversation, and with it the interaction.
pub async fn close(app: &App, caller: &Caller, path: &Named) -> Result<Convo, AppError> {
    agent(caller)?;
    change(app, caller, path, async move |tx, now, row| {
        if read(tx, &row).await?.state == ConvoState::Closed {
            return Err(AppError::Conflict("this conversation is closed already".to_owned()));
        }
        convos::close(tx, row.id, now).await?;
        let after = close_convo(&row, now);
        change::save(tx, &row, &after, "updated", now).await?;
        tell(tx, &row, "state", (json!(ConvoState::Open), json!(ConvoState::Closed)), now);
        Ok(after)
    })
    .await
}

/// Runs a change of the conversation in one transaction, and answers what it is afterwards.
async fn change<F>(app: &App, caller: &Caller, path: &Named, change: F) -> Result<Convo, AppError>
where
    F: AsyncFn(&Tx, Instant, Interaction) -> Result<Interaction, AppError> + Send + 'static,
{
    let now = app.clock.now();
    let view = caller.view();
    let seen = find(app, caller, path).await?;
    check_readable(&seen)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let new = convos::hold(tx, seen.id, now).await?;
            let row = change::whole(tx, &view, &seen).await?;
            check_readable(&view.lock(row.clone()))?;
            if new {
                tx.record(about(&row, "created", "{}".to_owned(), now));
            }
            let row = change(tx, now, row).await?;
            let convo = read(tx, &row).await?;
            if let Some(told) = told_of_reading(&row, &convo, now) {
                tx.record(told);
            }
            Ok(convo)
        })
        .await
}

async fn read(read: &impl Read, row: &Interaction) -> Result<Convo, AppError> {
    Ok(Convo::of(row, convos::find(read, row.company, row.id).await?))
}

/// Section 3 of the contract: only users, and keys that act as one, take part; a service never does.
fn agent(caller: &Caller) -> Result<UserId, AppError> {
    caller.require(Permission::ConvoJoin)?;
    caller.user.ok_or_else(|| {
        AppError::Forbidden(
            "only agent users take part in conversations; come as a user, or with a key made with --user"
                .to_owned(),
        )
    })
}

fn check_readable(row: &Interaction) -> Result<(), AppError> {
    if !row.has_convo() {
        return Err(AppError::Missing("conversation"));
    }
    if row.locked {
        return Err(AppError::Forbidden(
            "this conversation is locked; it needs the permission interaction:read.sensitive".to_owned(),
        ));
    }
    Ok(())
}

fn told_of_reading(row: &Interaction, convo: &Convo, now: Instant) -> Option<NewEvent> {
    let shown = row.sensitive && !convo.messages.is_empty();
    shown.then(|| event("read", row, "{}".to_owned(), now))
}

fn tell(tx: &Tx, row: &Interaction, field: &str, (from, to): (Value, Value), now: Instant) {
    if from != to {
        let changes = json!({field: {"from": from, "to": to}}).to_string();
        tx.record(about(row, "updated", changes, now));
    }
}

fn about(row: &Interaction, verb: &'static str, changes: String, at: Instant) -> NewEvent {
    let object = Object::Convo(domain::convo::id_of(row));
    NewEvent { verb, object, person: row.person, changes, at, credentials: row.is_credentials() }
}
