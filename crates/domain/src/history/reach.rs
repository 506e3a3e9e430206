//! Who sees which interactions in the history (document 003, section 1).

use crate::id::{QueueId, UserId};
use crate::time::Instant;
use crate::vocabulary::{Flow, HistoryAccess, Routing};

/// Whose interactions somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Their own.
    Own {
        /// Who.
        me: UserId,
    },
    /// Theirs and their teams', and the smart ones of these queues.
    Team {
        /// Themselves and the members of the teams they manage.
        people: Vec<UserId>,
        /// The queues of the active profile.
        queues: Vec<QueueId>,
    },
    /// The smart ones of these queues and flows, and all direct ones.
    Company {
        /// The queues of the active profile.
        queues: Vec<QueueId>,
        /// The flows of the active profile; none: all.
        flows: Option<Vec<Flow>>,
    },
}

/// What somebody sees of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Whose.
    pub access: Access,
    /// Nothing that began earlier.
    pub since: Instant,
}

/// What the reach asks about an interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// When it began.
    pub started_at: Instant,
    /// Who handles it.
    pub advisor: Option<UserId>,
    /// The queue it came through.
    pub queue: Option<QueueId>,
    /// How it finds whoever handles it.
    pub routing: Routing,
    /// How it flows.
    pub flow: Option<Flow>,
}

impl Access {
    /// Its name.
    pub fn kind(&self) -> HistoryAccess {
        match self {
            Access::Own { .. } => HistoryAccess::Own,
            Access::Team { .. } => HistoryAccess::Team,
            Access::Company { .. } => HistoryAccess::Company,
        }
    }
}

impl Reach {
    /// Whether an interaction is within reach: the same that the store asks of its rows.
    pub fn holds(&self, facts: &Facts) -> bool {
        facts.started_at >= self.since && self.access.holds(facts)
    }
}

impl Access {
    fn holds(&self, facts: &Facts) -> bool {
        let among = |people: &[UserId]| facts.advisor.is_some_and(|advisor| people.contains(&advisor));
        let queued = |queues: &[QueueId]| {
            facts.routing == Routing::Smart && facts.queue.is_some_and(|queue| queues.contains(&queue))
        };
        match self {
            Access::Own { me } => among(&[*me]),
            Access::Team { people, queues } => among(people) || queued(queues),
            Access::Company { queues, flows } => {
                let allowed = || match flows {
                    None => true,
                    Some(flows) => facts.flow.is_some_and(|flow| flows.contains(&flow)),
                };
                facts.routing == Routing::Direct || (queued(queues) && allowed())
            }
        }
    }
}
