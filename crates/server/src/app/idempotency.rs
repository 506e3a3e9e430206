//! What became of an `Idempotency-Key`.

use std::time::Duration;

use domain::time::Instant;
use store::idempotency::{self, Answer, Kept};
use store::{Author, Claim, Tx};
use tokio::time::{sleep, timeout};

use super::{App, AppError, Caller, secret};

/// How long an answer is remembered, in microseconds.
const REMEMBERED: i64 = 24 * 3600 * 1_000_000;
/// The first pause before it is asked again for an answer that is on its way, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));

/// What is known of a key before its request runs.
#[derive(Debug)]
pub enum Before {
    /// Nothing: the request may run.
    New,
    /// It was answered.
    Answered(Answer),
}

/// The claim of a caller on a key, for a request with these parts.
pub fn claim(app: &App, caller: &Caller, key: &str, parts: &[&[u8]]) -> Claim {
    let company = caller.company.to_string();
    let who = caller.key.as_deref().or(caller.actor.id.as_deref()).unwrap_or_default();
    Claim {
        name: secret::hash_parts(&[company.as_bytes(), who.as_bytes(), key.as_bytes()]),
        fingerprint: secret::hash_parts(parts),
        at: app.clock.now(),
    }
}

/// Whether the request was made before, and what it was answered; waits for an answer on its way,
/// whichever node it comes from.
pub async fn before(app: &App, caller: &Caller, claim: &Claim) -> Result<Before, AppError> {
    let asked = async {
        let (mut pause, longest) = PAUSES;
        loop {
            if let Some(known) = look(app, caller, claim).await? {
                return Ok(known);
            }
            sleep(pause).await;
            pause = (pause * 2).min(longest);
        }
    };
    let waited = timeout(app.settings.pace.answer_time, asked).await;
    waited.unwrap_or_else(|_| Err(carried_out("is still on its way, or was lost")))
}

/// What is known just now; nothing of an answer that is on its way.
async fn look(app: &App, caller: &Caller, claim: &Claim) -> Result<Option<Before>, AppError> {
    let Some(made) = idempotency::find(&app.store, caller.company, &claim.name).await? else {
        return Ok(Some(Before::New));
    };
    if made.at.0 <= claim.at.0 - REMEMBERED {
        prune(app, caller, claim.at).await?;
        return Ok(Some(Before::New));
    }
    if made.fingerprint != claim.fingerprint {
        let text = "this Idempotency-Key was sent with another request; choose a new one";
        return Err(AppError::Refused(text.to_owned()));
    }
    match made.kept {
        Kept::Nothing => Ok(None),
        Kept::Withheld => Err(carried_out("held a secret")),
        Kept::Answer(answer) => Ok(Some(Before::Answered(answer))),
    }
}

fn carried_out(why: &str) -> AppError {
    AppError::Conflict(format!(
        "the first request with this Idempotency-Key was carried out, but its answer is not at hand: it {why}; \
         look before you repeat it with a new key"
    ))
}

/// Keeps an answer, or only that it was given, if the request made its claim; forgets those of yesterday.
pub async fn remember(
    app: &App,
    caller: &Caller,
    claim: Claim,
    answer: Option<Answer>,
) -> Result<(), AppError> {
    let author = Author::system(caller.company);
    let oldest = Instant(claim.at.0 - REMEMBERED);
    app.store
        .write(author, async move |tx: &Tx| {
            idempotency::prune(tx, oldest).await?;
            Ok(idempotency::set_answer(tx, &claim.name, answer.as_ref()).await?)
        })
        .await
}

async fn prune(app: &App, caller: &Caller, now: Instant) -> Result<(), AppError> {
    let author = Author::system(caller.company);
    let oldest = Instant(now.0 - REMEMBERED);
    app.store.write(author, async move |tx: &Tx| Ok(idempotency::prune(tx, oldest).await?)).await
}
