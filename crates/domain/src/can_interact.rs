//! The question whether a contact may happen, as a body puts it (B2 of the API reference).

use crate::contact::ContactDraft;
use crate::fields::Fields;
use crate::id::{AnyId, InteractionId, PersonId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::proposal::ProposalDraft;
use crate::time::Instant;

/// Most questions in one batch.
pub const BATCH: usize = 10_000;
/// Most problems told of one batch: whoever sent ten thousand wrong ones has seen enough.
const TOLD: usize = 100;
/// The first and the last instant to ask for: 2000-01-01 and 2100-01-01. Rules know no other times.
const YEARS: (Instant, Instant) = (Instant(946_684_800_000_000), Instant(4_102_444_800_000_000));

/// What a body asks.
#[derive(Debug, Clone)]
pub struct Question {
    /// The contact somebody wants to make.
    pub proposal: ProposalDraft,
    /// The way to reach the person, where it is spelled out instead of named.
    pub details: Option<ContactDraft>,
    /// The interaction it answers.
    pub previous: Option<AnyId<InteractionId>>,
    /// Whether it answers an event; none asks the subject.
    pub is_transactional: Option<bool>,
    /// The instant to judge for; none is now.
    pub at: Option<Instant>,
}

/// A question of a batch.
#[derive(Debug, Clone)]
pub struct Asked {
    /// About whom.
    pub person: AnyId<PersonId>,
    /// What.
    pub question: Question,
}

impl Question {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        match Self::from_fields(&mut fields) {
            Some(question) => fields.finish(question),
            None => Err(fields.into_problems()),
        }
    }

    fn from_fields(fields: &mut Fields<'_>) -> Option<Self> {
        let proposal = ProposalDraft::read(fields);
        let details = read_details(fields);
        if details.is_some() && (fields.mentions("contactId") || fields.mentions("contactExternalId")) {
            fields.refuse("contactDetails", "goes with neither contactId nor contactExternalId");
        }
        let previous = fields.any_id("previousInteractionId").value();
        let is_transactional = fields.flag("isTransactional").value();
        let at = fields.instant("at").value();
        if at.is_some_and(|at| at < YEARS.0 || at > YEARS.1) {
            fields.refuse("at", "must lie between the years 2000 and 2100");
        }
        Some(Self { proposal: proposal?, details, previous, is_transactional, at })
    }
}

/// Reads the body of a batch; every wrong field of every question is told, `proposals[17].channel`.
pub fn read_batch(body: &str) -> Result<Vec<Asked>, Problems> {
    let mut fields = Fields::read(body)?;
    let proposals = fields.entries("proposals", BATCH);
    fields.require("proposals", &proposals);
    let mut asked = Vec::new();
    let mut problems = fields.into_problems();
    for mut entry in proposals.value().unwrap_or_default() {
        let person = entry.any_id("personId");
        entry.require("personId", &person);
        if let (Some(person), Some(question)) = (person.value(), Question::from_fields(&mut entry)) {
            asked.push(Asked { person, question });
        }
        problems.extend(entry.into_problems());
        if problems.fields().len() >= TOLD {
            problems.push("proposals", "has more that is wrong; this is where reading it ended");
            break;
        }
    }
    problems.into_result(asked)
}

fn read_details(fields: &mut Fields<'_>) -> Option<ContactDraft> {
    let Patch::Value(text) = fields.object("contactDetails") else { return None };
    match ContactDraft::read_new(&text) {
        Ok(draft) => Some(draft),
        Err(problems) => {
            for problem in problems.fields() {
                fields.refuse(&format!("contactDetails.{}", problem.field), problem.message.as_str());
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(problems: &Problems) -> Vec<&str> {
        problems.fields().iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn a_batch_tells_every_wrong_field_at_its_place() {
        let body = r#"{"proposals":[
            {"personId":"ext-1","channel":"voice","theme":"opsCollDebt"},
            {"personId":"ext-2","channel":"pigeon","at":"soon"},
            {"channel":"text","subject":"freeForm","contactDetails":{"contactType":"phone","value":"12"}}]}"#;
        let refused = read_batch(body).unwrap_err();
        let expected = [
            "proposals[1].channel",
            "proposals[1].theme",
            "proposals[1].at",
            "proposals[2].personId",
            "proposals[2].theme",
            "proposals[2].contactDetails.value",
        ];
        assert_eq!(told(&refused), expected, "{refused}");
    }

    #[test]
    fn ten_thousand_wrong_ones_are_not_told_one_by_one() {
        let body = format!("{{\"proposals\":[{}]}}", vec!["{}"; BATCH].join(","));
        assert!(read_batch(&body).unwrap_err().fields().len() < TOLD + 5);
        let body = format!("{{\"proposals\":[{}]}}", vec!["{}"; BATCH + 1].join(","));
        assert_eq!(told(&read_batch(&body).unwrap_err()), ["proposals"]);
    }

    #[test]
    fn an_instant_outside_of_all_rules_is_refused() {
        let body = r#"{"channel":"voice","theme":"opsCollDebt","at":"9999-12-31T23:59:59Z"}"#;
        assert_eq!(told(&Question::read(body).unwrap_err()), ["at"]);
    }
}
