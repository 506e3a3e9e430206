//! Totals that still hold: remembered until the company's next event.
//!
//! Every change of an interaction commits together with an event, so a total found when event N was
//! the newest is true for every reader who comes in while N is the newest still.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::id::PersonId;
use domain::vocabulary::{Channel, Direction, Status, Theme};

use super::View;
use super::filter::{Filter, Span};
use super::totals::Histogram;

/// Questions remembered; when there are more, all are forgotten.
const MOST: usize = 4_096;

/// What the counters can be asked, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    view: View,
    person: Option<PersonId>,
    has_no_person: Option<bool>,
    channels: Vec<Option<Channel>>,
    direction: Option<Direction>,
    statuses: Vec<Option<Status>>,
    themes: Vec<Option<Theme>>,
    created: Span,
    sensitive: Option<bool>,
    is_external: Option<bool>,
}

impl Question {
    pub(super) fn new(view: &View, filter: &Filter) -> Self {
        Self {
            view: *view,
            person: filter.person,
            has_no_person: filter.has_no_person,
            channels: filter.channels.clone(),
            direction: filter.direction,
            statuses: filter.statuses.clone(),
            themes: filter.themes.clone(),
            created: filter.created,
            sensitive: filter.sensitive,
            is_external: filter.is_external,
        }
    }
}

/// The answers of a store. The number of the newest event is part of each question's view.
#[derive(Default)]
pub(crate) struct Remembered(Mutex<HashMap<Question, Histogram>>);

impl Remembered {
    pub(super) fn answer(&self, question: &Question) -> Option<Histogram> {
        question.view.as_of?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
    }

    pub(super) fn keep(&self, question: Question, answer: &Histogram) {
        if question.view.as_of.is_none() {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(question, answer.clone());
    }
}
