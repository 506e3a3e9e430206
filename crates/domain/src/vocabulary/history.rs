//! What the history of interactions shows of one beside its technical facts (section 1.3 of the channel reference).

use super::{Channel, Direction};

vocabulary! {
    /// The service a chat goes through.
    pub enum Medium: "medium" {
        /// The chat of a web page
        Webchat = "webchat",
        Whatsapp = "whatsapp",
        Messenger = "messenger",
        Instagram = "instagram",
        Telegram = "telegram",
    }
}

vocabulary! {
    /// How an interaction flows, as those who work with it call it: from its channel and medium.
    pub enum Flow: "flow" {
        Voice = "voice",
        Email = "email",
        Sms = "sms",
        Whatsapp = "whatsapp",
        /// An outbound WhatsApp message of a campaign
        WhatsappCampaign = "whatsappCampaign",
        Telegram = "telegram",
        /// The chat of a web page, or one of no medium
        Chat = "chat",
        Messenger = "messenger",
        Instagram = "instagram",
        Mail = "mail",
    }
}

vocabulary! {
    /// What became of an interaction, as those who look back on it see it.
    pub enum HandlingStatus: "handling status" {
        /// Somebody handled it, or it was sent
        Processed = "processed",
        /// It is known to have reached its recipient
        Delivered = "delivered",
        /// An email that did not arrive as it should
        Warning = "warning",
        /// It ended before it came to anything
        Aborted = "aborted",
        /// It was turned away
        Dissuaded = "dissuaded",
    }
}

vocabulary! {
    /// How an interaction found whoever handles it.
    pub enum Routing: "routing" {
        /// Through a queue
        Smart = "smart",
        /// Straight to somebody
        Direct = "direct",
    }
}

vocabulary! {
    /// Whose interactions somebody sees in the history.
    pub enum HistoryAccess: "history access" {
        /// Their own
        Own = "own",
        /// Their own, those of the teams they manage, and those of the queues of their profile
        Team = "team",
        /// Those of the queues and flows of their profile, and all that came directly
        Company = "company",
        /// None: the active profile has no history, or the role
        None = "none",
    }
}

impl Flow {
    /// The flow of an interaction; faxes, forms and documents have none.
    pub fn of(
        channel: Channel,
        medium: Option<Medium>,
        direction: Direction,
        has_campaign: bool,
    ) -> Option<Self> {
        Some(match (channel, medium) {
            (Channel::Voice, _) => Self::Voice,
            (Channel::Email, _) => Self::Email,
            (Channel::Text, _) => Self::Sms,
            (Channel::Mail, _) => Self::Mail,
            (Channel::Chat, Some(Medium::Whatsapp)) if has_campaign && direction == Direction::Outbound => {
                Self::WhatsappCampaign
            }
            (Channel::Chat, Some(Medium::Whatsapp)) => Self::Whatsapp,
            (Channel::Chat, Some(Medium::Telegram)) => Self::Telegram,
            (Channel::Chat, Some(Medium::Messenger)) => Self::Messenger,
            (Channel::Chat, Some(Medium::Instagram)) => Self::Instagram,
            (Channel::Chat, Some(Medium::Webchat) | None) => Self::Chat,
            (Channel::Fax | Channel::Gui | Channel::Document, _) => return None,
        })
    }
}
