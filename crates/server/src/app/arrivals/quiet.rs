//! Text conversations in which nobody writes any more are over after a time.

use domain::id::CompanyId;
use domain::interaction::{Interaction, time_out_convo};
use domain::time::Instant;
use domain::vocabulary::Direction;
use store::text_threads::{self, TextThread};
use store::{Author, Tx, companies, convos};

use crate::app::interactions::{self, change};
use crate::app::{App, AppError};

/// The company setting: after how many hours a text conversation is over.
const SETTING: &str = "conversationTimeoutHours";
/// Unless a company says otherwise.
const HOURS: i64 = 24;
/// A year.
const MOST_HOURS: i64 = 8_760;

/// After how many hours a text conversation of the company is over.
pub(crate) async fn hours_until_quiet(app: &App, company: CompanyId) -> Result<i64, AppError> {
    let found = companies::find(&app.store, company).await?;
    let settings = found.and_then(|company| serde_json::from_str(company.settings.get()).ok());
    let said = settings.as_ref().and_then(|settings: &serde_json::Value| settings.get(SETTING)?.as_i64());
    Ok(said.filter(|hours| (1..=MOST_HOURS).contains(hours)).unwrap_or(HOURS))
}

/// Hours as the clock counts.
pub(super) fn micros(hours: i64) -> i64 {
    hours * 3_600_000_000
}

/// Closes a conversation in which nobody wrote since it was looked at.
pub(crate) async fn close(app: &App, company: CompanyId, thread: TextThread) -> Result<(), AppError> {
    let now = app.clock.now();
    app.store
        .write(Author::system(company), async move |tx: &Tx| -> Result<(), AppError> {
            if !text_threads::forget(tx, &thread).await? {
                return Ok(());
            }
            match interactions::row(tx, company, thread.interaction).await? {
                Some(row) => end(tx, &row, now).await,
                None => Ok(()),
            }
        })
        .await
}

/// Ends a conversation that is not ended yet.
pub(super) async fn end(tx: &Tx, row: &Interaction, now: Instant) -> Result<(), AppError> {
    if row.ended_at.is_some() {
        return Ok(());
    }
    let kept = convos::find(tx, row.company, row.id).await?;
    let somebody_wrote = row.direction == Direction::Inbound || !kept.messages.is_empty();
    change::save(tx, row, &time_out_convo(row, somebody_wrote, now), "updated", now).await
}

/// The conversations of a company that are over by now.
pub(crate) async fn over(app: &App, company: CompanyId, most: i64) -> Result<Vec<TextThread>, AppError> {
    let hours = hours_until_quiet(app, company).await?;
    let since = Instant(app.clock.now().0 - micros(hours));
    Ok(text_threads::quiet(&app.store, company, since, most).await?)
}
