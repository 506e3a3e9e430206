//! What is answered without anybody's doing: one confirmation of a STOP, one answer to a HELP.

use ::channels::{Received, Word};
use domain::communication::SendDraft;
use domain::contact::Contact;
use domain::id::{ChannelId, CompanyId, ContactId, InteractionId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{Channel, Subject, Theme};
use serde_json::json;
use store::{channels, companies};

use super::apply::Setting;
use super::correspondent::Correspondent;
use crate::app::communicator::{Kind, accept};
use crate::app::{App, AppError, Caller};

/// A confirmation is presumed fine within this time (47 CFR 64.1200(a)(12)); later it would be one text too many.
const CONFIRMED_WITHIN_SECONDS: i64 = 5 * 60;

/// A text that answers a word.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    /// Stop or help.
    pub(super) word: Word,
    /// To whom.
    pub(super) person: PersonId,
    /// Where.
    pub(super) contact: ContactId,
    /// By which channel.
    pub(super) channel: ChannelId,
    /// To which number of ours the word was written.
    pub(super) written_to: Option<String>,
    /// The interaction it was said in.
    pub(super) interaction: InteractionId,
}

impl Reply {
    /// The confirmation of a STOP that changed something, unless the provider confirms it or it is too late.
    pub(super) fn stopped(setting: &Setting, heard: &Heard<'_>, changed: &[Contact]) -> Option<Self> {
        let in_time = setting.now <= heard.at.plus_seconds(CONFIRMED_WITHIN_SECONDS);
        let wanted = heard.word == Word::Stop && !heard.received.word_answered && in_time;
        let first = changed.first().filter(|_| wanted)?;
        Some(Self::to(setting, heard, first.person_id, first.id))
    }

    /// The answer to a HELP, unless the provider answers it.
    pub(super) fn help(setting: &Setting, heard: &Heard<'_>, who: &Correspondent) -> Option<Self> {
        let person = who.person.filter(|_| !heard.received.word_answered)?;
        let (contact, _) = who.contact_of(Some(person))?;
        Some(Self::to(setting, heard, person, contact))
    }

    fn to(setting: &Setting, heard: &Heard<'_>, person: PersonId, contact: ContactId) -> Self {
        Self {
            word: heard.word,
            person,
            contact,
            channel: setting.channel,
            written_to: heard.received.to.first().cloned(),
            interaction: heard.interaction,
        }
    }
}

/// A word that was heard in a text.
pub(super) struct Heard<'a> {
    pub(super) word: Word,
    pub(super) received: &'a Received,
    pub(super) interaction: InteractionId,
    pub(super) at: Instant,
}

/// Sends an answer. One that does not go out is no reason to apply the word again.
pub(super) async fn send(app: &App, company: CompanyId, reply: Reply) {
    let kind = if reply.word == Word::Stop { Kind::OptOutConfirmation } else { Kind::Ordinary };
    let sent = match draft(app, company, &reply).await {
        Ok(draft) => accept(app, &Caller::system(company), draft, kind).await,
        Err(error) => Err(error),
    };
    if let Err(error) = sent {
        tracing::warn!(channel = %reply.channel, %error, "a word was not answered");
    }
}

async fn draft(app: &App, company: CompanyId, reply: &Reply) -> Result<SendDraft, AppError> {
    let named = companies::find(&app.store, company).await?.map(|company| company.name).unwrap_or_default();
    let (subject, text) = match reply.word {
        Word::Help => (None, format!("This is {named}. Reply STOP to get no more texts from us.")),
        Word::Stop | Word::Start => (
            Some(Subject::ElectronicConsentOptOut),
            format!("You will get no more texts from {named}. Reply START to get them again."),
        ),
    };
    let body = json!({
        "personId": reply.person,
        "contactId": reply.contact,
        "channel": Channel::Text,
        "theme": Theme::OpsServicing,
        "subject": subject.unwrap_or(Subject::FreeForm),
        "isTransactional": true,
        "previousInteractionId": reply.interaction,
        "sender": sender(app, company, reply).await?,
        "content": {"body": text},
    });
    Ok(SendDraft::read(&body.to_string())?)
}

/// The number that was written to, if it is one of the channel's.
async fn sender(app: &App, company: CompanyId, reply: &Reply) -> Result<Option<String>, AppError> {
    let channel = channels::find(&app.store, company, reply.channel).await?;
    let senders = channel.map(|channel| channel.senders).unwrap_or_default();
    let ours = senders.into_iter().find(|sender| Some(&sender.address) == reply.written_to.as_ref());
    Ok(ours.map(|sender| sender.address))
}
