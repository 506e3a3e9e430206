//! A message that Compliance Guard refused: on record with its rule, and free to be tried again.

use domain::interaction::Interaction;
use domain::vocabulary::{GuardOutcome, Status};
use guard::Decision;
use store::interactions::{self, Inserted};
use store::{StoreError, Tx, idempotency};

use super::enclosed;
use super::plan::Plan;
use crate::app::AppError;
use crate::app::error::Blocked;
use crate::app::guard::Verdict;
use crate::app::interactions::event;

/// Records the interaction that was not made, and says why.
///
/// It does not occupy the external id, and the request does not claim its Idempotency-Key: the same send may be tried
/// again (D8).
pub(super) async fn record(tx: &Tx, plan: &Plan, verdict: Verdict) -> Result<Box<Blocked>, AppError> {
    let now = plan.now;
    let decision = verdict.decision.clone();
    let row = Interaction {
        external_id: None,
        contact: plan.contact().or(plan.interaction.contact),
        content: plan.blocked_content(),
        template_version_id: plan.template_version(),
        started_at: now,
        ended_at: Some(now),
        ..as_blocked(&plan.interaction, &decision)
    };
    let id = match interactions::insert(tx, &row).await? {
        Inserted::New(id) => id,
        Inserted::Duplicate => {
            return Err(StoreError::Broken("a blocked row has no external id".to_owned()).into());
        }
    };
    let row = Interaction { id, ..row };
    enclosed::record(tx, plan.person, &plan.documents, id).await?;
    verdict.keep(tx, Some(id)).await?;
    tx.record(event("created", &row, "{}".to_owned(), now));
    tx.record(event("blocked", &row, "{}".to_owned(), now));
    if let Some(claim) = &tx.author().claim {
        idempotency::release(tx, &claim.name).await?;
    }
    Ok(Box::new(Blocked {
        message: why(&decision),
        send_at: decision.next_allowed_at.filter(|_| decision.outcome == GuardOutcome::Defer),
        rule: decision.compliance_guard_rule_id,
        interaction: id,
        reasons: decision.reasons,
    }))
}

/// The interaction as a decision leaves it.
pub(super) fn as_blocked(interaction: &Interaction, decision: &Decision) -> Interaction {
    let why = why(decision);
    Interaction {
        status: Status::Failed,
        status_details: decision.status_detail(),
        compliance_guard_rule_id: decision.compliance_guard_rule_id.clone(),
        failure_description_short: Some("blocked by Compliance Guard".to_owned()),
        failure_description_long: Some(why),
        status_details_updated_at: decision.status_detail().map(|_| decision.evaluated_at),
        ..interaction.clone()
    }
}

/// Why a contact may not happen, in words.
pub(super) fn why(decision: &Decision) -> String {
    if let Some(missing) = decision.precondition {
        return missing.message().to_owned();
    }
    let reasons: Vec<_> = decision.reasons.iter().map(|reason| reason.message.as_str()).collect();
    match reasons.as_slice() {
        [] => "Compliance Guard does not allow it".to_owned(),
        reasons => reasons.join("; "),
    }
}
