//! What somebody of the company allowed once: this rule, this contact, fifteen minutes (D11 of the API reference).

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{InteractionId, OverrideId, PersonId, UserId};
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::proposal::{ProposalDraft, ProposedContact};
use crate::time::Instant;

/// An override lives so long.
pub const LIFE_SECONDS: i64 = 15 * 60;
/// Longest id of a rule, in characters.
const RULE_LENGTH: usize = 100;
/// Longest reason, in characters.
const REASON_LENGTH: usize = 2000;

/// An override, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Override {
    /// Its id.
    pub id: OverrideId,
    /// Whom it lets somebody contact.
    pub person_id: PersonId,
    /// The rule that may be passed.
    pub rule_id: String,
    /// Why.
    pub reason: String,
    /// The very contact that may pass.
    pub proposal: ProposedContact,
    /// The user who allowed it.
    #[serde(skip)]
    pub by: UserId,
    /// The same, as it was called then.
    pub created_by: CreatedBy,
    /// When.
    pub created_at: Instant,
    /// The last moment it may be used: 15 minutes later.
    pub expires_at: Instant,
    /// The interaction that used it up.
    pub used_by: Option<InteractionId>,
}

/// Who allows something, and when.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The user.
    pub by: UserId,
    /// As it is called now.
    pub created_by: CreatedBy,
    /// Now.
    pub at: Instant,
}

/// What a body says about an override.
#[derive(Debug, Clone)]
pub struct OverrideDraft {
    /// The rule it names.
    pub rule_id: String,
    /// The contact it is for.
    pub proposal: ProposalDraft,
    reason: String,
}

impl OverrideDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let rule_id = fields.text("ruleId", 1, RULE_LENGTH);
        fields.require("ruleId", &rule_id);
        let reason = read_reason(&mut fields);
        let proposal = read_proposal(&mut fields);
        match (rule_id.value(), reason, proposal) {
            (Some(rule_id), Some(reason), Some(proposal)) => {
                fields.finish(Self { rule_id, proposal, reason })
            }
            _ => Err(fields.into_problems()),
        }
    }

    /// A new override for a contact whose names are found. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        id: OverrideId,
        person: PersonId,
        proposal: ProposedContact,
        grant: Grant,
    ) -> Override {
        Override {
            id,
            person_id: person,
            rule_id: self.rule_id,
            reason: self.reason,
            proposal,
            by: grant.by,
            created_by: grant.created_by,
            created_at: grant.at,
            expires_at: grant.at.plus_seconds(LIFE_SECONDS),
            used_by: None,
        }
    }
}

fn read_reason(fields: &mut Fields<'_>) -> Option<String> {
    let reason = fields.text("reason", 1, REASON_LENGTH);
    if reason.as_value().is_some_and(|reason| reason.trim().is_empty()) {
        fields.refuse("reason", "must say why");
        return None;
    }
    fields.require("reason", &reason);
    reason.value()
}

fn read_proposal(fields: &mut Fields<'_>) -> Option<ProposalDraft> {
    let opened = fields.open("proposal");
    fields.require("proposal", &opened);
    let Patch::Value(mut inner) = opened else { return None };
    let proposal = ProposalDraft::read(&mut inner);
    fields.close(inner);
    proposal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> Vec<String> {
        OverrideDraft::read(body).unwrap_err().fields().iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn an_override_names_a_rule_a_reason_and_a_contact() {
        assert_eq!(refused("{}"), ["ruleId", "reason", "proposal"]);
        let body = r#"{"ruleId":"CG-INTENSITY","reason":"  ","proposal":{"channel":"voice"}}"#;
        assert_eq!(refused(body), ["reason", "proposal.theme"]);
        let good = r#"{"ruleId":"CG-INTENSITY","reason":"she asked","proposal":{"channel":"voice","theme":"opsCollDebt"}}"#;
        assert!(OverrideDraft::read(good).is_ok());
    }
}
