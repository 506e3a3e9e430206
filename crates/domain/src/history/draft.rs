//! What a body says of how an interaction was handled.

use serde::Deserialize;
use serde_json::Value;

use super::address::clean_address;
use super::handling::Handling;
use crate::fields::Fields;
use crate::interaction::{Found, Interaction};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::vocabulary::{Channel, Direction, HandlingStatus, Medium, Routing};

/// Longest name of a campaign, and longest number or address, in characters.
const NAME_LENGTH: usize = 200;
const ADDRESS_LENGTH: usize = 255;
/// Longest reason, in characters.
const REASON_LENGTH: usize = 500;
/// Longest duration, in seconds: a century.
const LONGEST: i64 = 3_155_760_000;

/// The fields of a create, an update or an import line.
#[derive(Debug, Clone, Default)]
pub struct HandlingDraft {
    medium: Patch<Medium>,
    campaign: Patch<String>,
    status: Patch<HandlingStatus>,
    reason: Patch<String>,
    original_routing: Patch<Routing>,
    current_routing: Patch<Routing>,
    customer_address: Patch<String>,
    waiting: Patch<i64>,
    handling: Patch<i64>,
    wrap_up: Patch<i64>,
}

impl HandlingDraft {
    /// Reads them.
    pub(crate) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            medium: fields.word("medium"),
            campaign: fields.text("campaign", 1, NAME_LENGTH),
            status: fields.word("handlingStatus"),
            reason: fields.text("handlingReason", 1, REASON_LENGTH),
            original_routing: fields.word("originalRouting"),
            current_routing: fields.word("currentRouting"),
            customer_address: fields.spelled("customerAddress", ADDRESS_LENGTH, |text| {
                clean_address(text).ok_or_else(|| "must be a number or an address".to_owned())
            }),
            waiting: fields.number("waitingDuration", 0..=LONGEST),
            handling: fields.number("handlingDuration", 0..=LONGEST),
            wrap_up: fields.number("wrapUpDuration", 0..=LONGEST),
        }
    }

    /// What may be said of a message to be sent: the rest follows from what becomes of it.
    pub(crate) fn of_a_send(self) -> Self {
        Self { campaign: self.campaign, ..Self::default() }
    }

    /// As it is said of a new interaction, all else of which is settled.
    pub(crate) fn create(self, found: &Found, new: &Interaction) -> Handling {
        let queue = found.queue.as_value().copied();
        let address = self.customer_address.value().or_else(|| found.address.clone());
        Handling {
            medium: self.medium.value(),
            campaign: self.campaign.value(),
            status: self.status.value(),
            reason: self.reason.value(),
            original_routing: self.original_routing.value().unwrap_or_else(|| routing(queue.is_some())),
            current_routing: self.current_routing.value(),
            advisor: found.advisor.clone().mentioned().unwrap_or_else(|| new.created_by.user()),
            queue,
            customer_address: address.or_else(|| address_of(new)),
            waiting: self.waiting.value(),
            handling: self.handling.value(),
            wrap_up: self.wrap_up.value(),
        }
    }

    /// As it is after an update, all else of which is settled.
    pub(crate) fn merge(self, before: &Handling, found: &Found, after: &Interaction) -> Handling {
        let queue = found.queue.clone().over(before.queue);
        let new_queue = queue.is_some() && queue != before.queue;
        let derived = || found.address.clone().or_else(|| address_of(after));
        Handling {
            medium: self.medium.over(before.medium),
            campaign: self.campaign.over(before.campaign.clone()),
            status: self.status.over(before.status),
            reason: self.reason.over(before.reason.clone()),
            original_routing: match self.original_routing {
                Patch::Absent => before.original_routing,
                Patch::Null => routing(queue.is_some()),
                Patch::Value(routing) => routing,
            },
            current_routing: match self.current_routing {
                // Whoever gives it to a queue hands it over.
                Patch::Absent if new_queue => None,
                said => said.over(before.current_routing),
            },
            advisor: found.advisor.clone().over(before.advisor),
            queue,
            customer_address: match self.customer_address {
                Patch::Value(address) => Some(address),
                Patch::Null => derived(),
                Patch::Absent if found.contact.as_value().is_some() => {
                    found.address.clone().or_else(|| before.customer_address.clone())
                }
                Patch::Absent => before.customer_address.clone(),
            },
            waiting: self.waiting.over(before.waiting),
            handling: self.handling.over(before.handling),
            wrap_up: self.wrap_up.over(before.wrap_up),
        }
    }

    /// Whether the address must be derived again.
    pub fn forgets_address(&self) -> bool {
        self.customer_address == Patch::Null
    }
}

/// Says what does not go together.
pub(crate) fn check(interaction: &Interaction, problems: &mut Problems) {
    let said = &interaction.handling;
    if said.medium.is_some() && interaction.channel != Channel::Chat {
        problems.push("medium", "only goes with channel chat");
    }
    if said.status == Some(HandlingStatus::Warning) && interaction.channel != Channel::Email {
        problems.push("handlingStatus", "warning only goes with channel email");
    }
}

fn routing(has_queue: bool) -> Routing {
    if has_queue { Routing::Smart } else { Routing::Direct }
}

/// The sender of what came in, the recipient of what went out, as the content tells it.
fn address_of(interaction: &Interaction) -> Option<String> {
    #[derive(Deserialize)]
    struct Sides {
        from: Option<Value>,
        to: Option<Value>,
    }
    let sides: Sides = serde_json::from_str(interaction.content.as_deref()?).ok()?;
    let side = if interaction.direction == Direction::Inbound { sides.from } else { sides.to };
    let text = match side? {
        Value::String(text) => text,
        Value::Array(all) => all.into_iter().find_map(|one| one.as_str().map(str::to_owned))?,
        _ => return None,
    };
    clean_address(&text).filter(|text| text.chars().count() <= ADDRESS_LENGTH)
}
