//! Channels, directions, statuses, details, subjects and themes that go together.

use domain::rules::{Terms as Said, settle};
use domain::vocabulary::{Channel, Direction, Status, StatusDetail, Subject, Theme};

use crate::random::{Random, Weighted};

/// Share of the channel, and of what is inbound in it.
const CHANNELS: [(Channel, f64, f64); 8] = [
    (Channel::Email, 45.0, 0.15),
    (Channel::Text, 25.0, 0.3),
    (Channel::Voice, 20.0, 0.4),
    (Channel::Chat, 6.0, 0.9),
    (Channel::Mail, 3.0, 0.05),
    (Channel::Document, 0.5, 0.5),
    (Channel::Fax, 0.3, 0.6),
    (Channel::Gui, 0.2, 0.0),
];
const OUTBOUND_THEMES: [(Theme, f64); 9] = [
    (Theme::OpsServicing, 58.0),
    (Theme::OpsCollDebt, 30.0),
    (Theme::AgentNotification, 6.0),
    (Theme::OpsServicingDebtValidation, 3.0),
    (Theme::OpsAccountCredentials, 1.0),
    (Theme::OpsServicingNegativeCreditReportNotice, 1.0),
    (Theme::OpsCollLocateBorrower, 0.7),
    (Theme::OpsServicingTimeBarredNotice, 0.2),
    (Theme::OpsCollVerifyEmployment, 0.1),
];
const INBOUND_THEMES: [(Theme, f64); 10] = [
    (Theme::InbPayments, 35.0),
    (Theme::InbServicing, 25.0),
    (Theme::InbGeneralInquiry, 12.0),
    (Theme::InbCollections, 10.0),
    (Theme::InbRequest, 8.0),
    (Theme::InbUnknown, 4.0),
    (Theme::InbOther, 3.0),
    (Theme::InbEducation, 2.0),
    (Theme::InbMissingFeature, 0.6),
    (Theme::InbFraud, 0.4),
];
const WITHOUT_DETAILS: f64 = 0.25;
const WITH_SUBJECT: f64 = 0.4;

/// What an interaction says about itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) channel: Channel,
    pub(crate) direction: Direction,
    pub(crate) status: Status,
    pub(crate) details: Option<StatusDetail>,
    pub(crate) theme: &'static str,
    pub(crate) subject: Option<&'static str>,
}

/// How each is drawn.
pub(crate) struct Vocabularies {
    channels: Weighted,
    details: Vec<[Details; 2]>,
    themes: [Weighted; 2],
    subjects: Vec<Subject>,
    subject: Weighted,
    bare: Weighted,
}

struct Details {
    fitting: Vec<(Status, StatusDetail)>,
    weights: Weighted,
}

impl Vocabularies {
    pub(crate) fn new() -> Self {
        let details = CHANNELS.map(|(channel, ..)| {
            [Direction::Outbound, Direction::Inbound].map(|direction| Details::of(channel, direction))
        });
        Self {
            channels: Weighted::new(CHANNELS.map(|(_, share, _)| share)),
            details: details.into_iter().collect(),
            themes: [
                Weighted::new(OUTBOUND_THEMES.map(|(_, share)| share)),
                Weighted::new(INBOUND_THEMES.map(|(_, share)| share)),
            ],
            subjects: Subject::ALL.to_vec(),
            subject: Weighted::zipf(Subject::ALL.len(), 0.0, 1.1),
            bare: Weighted::new([50.0, 42.0, 6.0, 1.0, 0.7, 0.3]),
        }
    }

    pub(crate) fn draw(&self, random: &mut Random) -> Terms {
        let at = self.channels.draw(random);
        let (channel, _, inbound) = CHANNELS[at];
        let is_inbound = random.chance(inbound);
        let details = &self.details[at][usize::from(is_inbound)];
        let bare = random.chance(WITHOUT_DETAILS) || details.fitting.is_empty();
        let (status, details) = if bare {
            (Status::ALL[self.bare.draw(random)], None)
        } else {
            let (status, detail) = details.fitting[details.weights.draw(random)];
            (status, Some(detail))
        };
        let theme = if is_inbound {
            INBOUND_THEMES[self.themes[1].draw(random)].0
        } else {
            OUTBOUND_THEMES[self.themes[0].draw(random)].0
        };
        let subject = (!is_inbound && random.chance(WITH_SUBJECT))
            .then(|| self.subjects[self.subject.draw(random)].as_str());
        let direction = if is_inbound { Direction::Inbound } else { Direction::Outbound };
        Terms { channel, direction, status, details, theme: theme.as_str(), subject }
    }
}

impl Details {
    fn of(channel: Channel, direction: Direction) -> Self {
        let mut fitting = Vec::new();
        for detail in StatusDetail::ALL {
            for status in Status::ALL {
                let said = Said {
                    channel,
                    direction,
                    status: Some(*status),
                    details: Some(*detail),
                    theme: Some(Theme::OpsServicing),
                    subject: None,
                };
                if settle(&said).is_ok() {
                    fitting.push((*status, *detail));
                }
            }
        }
        // Most things go well.
        let good = |status: Status| matches!(status, Status::Succeeded | Status::Attempted);
        fitting.sort_by_key(|(status, _)| !good(*status));
        let weights = Weighted::zipf(fitting.len().max(1), 0.0, 1.3);
        Self { fitting, weights }
    }
}
