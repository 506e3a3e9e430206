//! What a body says about an interaction, read but not yet judged.

use serde_json::Value;

use super::CreatedBy;
use crate::fields::Fields;
use crate::history::HandlingDraft;
use crate::id::{AnyId, CaseId, ContactId, InteractionId, LoanId, PersonId, QueueId, UserId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail, Subject, Theme};

/// Longest short texts of an interaction, in characters.
const TEXT_LENGTH: usize = 5_000;
/// Longest reason, in characters.
const REASON_LENGTH: usize = 500;
/// Longest provider code (A4 of the API reference).
const CODE_LENGTH: usize = 10;

/// The fields of a create, an update or an import line.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub(crate) channel: Patch<Channel>,
    pub(crate) direction: Patch<Direction>,
    pub(crate) status: Patch<Status>,
    pub(crate) status_details: Patch<StatusDetail>,
    pub(crate) theme: Patch<Theme>,
    pub(crate) borrower_selected_theme: Patch<Theme>,
    pub(crate) subject: Patch<Subject>,
    pub(crate) agent_outcome: Patch<AgentOutcome>,
    pub(crate) content: Patch<String>,
    pub(crate) meta_data: Patch<String>,
    pub(crate) sensitive: Patch<bool>,
    pub(crate) external_id: Patch<String>,
    pub(crate) is_transactional: Patch<bool>,
    pub(crate) twilio_error_code: Patch<String>,
    pub(crate) failure_description_short: Patch<String>,
    pub(crate) failure_description_long: Patch<String>,
    pub(crate) compliance_guard_rule_id: Patch<String>,
    pub(crate) started_at: Patch<Instant>,
    pub(crate) ended_at: Patch<Instant>,
    pub(crate) scheduled_at_from: Patch<Instant>,
    pub(crate) scheduled_at_to: Patch<Instant>,
    /// How it was handled.
    pub handling: HandlingDraft,
    /// What it names that must be found first.
    pub references: References,
    /// Why `sensitive` changes, for the audit trail.
    pub reason: Patch<String>,
    /// What only an import may set.
    pub(crate) history: History,
    /// What could not be read, told with whatever else turns out to be wrong.
    pub(crate) unread: Problems,
}

/// The objects a body names.
#[derive(Debug, Clone, Default)]
pub struct References {
    /// `contactId`.
    pub contact: Patch<AnyId<ContactId>>,
    /// `contactExternalId`.
    pub contact_external_id: Patch<String>,
    /// `loanId`.
    pub loan: Patch<AnyId<LoanId>>,
    /// `loanIds`.
    pub loans: Patch<Vec<AnyId<LoanId>>>,
    /// `previousInteractionId`.
    pub previous: Patch<AnyId<InteractionId>>,
    /// `advisorId`: an id, or `ext-` and the email.
    pub advisor: Patch<AnyId<UserId>>,
    /// `queueId`: an id, or `ext-` and the reference.
    pub queue: Patch<AnyId<QueueId>>,
    /// `personId`; read by imports only.
    pub person: Patch<AnyId<PersonId>>,
    /// `caseIds`; read by imports only.
    pub cases: Patch<Vec<AnyId<CaseId>>>,
}

/// What the server writes, and an import keeps.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    pub(crate) created_at: Patch<Instant>,
    pub(crate) updated_at: Patch<Instant>,
    pub(crate) status_updated_at: Patch<Instant>,
    pub(crate) status_details_updated_at: Patch<Instant>,
    pub(crate) agent_outcome_updated_at: Patch<Instant>,
    pub(crate) created_by: Patch<CreatedBy>,
}

impl Draft {
    /// Reads the body of a create or an update. Bad fields are told by what is made of it, so that
    /// they are told with those that do not fit.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft =
            Self { reason: fields.text("reason", 1, REASON_LENGTH), ..Self::from_fields(&mut fields) };
        if draft.reason.as_value().is_some() && draft.sensitive.is_absent() {
            fields.refuse("reason", "says why `sensitive` changes; send both");
        }
        Ok(Self { unread: fields.into_problems(), ..draft })
    }

    /// Reads the body of a send: what is sent is outbound and lies ahead, and what becomes of it is not the caller's
    /// to say.
    pub fn read_send(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let told = Self::from_fields(&mut fields);
        fields.require("channel", &told.channel);
        fields.require("subject", &told.subject);
        Ok(Self {
            channel: told.channel,
            direction: Patch::Value(Direction::Outbound),
            status: Patch::Value(Status::Scheduled),
            theme: told.theme,
            subject: told.subject,
            meta_data: told.meta_data,
            sensitive: told.sensitive,
            external_id: told.external_id,
            is_transactional: told.is_transactional,
            scheduled_at_from: told.scheduled_at_from,
            scheduled_at_to: told.scheduled_at_to,
            references: told.references,
            handling: told.handling.of_a_send(),
            unread: fields.into_problems(),
            ..Self::default()
        })
    }

    /// Reads a line of an import: as a body, with its history, its person and its cases.
    pub fn read_import(line: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(line)?;
        let mut draft = Self::from_fields(&mut fields);
        draft.references.person = fields.any_id("personId");
        draft.references.cases = fields.any_ids("caseIds");
        draft.history = History {
            created_at: fields.instant("createdAt"),
            updated_at: fields.instant("updatedAt"),
            status_updated_at: fields.instant("statusUpdatedAt"),
            status_details_updated_at: fields.instant("statusDetailsUpdatedAt"),
            agent_outcome_updated_at: fields.instant("agentOutcomeUpdatedAt"),
            created_by: read_created_by(&mut fields),
        };
        Ok(Self { unread: fields.into_problems(), ..draft })
    }

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            channel: fields.word("channel"),
            direction: fields.word("direction"),
            status: fields.word("status"),
            status_details: fields.word("statusDetails"),
            theme: fields.word("theme"),
            borrower_selected_theme: fields.word("borrowerSelectedTheme"),
            subject: fields.word("subject"),
            agent_outcome: fields.word("agentOutcome"),
            content: readable(fields, "content"),
            meta_data: readable(fields, "metaData"),
            sensitive: fields.flag("sensitive"),
            external_id: fields.external_id(),
            is_transactional: fields.flag("isTransactional"),
            twilio_error_code: fields.text("twilioErrorCode", 0, CODE_LENGTH),
            failure_description_short: fields.text("failureDescriptionShort", 0, TEXT_LENGTH),
            failure_description_long: fields.text("failureDescriptionLong", 0, TEXT_LENGTH),
            compliance_guard_rule_id: fields.text("complianceGuardRuleId", 0, 255),
            started_at: fields.instant("startedAt"),
            ended_at: fields.instant("endedAt"),
            scheduled_at_from: fields.instant("scheduledAtFrom"),
            scheduled_at_to: fields.instant("scheduledAtTo"),
            handling: HandlingDraft::read(fields),
            references: References {
                contact: fields.any_id("contactId"),
                contact_external_id: fields.text("contactExternalId", 1, 255),
                loan: fields.any_id("loanId"),
                loans: fields.any_ids("loanIds"),
                previous: fields.any_id("previousInteractionId"),
                advisor: fields.any_id("advisorId"),
                queue: fields.any_id("queueId"),
                person: Patch::Absent,
                cases: Patch::Absent,
            },
            reason: Patch::Absent,
            history: History::default(),
            unread: Problems::new(),
        }
    }

    /// Whether it touches what a locked row keeps from its reader (section 3 of the contract).
    pub fn touches_locked(&self) -> bool {
        !self.content.is_absent() || !self.sensitive.is_absent() || !self.theme.is_absent()
    }

    /// Who recorded it, as an import tells.
    pub fn recorded_by(&self) -> Option<UserId> {
        self.history.created_by.as_value().and_then(CreatedBy::user)
    }

    /// Its direction, if it brings one.
    pub fn direction(&self) -> Option<Direction> {
        self.direction.as_value().copied()
    }

    /// Its external id, if it brings one.
    pub fn external_id(&self) -> Option<&str> {
        self.external_id.as_value().map(String::as_str)
    }

    /// Gives it an external id where it has none.
    pub fn name_if_nameless(&mut self, name: impl FnOnce() -> String) {
        if self.external_id.as_value().is_none() {
            self.external_id = Patch::Value(name());
        }
    }
}

/// An object whose every text can be read, since its words are searched later.
fn readable(fields: &mut Fields<'_>, field: &str) -> Patch<String> {
    let text = fields.object(field);
    if let Patch::Value(json) = &text
        && let Err(error) = serde_json::from_str::<Value>(json)
    {
        fields.refuse(field, format!("cannot be read: {error}"));
        return Patch::Absent;
    }
    text
}

fn read_created_by(fields: &mut Fields<'_>) -> Patch<CreatedBy> {
    match fields.open("createdBy") {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(mut inner) => {
            let created_by = CreatedBy {
                descriptor: inner.text("descriptor", 1, 40).value().unwrap_or_else(|| "system".to_owned()),
                id: inner.text("id", 1, 255).value(),
                name: inner.text("name", 0, 500).value(),
            };
            fields.close(inner);
            Patch::Value(created_by)
        }
    }
}
