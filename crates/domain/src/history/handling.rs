//! What was said of how an interaction was handled, and what the history shows of it.

use super::outcome::{handling_status, words_of};
use crate::id::{QueueId, UserId};
use crate::interaction::Interaction;
use crate::vocabulary::{Channel, Flow, HandlingStatus, Medium, Routing};

/// What was said of how an interaction was handled. What nobody said is derived where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handling {
    /// The service of a chat.
    pub medium: Option<Medium>,
    /// The campaign it was part of.
    pub campaign: Option<String>,
    /// What became of it.
    pub status: Option<HandlingStatus>,
    /// Why.
    pub reason: Option<String>,
    /// How it first found whoever handles it.
    pub original_routing: Routing,
    /// How it finds them now.
    pub current_routing: Option<Routing>,
    /// Who handles it.
    pub advisor: Option<UserId>,
    /// The queue it came through.
    pub queue: Option<QueueId>,
    /// The number or mail address on the customer's side.
    pub customer_address: Option<String>,
    /// Seconds until somebody took it.
    pub waiting: Option<i64>,
    /// Seconds somebody worked on it.
    pub handling: Option<i64>,
    /// Seconds of work after it.
    pub wrap_up: Option<i64>,
}

impl Default for Handling {
    fn default() -> Self {
        Self {
            medium: None,
            campaign: None,
            status: None,
            reason: None,
            original_routing: Routing::Direct,
            current_routing: None,
            advisor: None,
            queue: None,
            customer_address: None,
            waiting: None,
            handling: None,
            wrap_up: None,
        }
    }
}

/// What the history shows of an interaction where it is derived from the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// How it flows.
    pub flow: Option<Flow>,
    /// What became of it.
    pub status: Option<HandlingStatus>,
    /// Why.
    pub reason: Option<String>,
    /// How it finds whoever handles it now.
    pub current_routing: Routing,
    /// Seconds somebody worked on it.
    pub handling: Option<i64>,
}

/// What the history shows of an interaction: what was said, else what follows from the facts.
pub fn shown(of: &Interaction) -> Shown {
    let said = &of.handling;
    let status = said.status.or_else(|| {
        handling_status(of.channel, of.direction, of.status, of.status_details, of.agent_outcome)
    });
    Shown {
        flow: Flow::of(of.channel, said.medium, of.direction, said.campaign.is_some()),
        status,
        reason: said.reason.clone().or_else(|| reason(of, status)),
        current_routing: said.current_routing.unwrap_or_else(|| current_routing(said)),
        handling: said.handling.or_else(|| handling_duration(of)),
    }
}

fn reason(of: &Interaction, status: Option<HandlingStatus>) -> Option<String> {
    use HandlingStatus::{Aborted, Dissuaded, Warning};
    if !matches!(status, Some(Aborted | Dissuaded | Warning)) {
        return None;
    }
    let words = || words_of(of.channel, of.status_details, of.agent_outcome).map(str::to_owned);
    of.failure_description_short.clone().or_else(words)
}

fn current_routing(said: &Handling) -> Routing {
    if said.queue.is_some() { Routing::Smart } else { said.original_routing }
}

fn handling_duration(of: &Interaction) -> Option<i64> {
    if !matches!(of.channel, Channel::Voice | Channel::Chat) {
        return None;
    }
    let seconds = (of.ended_at?.0 - of.started_at.0).div_euclid(1_000_000);
    Some((seconds - of.handling.waiting.unwrap_or(0)).max(0))
}
