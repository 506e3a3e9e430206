//! Opening the drivers of channels, and keeping those open that are as they were.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use ::channels::{Channel, Mistake, Surroundings};
use domain::channel::CompanyChannel;
use domain::id::{ChannelId, CompanyId};
use domain::problem::Problems;
use domain::template::TemplateContent;
use domain::time::Instant;
use serde_json::Value;
use store::channels;

use crate::app::{App, AppError};

/// Drivers that are open, each as its channel was set up at an instant.
#[derive(Default)]
pub struct Drivers(Mutex<HashMap<ChannelId, Open>>);

/// A driver, and when its channel was set up so.
type Open = (Instant, Arc<dyn Channel>);

impl Drivers {
    fn as_of(&self, id: ChannelId, at: Instant) -> Option<Arc<dyn Channel>> {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(&id).filter(|(since, _)| *since == at).map(|(_, driver)| driver.clone())
    }

    fn keep(&self, id: ChannelId, at: Instant, driver: Arc<dyn Channel>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, (at, driver));
    }
}

/// The driver of a channel as it is set up now.
pub async fn open(app: &App, company: CompanyId, id: ChannelId) -> Result<Arc<dyn Channel>, AppError> {
    let channel = channels::find(&app.store, company, id).await?.ok_or(AppError::Missing("channel"))?;
    open_as(app, company, &channel).await
}

/// The driver of a channel as it was just read.
pub async fn open_as(
    app: &App,
    company: CompanyId,
    channel: &CompanyChannel,
) -> Result<Arc<dyn Channel>, AppError> {
    let at = channel.updated_at.unwrap_or(channel.created_at);
    if let Some(driver) = app.drivers.as_of(channel.id, at) {
        return Ok(driver);
    }
    let driver = fresh(app, company, channel).await?;
    app.drivers.keep(channel.id, at, driver.clone());
    Ok(driver)
}

/// A driver of its own, for trying.
pub(super) async fn fresh(
    app: &App,
    company: CompanyId,
    channel: &CompanyChannel,
) -> Result<Arc<dyn Channel>, AppError> {
    let secrets = secrets(app, company, channel.id).await?;
    make(app, channel, &secrets)
}

/// What is secret about a channel.
pub(super) async fn secrets(app: &App, company: CompanyId, id: ChannelId) -> Result<Value, AppError> {
    let sealed = channels::secrets(&app.store, company, id).await?.unwrap_or_default();
    let plain = app.sealer.open(&context(company, id), &sealed)?;
    serde_json::from_slice(&plain)
        .map_err(|_| AppError::Unavailable(format!("the secrets of {id} cannot be read; set them anew")))
}

/// Whether a channel could be opened as it is set up, and its signatures are templates that work.
pub(super) fn check(app: &App, channel: &CompanyChannel, secrets: &Value) -> Result<(), AppError> {
    for (at, sender) in channel.senders.iter().enumerate() {
        let signature = TemplateContent { text: sender.signature.clone(), ..TemplateContent::default() };
        templates::check(&signature)
            .map_err(|fault| AppError::field(&format!("senders[{at}].signature"), fault.to_string()))?;
    }
    make(app, channel, secrets).map(|_| ())
}

fn make(app: &App, channel: &CompanyChannel, secrets: &Value) -> Result<Arc<dyn Channel>, AppError> {
    let settings: Value = serde_json::from_str(channel.settings.get())
        .map_err(|_| AppError::field("settings", "must be a JSON object"))?;
    ::channels::open(channel.kind, &settings, secrets, &surroundings(app, channel.id)).map_err(wrong_settings)
}

fn wrong_settings(mistakes: Vec<Mistake>) -> AppError {
    let mut problems = Problems::new();
    for mistake in mistakes {
        problems.push(mistake.field, mistake.message);
    }
    problems.into()
}

fn surroundings(app: &App, id: ChannelId) -> Surroundings {
    Surroundings {
        hooks: app.settings.public_url.as_ref().map(|url| url.join(&format!("/hooks/{id}"))),
        folder: folder(app, id),
        token_key: app.signer.derive("mail tokens"),
        house: app.signer.derive("house").iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// The folder of a channel's own.
pub(crate) fn folder(app: &App, id: ChannelId) -> PathBuf {
    app.folder.join("channels").join(id.to_string())
}

/// What the secrets of a channel are sealed for.
pub(super) fn context(company: CompanyId, id: ChannelId) -> String {
    format!("{company}/channel/{id}")
}
