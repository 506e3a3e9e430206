//! What goes on in the demo company while somebody watches: people write, and calls are recorded.

use std::time::Duration;

use ::channels::sandbox::Written;
use domain::id::{AnyId, PersonId};
use domain::interaction::Draft;
use domain::vocabulary::Channel;
use serde_json::json;

use super::company::phone;
use super::story::{Dice, PEOPLE, SENTENCES};
use crate::app::{AppError, Caller, SharedApp, interactions, sandbox};

/// Seconds until the next thing happens: the least, and how many more it may be.
const PAUSE: (u64, u64) = (6, 18);
/// The telephone of somebody whom nobody knows.
const STRANGER: &str = "+13135550198";

/// Goes on until the server stops.
pub(super) async fn go_on(app: SharedApp, caller: Caller) {
    let mut dice = Dice(app.clock.now().0.unsigned_abs());
    loop {
        let pause = Duration::from_secs(PAUSE.0 + dice.below(PAUSE.1));
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        if let Err(error) = happen(&app, &caller, &mut dice).await {
            tracing::warn!(%error, "nothing new happens in the demo");
        }
    }
}

async fn happen(app: &SharedApp, caller: &Caller, dice: &mut Dice) -> Result<(), AppError> {
    let person = 1 + dice.below(PEOPLE);
    let said = dice.of(&SENTENCES).to_owned();
    match dice.below(10) {
        0..=4 => write(app, caller, Channel::Text, phone(person), said).await,
        5 => write(app, caller, Channel::Text, STRANGER.to_owned(), said).await,
        6 => write(app, caller, Channel::Email, format!("visitor.{person}@example.com"), said).await,
        _ => call(app, caller, person, &said, dice).await,
    }
}

async fn write(
    app: &SharedApp,
    caller: &Caller,
    channel: Channel,
    from: String,
    body: String,
) -> Result<(), AppError> {
    let subject = (channel == Channel::Email).then(|| "A question about my account".to_owned());
    let written = |id| Written {
        id,
        channel,
        from,
        to: None,
        subject,
        body,
        in_reply_to: None,
        automatic: false,
        attachments: Vec::new(),
        at: None,
    };
    sandbox::inbound(app, caller, written).await?;
    Ok(())
}

/// A call that ended just now, as the telephone system would record it.
async fn call(
    app: &SharedApp,
    caller: &Caller,
    person: u64,
    said: &str,
    dice: &mut Dice,
) -> Result<(), AppError> {
    let now = app.clock.now();
    let seconds = 30 + dice.below(400);
    let started = now.plus_seconds(-i64::try_from(seconds).unwrap_or(0));
    let outcome =
        ["voiceSpokeWithFirstParty", "voiceRangNoPickup", "voiceLeftVoicemail"][dice.below(3) as usize];
    let body = json!({
        "channel": "voice", "direction": "outbound", "status": "succeeded", "theme": "opsServicing",
        "agentOutcome": outcome, "contactId": format!("ext-demo-phone-{person}"),
        "startedAt": started.to_string(), "endedAt": now.to_string(),
        "content": {"durationSec": seconds, "transcript": said}
    });
    let who = AnyId::<PersonId>::External(format!("demo-{person}"));
    interactions::create(app, caller, &who, Draft::read(&body.to_string())?).await?;
    Ok(())
}
