//! An email that came in: into its thread, else to the person who wrote, else to nobody (section 2.3 of the channel
//! reference).

use channels::{Received, ReceivedBody, Thread};
use domain::id::InteractionId;
use domain::interaction::{self, Interaction};
use domain::text::fold;
use domain::vocabulary::{Channel, ConsentKind, ContactType, Direction};
use serde_json::{Value, json};
use store::attachments::{self, Kept};
use store::{Tx, mail_threads};

use super::apply::{Applied, Setting};
use super::correspondent::{self, Correspondent};
use super::understand::Stuck;
use super::wishes::{self, Wish};
use crate::app::AppError;
use crate::app::interactions::{begin, row};

/// Longest text and HTML that are kept, in bytes; what is longer is no letter that somebody wrote.
const LONGEST_BODY: usize = 1024 * 1024;

/// Applies an email, with its files, which are kept already.
pub(super) async fn apply(
    tx: &Tx,
    setting: &Setting,
    received: &Received,
    files: &[Kept],
) -> Result<Applied, Stuck> {
    if let Some(known) = told_before(tx, setting, received).await? {
        return Ok(Applied::to(Some(known), "an email that came by another way before"));
    }
    let who = correspondent::find(tx, setting, received, ContactType::Email).await?;
    let thread = thread(tx, setting, received, &who).await?;
    let new = begin(tx, email(setting, received, &who, thread.as_ref(), files), setting.now).await?;
    mail_threads::remember(tx, &clean(&received.provider_id), new.id).await?;
    attachments::insert(tx, new.id, files).await?;
    if let Some(word) = received.word.filter(|_| !received.automatic) {
        let wish = Wish { kind: ConsentKind::Email, word, source: "email".to_owned() };
        wishes::of_address(tx, &received.from, &wish, setting.now).await?;
    }
    let what = match (&thread, new.person) {
        (Some(_), _) => "an email in a thread",
        (None, Some(_)) => "an email of a person",
        (None, None) => "an email of somebody unknown",
    };
    Ok(Applied::to(Some(new.id), what))
}

/// The interaction of the same mail, where it came in by a mailbox and by a hook.
async fn told_before(
    tx: &Tx,
    setting: &Setting,
    received: &Received,
) -> Result<Option<InteractionId>, AppError> {
    let Some(id) = mail_threads::find(tx, setting.company, &clean(&received.provider_id)).await? else {
        return Ok(None);
    };
    let Some(known) = row(tx, setting.company, id).await? else { return Ok(None) };
    // Anybody can write the Message-ID of another mail into theirs: only what says the same is the same.
    let same = known.direction == Direction::Inbound
        && text_of(&known, "from") == Some(clean(&received.from))
        && text_of(&known, "bodyText") == Some(body(received).text);
    Ok(same.then_some(id))
}

/// The interaction a mail answers: by a token of ours, by the mails it answers, or by its subject line where the sender
/// takes part.
async fn thread(
    tx: &Tx,
    setting: &Setting,
    received: &Received,
    who: &Correspondent,
) -> Result<Option<Interaction>, AppError> {
    for thread in &received.threads {
        let id = match thread {
            Thread::Interaction(id) | Thread::Subject(id) => id.parse::<InteractionId>().ok(),
            Thread::MessageId(id) => mail_threads::find(tx, setting.company, &clean(id)).await?,
        };
        let Some(id) = id else { continue };
        let Some(found) = row(tx, setting.company, id).await? else { continue };
        if !matches!(thread, Thread::Subject(_)) || takes_part(&found, received, who) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether the sender is the person of the thread, or was written to in it.
fn takes_part(thread: &Interaction, received: &Received, who: &Correspondent) -> bool {
    let theirs = thread.person.is_some() && who.contact_of(thread.person).is_some();
    theirs || addresses(thread).iter().any(|address| fold(address) == fold(&received.from))
}

fn addresses(row: &Interaction) -> Vec<String> {
    let content: Option<Value> = row.content.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let content = content.unwrap_or_default();
    let named = ["from", "to", "cc"].into_iter().filter_map(|field| content.get(field));
    let texts = named.flat_map(|value| match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    });
    texts.map(str::to_owned).collect()
}

fn email(
    setting: &Setting,
    received: &Received,
    who: &Correspondent,
    thread: Option<&Interaction>,
    files: &[Kept],
) -> Interaction {
    // A stranger who answers with a token of ours was handed the mail on by somebody who takes part.
    let person = thread.and_then(|thread| thread.person).or(who.person);
    let stranger = thread.is_some_and(|thread| !takes_part(thread, received, who));
    let meta_data = json!({
        "channelId": setting.channel,
        "automatic": received.automatic,
        "senderNotParticipant": stranger,
    });
    let new = interaction::Received {
        company: setting.company,
        person,
        contact: who.contact_of(person),
        channel: Channel::Email,
        from: received.from.clone(),
        content: content(received, files).to_string(),
        meta_data: meta_data.to_string(),
        at: received.at.unwrap_or(setting.received_at),
        now: setting.now,
    };
    interaction::receive(new, thread)
}

fn content(received: &Received, files: &[Kept]) -> Value {
    let body = body(received);
    let to: Vec<String> = received.to.iter().map(|address| clean(address)).collect();
    let attachments: Vec<&domain::attachment::Attachment> =
        files.iter().map(|file| &file.attachment).collect();
    json!({
        "subject": body.subject,
        "bodyText": body.text,
        "bodyHtml": body.html,
        "from": clean(&received.from),
        "fromName": received.from_name.as_deref().map(clean),
        "to": to,
        "cc": body.cc,
        "attachments": attachments,
    })
}

/// What an email says, fit to be kept.
#[derive(Debug, Default)]
struct Body {
    subject: String,
    text: String,
    html: Option<String>,
    cc: Vec<String>,
}

fn body(received: &Received) -> Body {
    match &received.body {
        ReceivedBody::Email { subject, text, html, cc, .. } => Body {
            subject: cut(subject),
            text: cut(text),
            // Half a page of HTML is worse than none; the text says the same.
            html: html.as_deref().filter(|html| html.len() <= LONGEST_BODY).map(clean),
            cc: cc.iter().map(|address| clean(address)).collect(),
        },
        ReceivedBody::Text { body, .. } => Body { text: cut(body), ..Body::default() },
    }
}

fn cut(text: &str) -> String {
    clean(&text[..text.floor_char_boundary(LONGEST_BODY.min(text.len()))])
}

/// Without the one character that PostgreSQL keeps in no text.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}

fn text_of(row: &Interaction, field: &str) -> Option<String> {
    let content: Value = serde_json::from_str(row.content.as_deref()?).ok()?;
    content.get(field)?.as_str().map(str::to_owned)
}
