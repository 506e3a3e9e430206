//! The columns of an interaction, in one order for reading and writing.

use domain::history::{Handling, address_key, shown};
use domain::id::{CompanyId, Id, LoanId};
use domain::interaction::{CreatedBy, Interaction};
use domain::vocabulary::{
    AgentOutcome, Channel, Direction, HandlingStatus, Medium, Routing, Status, StatusDetail, Subject, Theme,
};

use crate::error::StoreError;
use crate::row::Row;
use crate::{Sql, Value};

/// After `key` and `company`; `values` and `map` keep to this order.
const NAMES: [&str; 53] = [
    "person",
    "contact",
    "contact_external_id",
    "external_id",
    "channel",
    "direction",
    "status",
    "status_details",
    "theme",
    "borrower_selected_theme",
    "subject",
    "agent_outcome",
    "content",
    "meta_data",
    "sensitive",
    "is_external",
    "is_transactional",
    "loans",
    "previous",
    "twilio_error_code",
    "template_version_id",
    "supercase_bulk_operation_id",
    "failure_short",
    "failure_long",
    "compliance_guard_rule_id",
    "started_at",
    "ended_at",
    "scheduled_from",
    "scheduled_to",
    "created_at",
    "updated_at",
    "deleted_at",
    "status_updated_at",
    "status_details_updated_at",
    "agent_outcome_updated_at",
    "created_by_descriptor",
    "created_by_id",
    "created_by_name",
    "hold_duration",
    "recording",
    "voicemail",
    "medium",
    "campaign",
    "given_handling_status",
    "given_handling_reason",
    "original_routing",
    "given_routing",
    "advisor",
    "queue",
    "customer_address",
    "waiting_duration",
    "given_handling_duration",
    "wrap_up_duration",
];

/// What follows from the rest and is written with it, so that the history can be searched and sorted by it.
pub(super) const DERIVED: [&str; 6] =
    ["flow", "handling_status", "handling_reason", "current_routing", "handling_duration", "address_key"];

/// The types of `key`, `company`, `NAMES`, `DERIVED` and `created_by_user` on PostgreSQL.
pub(super) const TYPES: [&str; 62] = [
    "bigint", "bigint", "bigint", "bigint", "text", "text", "text", "text", "text", "text", "text", "text",
    "text", "text", "text", "text", "bool", "bool", "bool", "text", "bigint", "text", "text", "text", "text",
    "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint", "bigint", "bigint", "bigint", "bigint",
    "bigint", "text", "text", "text", "bigint", "text", "text", "text", "text", "text", "text", "text",
    "text", "bigint", "bigint", "text", "bigint", "bigint", "bigint", "text", "text", "text", "text",
    "bigint", "text", "bigint",
];

/// `SELECT` with every column of `i`, its key first.
pub(super) fn select(mut sql: Sql) -> Sql {
    sql.push("SELECT i.key");
    for name in NAMES {
        sql.push(", i.").push(name);
    }
    sql
}

/// The column list of an insert.
pub(super) fn names(sql: &mut Sql) {
    sql.push("key, company");
    for name in NAMES.into_iter().chain(DERIVED) {
        sql.push(", ").push(name);
    }
}

/// The assignments of an update.
pub(super) fn assign(sql: &mut Sql, interaction: &Interaction) {
    let names = NAMES.into_iter().chain(DERIVED);
    for (index, (name, value)) in names.zip(values(interaction)).enumerate() {
        sql.push(if index == 0 { "" } else { ", " }).push(name).push(" = ").bind(value);
    }
}

/// Reads a row of `select`.
pub(super) fn map(row: &mut Row<'_>, company: CompanyId) -> Result<Interaction, StoreError> {
    Ok(Interaction {
        id: row.id()?,
        company,
        person: row.maybe_id()?,
        contact: row.maybe_id()?,
        contact_external_id: row.maybe_text()?,
        external_id: row.maybe_text()?,
        channel: row.word(Channel::parse)?,
        direction: row.word(Direction::parse)?,
        status: row.word(Status::parse)?,
        status_details: row.maybe_word(StatusDetail::parse)?,
        theme: row.word(Theme::parse)?,
        borrower_selected_theme: row.maybe_word(Theme::parse)?,
        subject: row.maybe_word(Subject::parse)?,
        agent_outcome: row.maybe_word(AgentOutcome::parse)?,
        content: row.maybe_text()?,
        locked: false,
        meta_data: row.maybe_text()?,
        sensitive: row.flag()?,
        is_external: row.flag()?,
        is_transactional: row.maybe_flag()?,
        loans: read_loans(&row.text()?),
        previous: row.maybe_id()?,
        twilio_error_code: row.maybe_text()?,
        template_version_id: row.maybe_text()?,
        supercase_bulk_operation_id: row.maybe_text()?,
        failure_description_short: row.maybe_text()?,
        failure_description_long: row.maybe_text()?,
        compliance_guard_rule_id: row.maybe_text()?,
        started_at: row.instant()?,
        ended_at: row.maybe_instant()?,
        scheduled_at_from: row.maybe_instant()?,
        scheduled_at_to: row.maybe_instant()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
        status_updated_at: row.maybe_instant()?,
        status_details_updated_at: row.maybe_instant()?,
        agent_outcome_updated_at: row.maybe_instant()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: row.maybe_text()? },
        hold_duration: row.maybe_int()?,
        recording: row.maybe_text()?,
        voicemail: row.maybe_text()?,
        handling: Handling {
            medium: row.maybe_word(Medium::parse)?,
            campaign: row.maybe_text()?,
            status: row.maybe_word(HandlingStatus::parse)?,
            reason: row.maybe_text()?,
            original_routing: row.word(Routing::parse)?,
            current_routing: row.maybe_word(Routing::parse)?,
            advisor: row.maybe_id()?,
            queue: row.maybe_id()?,
            customer_address: row.maybe_text()?,
            waiting: row.maybe_int()?,
            handling: row.maybe_int()?,
            wrap_up: row.maybe_int()?,
        },
    })
}

/// The values in the order of `NAMES` and `DERIVED`.
pub(super) fn values(from: &Interaction) -> impl Iterator<Item = Value> {
    facts(from).into_iter().chain(handled(&from.handling)).chain(derived(from))
}

fn facts(from: &Interaction) -> [Value; 41] {
    [
        from.person.map(Id::key).into(),
        from.contact.map(Id::key).into(),
        from.contact_external_id.clone().into(),
        from.external_id.clone().into(),
        from.channel.as_str().into(),
        from.direction.as_str().into(),
        from.status.as_str().into(),
        from.status_details.map(|word| word.as_str()).into(),
        from.theme.as_str().into(),
        from.borrower_selected_theme.map(|word| word.as_str()).into(),
        from.subject.map(|word| word.as_str()).into(),
        from.agent_outcome.map(|word| word.as_str()).into(),
        from.content.clone().into(),
        from.meta_data.clone().into(),
        from.sensitive.into(),
        from.is_external.into(),
        from.is_transactional.into(),
        write_loans(&from.loans).into(),
        from.previous.map(Id::key).into(),
        from.twilio_error_code.clone().into(),
        from.template_version_id.clone().into(),
        from.supercase_bulk_operation_id.clone().into(),
        from.failure_description_short.clone().into(),
        from.failure_description_long.clone().into(),
        from.compliance_guard_rule_id.clone().into(),
        from.started_at.into(),
        from.ended_at.into(),
        from.scheduled_at_from.into(),
        from.scheduled_at_to.into(),
        from.created_at.into(),
        from.updated_at.into(),
        from.deleted_at.into(),
        from.status_updated_at.into(),
        from.status_details_updated_at.into(),
        from.agent_outcome_updated_at.into(),
        from.created_by.descriptor.as_str().into(),
        from.created_by.id.clone().into(),
        from.created_by.name.clone().into(),
        from.hold_duration.into(),
        from.recording.clone().into(),
        from.voicemail.clone().into(),
    ]
}

fn handled(said: &Handling) -> [Value; 12] {
    [
        said.medium.map(|word| word.as_str()).into(),
        said.campaign.clone().into(),
        said.status.map(|word| word.as_str()).into(),
        said.reason.clone().into(),
        said.original_routing.as_str().into(),
        said.current_routing.map(|word| word.as_str()).into(),
        said.advisor.map(Id::key).into(),
        said.queue.map(Id::key).into(),
        said.customer_address.clone().into(),
        said.waiting.into(),
        said.handling.into(),
        said.wrap_up.into(),
    ]
}

pub(super) fn derived(from: &Interaction) -> [Value; 6] {
    let shown = shown(from);
    [
        shown.flow.map(|word| word.as_str()).into(),
        shown.status.map(|word| word.as_str()).into(),
        shown.reason.into(),
        shown.current_routing.as_str().into(),
        shown.handling.into(),
        from.handling.customer_address.as_deref().map(address_key).into(),
    ]
}

pub(super) fn read_loans(text: &str) -> Vec<LoanId> {
    text.split(',').filter_map(|key| key.parse().ok()).map(LoanId::of).collect()
}

fn write_loans(loans: &[LoanId]) -> String {
    loans.iter().map(|loan| loan.key().to_string()).collect::<Vec<_>>().join(",")
}
