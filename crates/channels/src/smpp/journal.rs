//! What makes an incoming text arrive exactly once, and in one piece.
//!
//! SMPP gives an incoming text no id, so a repetition after a broken connection looks like the same words said again.
//! The journal knows which texts the gateway may not know to be acknowledged: only those can be repetitions. It also
//! holds the parts of a long text until all are there. It lives in the bookmark, written before anything is
//! acknowledged, so it survives whatever ends the process.
//!
//! What cannot be known is decided for once: the same words, said again within ten minutes of a connection that broke
//! before the gateway was seen to have read our acknowledgement, count as a repetition.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::receive::{Kind, Piece, item, kind_of};
use super::wire::Frame;
use crate::{Inbox, NotTaken};

/// How long a gateway may take to repeat a text after a broken connection, and the rest of a long text to come.
const PATIENCE: Duration = Duration::from_secs(600);
/// Parts held at most; the oldest go to the inbox as they are.
const MOST_PARTS: usize = 64;

/// What was kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// A text of a person's.
    Text,
    /// A receipt, or what nobody can read: its bytes are its id.
    Other,
}

/// The texts that may be repeated, and the parts of unfinished ones.
#[derive(Serialize, Deserialize)]
pub(super) struct Journal {
    /// Texts so far: tells the same words apart when they are said again.
    texts: u64,
    open: Vec<Unsettled>,
    parts: Vec<Part>,
    #[serde(skip)]
    changed: bool,
}

/// A text the gateway may repeat.
#[derive(Serialize, Deserialize)]
struct Unsettled {
    id: String,
    /// Of the text, or of each of its parts.
    fingerprints: Vec<String>,
    /// The acknowledgement, once it was written in this session.
    #[serde(skip)]
    acknowledged: Option<u64>,
    #[serde(skip, default = "Instant::now")]
    since: Instant,
}

/// A part of a long text.
#[derive(Serialize, Deserialize)]
struct Part {
    piece: Piece,
    fingerprint: String,
    frame: String,
    #[serde(skip, default = "Instant::now")]
    since: Instant,
}

impl Journal {
    /// Reads the journal of the session before, and finishes what that one had begun to store.
    pub(super) async fn open(inbox: &dyn Inbox) -> Result<Self, NotTaken> {
        let left = inbox.bookmark().await.and_then(|left| serde_json::from_str(&left).ok());
        let mut journal =
            left.unwrap_or(Self { texts: 0, open: Vec::new(), parts: Vec::new(), changed: false });
        let complete: Vec<Piece> =
            journal.parts.iter().map(|part| part.piece.clone()).filter(|piece| piece.is_last()).collect();
        for piece in complete {
            if journal.is_complete(&piece) {
                journal.take_parts(&piece, inbox).await?;
            }
        }
        Ok(journal)
    }

    /// Stores what came; done once it is committed. `acknowledgement` is the number its acknowledgement will have.
    pub(super) async fn keep(
        &mut self,
        frame: &Frame,
        acknowledgement: u64,
        inbox: &dyn Inbox,
    ) -> Result<Kept, NotTaken> {
        let fingerprint = fingerprint(std::slice::from_ref(frame));
        let piece = match kind_of(frame) {
            Kind::Other => {
                inbox.take(item(fingerprint, std::slice::from_ref(frame))?).await?;
                return Ok(Kept::Other);
            }
            Kind::Text => None,
            Kind::Part(piece) => Some(piece),
        };
        match piece {
            None => self.keep_whole(frame, &fingerprint, inbox).await?,
            Some(piece) => self.keep_part(frame, &fingerprint, piece, inbox).await?,
        }
        self.acknowledging(&fingerprint, acknowledgement);
        Ok(Kept::Text)
    }

    /// Forgets what the gateway knows to be acknowledged and what it had time enough to repeat; stores long texts
    /// whose rest never came.
    pub(super) async fn settle(&mut self, acknowledged: u64, inbox: &dyn Inbox) -> Result<(), NotTaken> {
        let before = self.open.len();
        self.open.retain(|text| match text.acknowledged {
            Some(number) => number > acknowledged,
            None => text.since.elapsed() < PATIENCE,
        });
        self.changed |= self.open.len() != before;
        while let Some(piece) = self.overdue() {
            self.take_parts(&piece, inbox).await?;
        }
        if self.changed {
            self.write(inbox).await?;
        }
        Ok(())
    }

    async fn keep_whole(
        &mut self,
        frame: &Frame,
        fingerprint: &str,
        inbox: &dyn Inbox,
    ) -> Result<(), NotTaken> {
        let id = match self.repeated(fingerprint) {
            Some(text) => text.id.clone(),
            None => self.begin(vec![fingerprint.to_owned()], fingerprint),
        };
        self.write(inbox).await?;
        inbox.take(item(id, std::slice::from_ref(frame))?).await
    }

    async fn keep_part(
        &mut self,
        frame: &Frame,
        fingerprint: &str,
        piece: Piece,
        inbox: &dyn Inbox,
    ) -> Result<(), NotTaken> {
        let known = self.parts.iter().any(|part| part.fingerprint == fingerprint);
        if !known && self.repeated(fingerprint).is_some() {
            return Ok(());
        }
        if !known {
            // The reference of a text is one byte: an old part of another text may stand in this one's place.
            self.parts.retain(|part| part.piece != piece);
            let frame = BASE64.encode(frame.bytes());
            let fingerprint = fingerprint.to_owned();
            self.parts.push(Part { piece: piece.clone(), fingerprint, frame, since: Instant::now() });
        }
        if self.is_complete(&piece) {
            return self.take_parts(&piece, inbox).await;
        }
        self.write(inbox).await
    }

    /// Stores the parts there are of a text as one item.
    async fn take_parts(&mut self, piece: &Piece, inbox: &dyn Inbox) -> Result<(), NotTaken> {
        let mut parts: Vec<&Part> = self.parts.iter().filter(|part| part.piece.belongs_with(piece)).collect();
        parts.sort_by_key(|part| part.piece.number);
        let frames: Vec<Frame> = parts.iter().filter_map(|part| part.frame()).collect();
        let fingerprints: Vec<String> = parts.iter().map(|part| part.fingerprint.clone()).collect();

        let begun = self.open.iter().find(|text| text.fingerprints == fingerprints);
        let id = match begun {
            Some(text) => text.id.clone(),
            None => self.begin(fingerprints, &fingerprint(&frames)),
        };
        self.write(inbox).await?;
        inbox.take(item(id, &frames)?).await?;
        self.parts.retain(|part| !part.piece.belongs_with(piece));
        self.changed = true;
        Ok(())
    }

    /// The text of which this may be a repetition: one whose acknowledgement may not have been read, and that was not
    /// acknowledged in this session.
    fn repeated(&self, fingerprint: &str) -> Option<&Unsettled> {
        self.open.iter().find(|text| {
            text.acknowledged.is_none() && text.fingerprints.iter().any(|known| known == fingerprint)
        })
    }

    fn begin(&mut self, fingerprints: Vec<String>, fingerprint: &str) -> String {
        self.texts += 1;
        let id = format!("{fingerprint}.{}", self.texts);
        self.open.push(Unsettled { id: id.clone(), fingerprints, acknowledged: None, since: Instant::now() });
        self.changed = true;
        id
    }

    fn acknowledging(&mut self, fingerprint: &str, number: u64) {
        let known = |text: &&mut Unsettled| text.fingerprints.iter().any(|known| known == fingerprint);
        if let Some(text) = self.open.iter_mut().filter(|text| text.acknowledged.is_none()).find(known) {
            text.acknowledged = Some(number);
        }
    }

    fn is_complete(&self, piece: &Piece) -> bool {
        self.parts.iter().filter(|part| part.piece.belongs_with(piece)).count() == usize::from(piece.total)
    }

    fn overdue(&self) -> Option<Piece> {
        let oldest = self.parts.first()?;
        let late = oldest.since.elapsed() >= PATIENCE || self.parts.len() > MOST_PARTS;
        late.then(|| oldest.piece.clone())
    }

    async fn write(&mut self, inbox: &dyn Inbox) -> Result<(), NotTaken> {
        let text = serde_json::to_string(self).map_err(|fault| NotTaken(fault.to_string()))?;
        inbox.mark(&text).await?;
        self.changed = false;
        Ok(())
    }
}

impl Part {
    fn frame(&self) -> Option<Frame> {
        Frame::new(Bytes::from(BASE64.decode(&self.frame).ok()?))
    }
}

/// What two tellings of the same thing share: all but the header, whose number differs.
fn fingerprint(frames: &[Frame]) -> String {
    let mut hash = Sha256::new();
    frames.iter().for_each(|frame| hash.update(frame.body()));
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
