//! Rows of the record as the guard asks for them.

use domain::case::Case;
use domain::loan::Loan;
use domain::person::Person;
use domain::time::Instant;
use domain::vocabulary::{Channel, Direction, Status};
use guard::facts::{
    CaseFacts, Consent, DoNotInteract, LegalRepresentative, LoanFacts, Override, PastInteraction, PersonFacts,
};
use store::interactions::history::Past;

pub(super) fn person(person: &Person) -> PersonFacts {
    PersonFacts {
        id: person.id,
        status: person.status,
        collections_intensity: person.collections_intensity,
        timezone: person.timezone.clone(),
    }
}

pub(super) fn loan(loan: &Loan) -> LoanFacts {
    LoanFacts {
        id: loan.id,
        status: loan.status,
        serviced_by: loan.serviced_by,
        days_overdue: loan.days_overdue,
        security: loan.security,
    }
}

pub(super) fn case(case: Case) -> CaseFacts {
    CaseFacts {
        id: case.id,
        case_type: case.case_type,
        status: case.status,
        outcome: case.outcome,
        loans: case.loan_ids,
        since: case.created_at,
    }
}

pub(super) fn representative(one: &domain::legal_representative::LegalRepresentative) -> LegalRepresentative {
    LegalRepresentative { status: one.status, reached_at: one.reached_at().map(str::to_owned).collect() }
}

pub(super) fn closed(one: domain::do_not_interact::DoNotInteract) -> DoNotInteract {
    DoNotInteract {
        case: one.case_id,
        channels: one.channels,
        themes: one.themes,
        start_date: one.start_date,
        end_date: one.end_date,
        days_of_week: one.days_of_week,
        timezone: one.timezone,
        times_of_day: one.times_of_day,
        contact_labels: one.contact_labels,
    }
}

pub(super) fn consent(one: &domain::consent::Consent) -> Consent {
    Consent {
        kind: one.kind,
        loan: one.loan_id,
        contact: one.contact_id,
        given_at: one.given_at,
        expires_at: one.expires_at,
        revoked_at: one.revoked_at,
    }
}

pub(super) fn overriding(one: domain::overrides::Override) -> Override {
    Override {
        proposal: (&one.proposal).into(),
        rule: one.rule_id,
        reason: one.reason,
        by: one.by,
        at: one.created_at,
        used_by: one.used_by,
    }
}

/// A row of the history, as it stands at `now`: what waits to be sent holds its place from now on, whenever it goes.
pub(in crate::app::guard) fn past(row: &Past, now: Instant) -> PastInteraction {
    let is_reserved = is_reserved(row);
    let started_at = if is_reserved { row.started_at.min(now) } else { row.started_at };
    PastInteraction {
        id: row.id,
        channel: row.channel,
        direction: row.direction,
        status: row.status,
        status_details: row.status_details,
        agent_outcome: row.agent_outcome,
        theme: row.theme,
        started_at,
        loans: row.loans.clone(),
        contact: row.contact,
        previous: row.previous,
        is_autodialed: row.is_autodialed,
        is_reserved,
    }
}

/// Whether an interaction was accepted and not yet sent: a message of ours that is still to go out (D8).
fn is_reserved(row: &Past) -> bool {
    !row.is_external
        && row.direction == Direction::Outbound
        && row.status == Status::Scheduled
        && matches!(row.channel, Channel::Email | Channel::Text | Channel::Mail)
}
