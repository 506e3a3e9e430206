//! Events as they go over the line, written out once for all streams that see the same.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use store::event::Event;

use crate::app::events::Sight;

/// A batch as the ring carries it.
pub(super) type Told = Arc<Batch>;

/// Events that were read together.
#[derive(Debug)]
pub(super) struct Batch {
    events: Vec<Event>,
    written: Mutex<Vec<(Sight, Bytes)>>,
}

impl Batch {
    pub(super) fn new(events: Vec<Event>) -> Self {
        Self { events, written: Mutex::default() }
    }

    /// The highest number in it.
    pub(super) fn last(&self) -> i64 {
        self.events.last().map_or(0, |event| event.number)
    }

    /// The events after a number.
    pub(super) fn events_after(&self, position: i64) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.number > position)
    }

    /// What a stream that stands at `position` is told.
    pub(super) fn after(&self, position: i64, sight: Sight) -> Bytes {
        let joins_inside = self.events.first().is_some_and(|event| event.number <= position);
        if joins_inside {
            return frames(self.events.iter().filter(|event| event.number > position), sight);
        }
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bytes)) = written.iter().find(|(same, _)| *same == sight) {
            return bytes.clone();
        }
        let bytes = frames(self.events.iter(), sight);
        written.push((sight, bytes.clone()));
        bytes
    }
}

/// A frame for each event. One that is hidden has an id alone: a browser dispatches nothing and
/// still remembers the id (HTML standard, server-sent events, "dispatch the event", steps 1 and 2).
pub(super) fn frames<'e>(events: impl Iterator<Item = &'e Event>, sight: Sight) -> Bytes {
    let mut text = String::new();
    for event in events {
        let number = event.number;
        let shown = sight.sees(event).then(|| serde_json::to_string(&sight.show(event.clone())));
        // Writing to a string cannot fail.
        let _ = match shown {
            Some(Ok(json)) => {
                let line = one_line(json);
                write!(text, "id: {number}\nevent: {}\ndata: {line}\n\n", event.name)
            }
            _ => write!(text, "id: {number}\n\n"),
        };
    }
    Bytes::from(text)
}

/// A line end between the tokens of a JSON text is a space as well.
pub(super) fn one_line(json: String) -> String {
    if json.contains(['\n', '\r']) { json.replace(['\n', '\r'], " ") } else { json }
}
