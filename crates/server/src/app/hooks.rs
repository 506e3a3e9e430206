//! What providers tell by calling us. Whoever knows the signature is believed; nobody else is asked who they are.

use ::channels::{HookAnswer, HookRefused, HookRequest};
use domain::id::{ChannelId, CompanyId};

use super::{App, AppError, arrivals, channels};

/// Whose channel this is; one that is not used still takes what comes in.
pub async fn owner(app: &App, channel: ChannelId) -> Result<CompanyId, AppError> {
    let owner = store::channels::owner(&app.store, channel).await?;
    owner.ok_or(AppError::Missing("hook"))
}

/// Checks a request on its raw bytes and keeps what it tells; the answer is given once that is committed.
pub async fn take(
    app: &App,
    company: CompanyId,
    channel: ChannelId,
    request: &HookRequest,
) -> Result<HookAnswer, AppError> {
    let driver = channels::open(app, company, channel).await.map_err(closed)?;
    let answer = driver.accept(request, app.clock.now()).map_err(refused)?;
    arrivals::take(app, company, channel, answer.items.clone()).await?;
    Ok(answer)
}

/// A provider that is told to come back later loses nothing.
fn closed(error: AppError) -> AppError {
    match error {
        AppError::Fields(_) => {
            AppError::Unavailable("this channel is not set up rightly just now".to_owned())
        }
        other => other,
    }
}

fn refused(refused: HookRefused) -> AppError {
    match refused {
        HookRefused::NoHook => AppError::Missing("hook"),
        HookRefused::Unsigned(why) => AppError::Forbidden(format!("the signature does not fit: {why}")),
        HookRefused::Malformed(why) => AppError::field("body", why),
    }
}
