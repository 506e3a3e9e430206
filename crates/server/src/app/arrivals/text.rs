//! A text that came in: into the open conversation with its number, or a new one.

use channels::{Received, Word};
use domain::interaction::{self, Interaction};
use domain::vocabulary::{Channel, ConsentKind, ContactType};
use serde_json::json;
use store::{Tx, text_threads};

use super::apply::{Applied, Setting};
use super::conversation::{self, Said};
use super::correspondent::{self, Correspondent};
use super::reply::{Heard, Reply};
use super::understand::Stuck;
use super::wishes::{self, Wish};
use crate::app::interactions::begin;

/// Applies a text.
pub(super) async fn apply(
    tx: &Tx,
    setting: &Setting,
    received: &Received,
    body: &str,
    media: &[String],
) -> Result<Applied, Stuck> {
    let who = correspondent::find(tx, setting, received, ContactType::Phone).await?;
    let at = received.at.unwrap_or(setting.received_at).min(setting.now);
    let said = Said { body: body.replace('\0', ""), at };
    let known = conversation::find(tx, setting, &who, received, at).await?;
    let (id, what) = match known.open {
        Some(open) => {
            conversation::say(tx, &open, &who, &said, setting.now).await?;
            (open.id, "a text in an open conversation")
        }
        None => {
            let new = text(setting, &who, received, &said, media, known.last.as_ref());
            (begin(tx, new, setting.now).await?.id, "a text that began a conversation")
        }
    };
    text_threads::keep(tx, setting.channel, &received.from, id, at).await?;
    let mut applied = Applied::to(Some(id), what);
    if let Some(word) = received.word.filter(|_| !received.automatic) {
        let heard = Heard { word, received, interaction: id, at };
        applied.replies.extend(obey(tx, setting, &heard, &who).await?);
    }
    Ok(applied)
}

fn text(
    setting: &Setting,
    who: &Correspondent,
    received: &Received,
    said: &Said,
    media: &[String],
    last: Option<&Interaction>,
) -> Interaction {
    let mut content = json!({"body": said.body, "from": received.from, "to": received.to.first()});
    if !media.is_empty() {
        content["media"] = json!(media);
    }
    let meta_data = json!({"channelId": setting.channel, "automatic": received.automatic});
    let person = who.person;
    let new = interaction::Received {
        company: setting.company,
        person,
        contact: who.contact_of(person),
        channel: Channel::Text,
        from: received.from.clone(),
        content: content.to_string(),
        meta_data: meta_data.to_string(),
        at: said.at,
        now: setting.now,
    };
    interaction::receive(new, last)
}

/// Does what a word asks for; what is left is to answer.
async fn obey(
    tx: &Tx,
    setting: &Setting,
    heard: &Heard<'_>,
    who: &Correspondent,
) -> Result<Option<Reply>, Stuck> {
    let source = match heard.word {
        Word::Stop => "text STOP",
        Word::Start => "text START",
        Word::Help => return Ok(Reply::help(setting, heard, who)),
    };
    let wish = Wish { kind: ConsentKind::Text, word: heard.word, source: source.to_owned() };
    let changed = wishes::of_address(tx, &heard.received.from, &wish, setting.now).await?;
    Ok(Reply::stopped(setting, heard, &changed))
}
