//! Waits for new mail and gives each to the inbox before the place in the mailbox moves on.

use std::convert::Infallible;
use std::time::Duration;

use async_imap::types::{Fetch, UnsolicitedResponse};
use bytes::Bytes;
use futures::TryStreamExt;
use tokio::time::{sleep, timeout};

use crate::arrival::Item;
use crate::contract::{Inbox, NotTaken};
use crate::email::imap::{Conversation, Mailbox, answered};
use crate::mail::fingerprint;
use crate::refusal::{Refusal, Remedy};

/// RFC 2177: a server may end what idles for half an hour.
const IDLE: Duration = Duration::from_secs(25 * 60);
/// Where the server cannot tell.
const POLL: Duration = Duration::from_secs(60);
/// Of a larger mail only the headers come in.
const LARGEST: u32 = 50 * 1024 * 1024;
const LARGE: &str = "[This mail is too large to take in. It lies in the mailbox.]";

/// Listens until the connection ends; why it did.
pub(super) async fn listen(mailbox: &Mailbox, inbox: &dyn Inbox) -> Refusal {
    match forever(mailbox, inbox).await {
        Err(refusal) => refusal,
        Ok(never) => match never {},
    }
}

async fn forever(mailbox: &Mailbox, inbox: &dyn Inbox) -> Result<Infallible, Refusal> {
    let mut session = mailbox.open().await?;
    let can_idle = answered(session.capabilities()).await?.has_str("IDLE");
    let folder = answered(session.select(&mailbox.folder)).await?;
    let validity = folder.uid_validity.unwrap_or(0);
    let mut place = match Place::read(inbox.bookmark().await.as_deref(), validity) {
        Some(place) => place,
        None => begin(&mut session, validity, folder.uid_next, inbox).await?,
    };
    loop {
        while session.unsolicited_responses.try_recv().is_ok() {}
        let wanted = format!("UID {}:*", u64::from(place.last) + 1);
        let found = answered(session.uid_search(wanted)).await?;
        // `n:*` names the last mail even where its number is below n (RFC 3501 section 6.4.8).
        let new: Vec<u32> = found.into_iter().filter(|uid| *uid > place.last).collect();
        take_all(&mut session, new, &mut place, inbox).await?;
        session = wait(session, can_idle).await?;
    }
}

/// How far the mailbox was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    validity: u32,
    last: u32,
}

impl Place {
    /// The place a bookmark names; none where the server has numbered its mails anew since.
    fn read(bookmark: Option<&str>, validity: u32) -> Option<Self> {
        let (known, last) = bookmark?.split_once(':')?;
        let place = Self { validity: known.parse().ok()?, last: last.parse().ok()? };
        (place.validity == validity).then_some(place)
    }

    fn write(self) -> String {
        format!("{}:{}", self.validity, self.last)
    }
}

/// The first time, what nobody has read yet comes in; what lies there read is history.
async fn begin(
    session: &mut Conversation,
    validity: u32,
    next: Option<u32>,
    inbox: &dyn Inbox,
) -> Result<Place, Refusal> {
    let unread = answered(session.uid_search("UNSEEN")).await?;
    let mut place = Place { validity, last: 0 };
    take_all(session, unread.into_iter().collect(), &mut place, inbox).await?;
    place.last = place.last.max(next.unwrap_or(1).saturating_sub(1));
    inbox.mark(&place.write()).await.map_err(not_stored)?;
    Ok(place)
}

async fn take_all(
    session: &mut Conversation,
    mut uids: Vec<u32>,
    place: &mut Place,
    inbox: &dyn Inbox,
) -> Result<(), Refusal> {
    uids.sort_unstable();
    for uid in uids {
        if let Some(raw) = fetch(session, uid).await? {
            inbox.take(Item { id: fingerprint(&raw), raw }).await.map_err(not_stored)?;
        }
        place.last = uid;
        inbox.mark(&place.write()).await.map_err(not_stored)?;
        mark_as_read(session, uid).await?;
    }
    Ok(())
}

/// A mail as it lies there; none where somebody removed it meanwhile.
async fn fetch(session: &mut Conversation, uid: u32) -> Result<Option<Bytes>, Refusal> {
    let Some(size) = fetch_one(session, uid, "(UID RFC822.SIZE)").await? else { return Ok(None) };
    if size.size.is_some_and(|size| size > LARGEST) {
        let headers = fetch_one(session, uid, "(UID BODY.PEEK[HEADER])").await?;
        return Ok(headers.map(|fetched| without_content(fetched.header().unwrap_or_default())));
    }
    let whole = fetch_one(session, uid, "(UID BODY.PEEK[])").await?;
    Ok(whole.map(|fetched| Bytes::copy_from_slice(fetched.body().unwrap_or_default())))
}

async fn fetch_one(session: &mut Conversation, uid: u32, what: &str) -> Result<Option<Fetch>, Refusal> {
    answered(async {
        let mut fetched = session.uid_fetch(uid.to_string(), what).await?;
        let mut wanted = None;
        while let Some(one) = fetched.try_next().await? {
            // Changes of other mails are told in between.
            wanted = if one.uid == Some(uid) { Some(one) } else { wanted };
        }
        Ok(wanted)
    })
    .await
}

/// So that a person who looks into the mailbox sees what came in here.
async fn mark_as_read(session: &mut Conversation, uid: u32) -> Result<(), Refusal> {
    answered(async {
        let told = session.uid_store(uid.to_string(), "+FLAGS.SILENT (\\Seen)").await?;
        told.try_for_each(|_| async { Ok(()) }).await
    })
    .await
}

async fn wait(mut session: Conversation, can_idle: bool) -> Result<Conversation, Refusal> {
    if !can_idle {
        sleep(POLL).await;
        answered(session.noop()).await?;
        return Ok(session);
    }
    let heard = session.unsolicited_responses.clone();
    let mut idle = session.idle();
    answered(idle.init()).await?;
    // What came between the search and now was told before the server began to idle.
    let came = std::iter::from_fn(|| heard.try_recv().ok())
        .any(|told| matches!(told, UnsolicitedResponse::Exists(_)));
    if !came {
        let (told, _until) = idle.wait();
        let _ = timeout(IDLE, told).await;
    }
    answered(idle.done()).await
}

/// The headers of a mail as a mail of their own.
fn without_content(headers: &[u8]) -> Bytes {
    let mut kept = Vec::with_capacity(headers.len());
    let mut about_content = false;
    for line in headers.split_inclusive(|byte| *byte == b'\n') {
        let continues = line.starts_with(b" ") || line.starts_with(b"\t");
        if !continues {
            about_content = line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
        }
        if !about_content && !line.trim_ascii().is_empty() {
            kept.extend_from_slice(line);
        }
    }
    kept.extend_from_slice(format!("\r\n{LARGE}\r\n").as_bytes());
    Bytes::from(kept)
}

fn not_stored(not_taken: NotTaken) -> Refusal {
    Refusal {
        remedy: Remedy::Retry(None),
        details: None,
        code: None,
        short: "the mail was not stored".to_owned(),
        long: not_taken.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_holds_until_the_mailbox_is_numbered_anew() {
        let place = Place { validity: 7, last: 41 };
        assert_eq!(Place::read(Some(&place.write()), 7), Some(place));
        for bookmark in [None, Some(""), Some("7"), Some("8:41"), Some("7:x")] {
            assert_eq!(Place::read(bookmark, 7), None);
        }
    }

    #[test]
    fn of_a_mail_that_is_too_large_the_headers_come_in() {
        let headers =
            b"From: ann@x.example\r\nContent-Type: multipart/mixed;\r\n boundary=x\r\nSubject: big\r\n\r\n";
        let kept = String::from_utf8(without_content(headers).to_vec()).unwrap();
        assert_eq!(kept, format!("From: ann@x.example\r\nSubject: big\r\n\r\n{LARGE}\r\n"));
    }
}
