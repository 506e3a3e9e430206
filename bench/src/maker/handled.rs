//! How interactions were handled, and what the history shows of each.

use domain::history::{Handling, address_key, shown};
use domain::id::{CompanyId, Id, QueueId, UserId};
use domain::interaction::{CreatedBy, Draft, Found, Interaction, Setting, create};
use domain::time::Instant;
use domain::vocabulary::{Channel, Direction, Medium, Routing};

use super::terms::Terms;
use crate::random::{Random, Weighted};

/// Those who handle interactions, the first users of the company that is read.
pub(crate) const ADVISORS: u64 = 40;
/// The queues interactions come through.
pub(crate) const QUEUES: [&str; 8] = [
    "Payments",
    "Hardship",
    "Early collections",
    "Late collections",
    "New customers",
    "Disputes",
    "Spanish desk",
    "Night desk",
];
/// Columns of `interactions` that tell of it, in the order of `Handled`.
pub(crate) const COLUMNS: &str = "medium, campaign, original_routing, advisor, queue, customer_address, \
     waiting_duration, wrap_up_duration, flow, handling_status, handling_reason, current_routing, \
     handling_duration, address_key";

const CAMPAIGNS: [&str; 4] = ["Spring plans", "Autopay drive", "Year-end statements", "Welcome calls"];
const MEDIA: [(Option<Medium>, f64); 6] = [
    (None, 45.0),
    (Some(Medium::Webchat), 20.0),
    (Some(Medium::Whatsapp), 20.0),
    (Some(Medium::Telegram), 5.0),
    (Some(Medium::Messenger), 6.0),
    (Some(Medium::Instagram), 4.0),
];
/// Shares: of inbound calls, chats and texts that come through a queue; of all that somebody handled; of what goes out
/// as part of a campaign; of addresses that nobody wrote down.
const QUEUED: f64 = 0.75;
const ADVISED: f64 = 0.85;
const IN_CAMPAIGN: f64 = 0.12;
const WITHOUT_ADDRESS: f64 = 0.04;

/// What the store keeps of it, as said and as derived.
#[derive(Debug, Clone)]
pub(crate) struct Handled {
    pub(crate) medium: Option<&'static str>,
    pub(crate) campaign: Option<String>,
    pub(crate) original_routing: &'static str,
    pub(crate) advisor: Option<i64>,
    pub(crate) queue: Option<i64>,
    pub(crate) customer_address: Option<String>,
    pub(crate) waiting: Option<i64>,
    pub(crate) wrap_up: Option<i64>,
    pub(crate) flow: Option<&'static str>,
    pub(crate) status: Option<&'static str>,
    pub(crate) reason: Option<String>,
    pub(crate) current_routing: &'static str,
    pub(crate) handling: Option<i64>,
    pub(crate) address_key: Option<String>,
}

/// Draws it, from numbers of its own: the rest of the data is as it was before there was a history.
pub(crate) struct Desk {
    random: Random,
    media: Weighted,
    queues: Weighted,
    blank: Interaction,
}

impl Desk {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed ^ 0x48_4953_544F_5259),
            media: Weighted::new(MEDIA.map(|(_, share)| share)),
            queues: Weighted::zipf(QUEUES.len(), 0.0, 0.6),
            blank: blank(),
        }
    }

    /// How the one was handled that says this of itself, of that person.
    pub(crate) fn handle(&mut self, terms: &Terms, person: i64, at: i64, ended_at: i64) -> Handled {
        let said = self.say(terms, person);
        let mut whole = self.blank.clone();
        whole.channel = terms.channel;
        whole.direction = terms.direction;
        whole.status = terms.status;
        whole.status_details = terms.details;
        (whole.started_at, whole.ended_at) = (Instant(at), Some(Instant(ended_at)));
        whole.handling = said;
        let seen = shown(&whole);
        let said = whole.handling;
        Handled {
            medium: said.medium.map(|word| word.as_str()),
            campaign: said.campaign,
            original_routing: said.original_routing.as_str(),
            advisor: said.advisor.map(Id::key),
            queue: said.queue.map(Id::key),
            address_key: said.customer_address.as_deref().map(address_key),
            customer_address: said.customer_address,
            waiting: said.waiting,
            wrap_up: said.wrap_up,
            flow: seen.flow.map(|word| word.as_str()),
            status: seen.status.map(|word| word.as_str()),
            reason: seen.reason,
            current_routing: seen.current_routing.as_str(),
            handling: seen.handling,
        }
    }

    fn say(&mut self, terms: &Terms, person: i64) -> Handling {
        let random = &mut self.random;
        let is_inbound = terms.direction == Direction::Inbound;
        let talks = matches!(terms.channel, Channel::Voice | Channel::Chat);
        let comes = is_inbound && (talks || terms.channel == Channel::Text);
        let queue = (comes && random.chance(QUEUED)).then(|| self.queues.draw(random) as i64 + 1);
        let is_chat = terms.channel == Channel::Chat;
        let takes_part = !is_inbound && random.chance(IN_CAMPAIGN);
        Handling {
            medium: is_chat.then(|| MEDIA[self.media.draw(random)].0).flatten(),
            campaign: takes_part.then(|| (*random.pick(&CAMPAIGNS)).to_owned()),
            original_routing: if queue.is_some() { Routing::Smart } else { Routing::Direct },
            advisor: random.chance(ADVISED).then(|| UserId::of(1 + random.below(ADVISORS) as i64)),
            queue: queue.map(QueueId::of),
            customer_address: (!random.chance(WITHOUT_ADDRESS)).then(|| address(terms.channel, person)),
            waiting: queue.is_some().then(|| (240.0 * random.unit().powi(3)) as i64),
            wrap_up: (talks && random.chance(0.6)).then(|| 5 + random.below(180) as i64),
            ..Handling::default()
        }
    }
}

/// Numbers as `WAYS_AND_LOANS` gives them, so that what comes from one is found with the person.
fn address(channel: Channel, person: i64) -> String {
    if channel == Channel::Email {
        return format!("p{person:06}@customer.example");
    }
    let area = ["+1518555", "+1617555", "+1202555"][(person % 3) as usize];
    format!("{area}{}", 1000 + person % 9000)
}

/// An interaction as the domain makes one; all that counts for the history is set for each.
fn blank() -> Interaction {
    let body = r#"{"channel":"email","direction":"inbound","status":"succeeded","theme":"inbPayments"}"#;
    let setting = Setting {
        company: CompanyId::of(1),
        person: None,
        created_by: CreatedBy { descriptor: "system".to_owned(), id: None, name: None },
        is_external: true,
        now: Instant(0),
    };
    let made = Draft::read(body).and_then(|draft| create(draft, Found::default(), setting));
    made.unwrap_or_else(|problems| unreachable!("the domain refuses {body}: {problems:?}"))
}
