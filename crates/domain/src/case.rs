//! A case: something about a person that takes more than one step.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{AnyId, CaseId, LoanId, PersonId, UserId};
use crate::interaction::{CreatedBy, Refused};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{CaseStatus, CaseType};

/// Longest name or outcome, in characters.
const NAME_LENGTH: usize = 255;

/// A case, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Whom it is about.
    pub person_id: PersonId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// What it is about.
    pub case_type: CaseType,
    /// What people call it; a generic case has one.
    pub name: Option<String>,
    /// Where it stands.
    pub status: CaseStatus,
    /// When the status last changed.
    pub status_updated_at: Instant,
    /// How it ended; a completed case has one.
    pub outcome: Option<String>,
    /// The loans it is about.
    pub loan_ids: Vec<LoanId>,
    /// The user whose case it is.
    pub assignee_id: Option<UserId>,
    /// Free keys and values.
    #[schema(value_type = Option<Object>)]
    pub meta_data: Option<Box<RawValue>>,
    /// Who opened it.
    pub created_by: CreatedBy,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl Case {
    /// Whether it is the one open collection case a person may have (B8 of the API reference).
    pub fn is_open_collection(&self) -> bool {
        self.case_type == CaseType::Collection && self.status.is_open()
    }
}

/// The objects that a draft names, once they are found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The loans.
    pub loans: Vec<LoanId>,
    /// The user.
    pub assignee: Option<UserId>,
}

/// What a body says about a case.
#[derive(Debug, Clone, Default)]
pub struct CaseDraft {
    external_id: Patch<String>,
    case_type: Patch<CaseType>,
    name: Patch<String>,
    status: Patch<CaseStatus>,
    outcome: Patch<String>,
    loans: Patch<Vec<AnyId<LoanId>>>,
    assignee: Patch<AnyId<UserId>>,
    meta_data: Patch<Box<RawValue>>,
}

impl CaseDraft {
    /// Reads the body of a new case.
    pub fn read_new(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self::read(&mut fields);
        fields.require("caseType", &draft.case_type);
        if draft.case_type == Patch::Value(CaseType::Generic) {
            fields.require("name", &draft.name);
        }
        if draft.status == Patch::Value(CaseStatus::Completed) {
            fields.require("outcome", &draft.outcome);
        }
        fields.finish(draft)
    }

    /// Reads the body of a change.
    pub fn read_change(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self::read(&mut fields);
        if draft.case_type == Patch::Null {
            fields.refuse("caseType", "cannot be cleared; leave it out to keep it");
        }
        fields.finish(draft)
    }

    /// The loans it names, as the caller spelled them.
    pub fn loans(&self) -> &[AnyId<LoanId>] {
        self.loans.as_value().map_or(&[], Vec::as_slice)
    }

    /// The user it names, as the caller spelled it.
    pub fn assignee(&self) -> Option<&AnyId<UserId>> {
        self.assignee.as_value()
    }

    /// A new case about what its draft names. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        id: CaseId,
        person: PersonId,
        found: Found,
        created_by: CreatedBy,
        now: Instant,
    ) -> Result<Case, Problems> {
        let Patch::Value(case_type) = self.case_type else {
            return Err(Problems::one("caseType", "is required"));
        };
        let blank = Case {
            id,
            person_id: person,
            external_id: None,
            case_type,
            name: None,
            status: CaseStatus::default(),
            status_updated_at: now,
            outcome: None,
            loan_ids: Vec::new(),
            assignee_id: None,
            meta_data: None,
            created_by,
            created_at: now,
            updated_at: None,
            deleted_at: None,
        };
        self.over(blank, found)
    }

    /// The case after an update, if it may move so.
    pub fn merge(self, before: &Case, found: Found, now: Instant) -> Result<Case, Refused> {
        let mut after = self.over(before.clone(), found).map_err(Refused::Fields)?;
        check_move(before.status, after.status, after.outcome.is_some())?;
        after.updated_at = Some(now);
        if after.status != before.status {
            after.status_updated_at = now;
        }
        Ok(after)
    }

    fn over(self, mut case: Case, found: Found) -> Result<Case, Problems> {
        case.external_id = self.external_id.over(case.external_id);
        case.case_type = self.case_type.value().unwrap_or(case.case_type);
        case.name = self.name.over(case.name);
        case.status = self.status.over(Some(case.status)).unwrap_or(case.status);
        case.outcome = self.outcome.over(case.outcome);
        case.loan_ids = self.loans.map(|_| found.loans).over(Some(case.loan_ids)).unwrap_or_default();
        case.assignee_id = match self.assignee {
            Patch::Absent => case.assignee_id,
            Patch::Null => None,
            Patch::Value(_) => found.assignee,
        };
        case.meta_data = self.meta_data.over(case.meta_data);
        if case.case_type == CaseType::Generic && case.name.is_none() {
            return Err(Problems::one("name", "is required where caseType is generic"));
        }
        Ok(case)
    }

    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            external_id: fields.external_id(),
            case_type: fields.word("caseType"),
            name: fields.text("name", 1, NAME_LENGTH),
            status: fields.word("status"),
            outcome: fields.text("outcome", 1, NAME_LENGTH),
            loans: fields.any_ids("loanIds"),
            assignee: fields.any_id("assigneeId"),
            meta_data: fields.free("metaData"),
        }
    }
}

fn check_move(from: CaseStatus, to: CaseStatus, has_outcome: bool) -> Result<(), Refused> {
    if to == CaseStatus::Completed && !has_outcome {
        return Err(Refused::State("a completed case needs an outcome; send outcome too".to_owned()));
    }
    if from.may_become(to, has_outcome) {
        return Ok(());
    }
    let followers: Vec<_> = from.followers().iter().map(|status| status.as_str()).collect();
    let remedy = match followers.as_slice() {
        [] => "it is final".to_owned(),
        all => format!("it may become {}", all.join(", ")),
    };
    Err(Refused::State(format!("a case that is {from} cannot become {to}; {remedy}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn create(body: &str) -> Result<Case, Problems> {
        let by = CreatedBy { descriptor: "employee".to_owned(), id: None, name: None };
        CaseDraft::read_new(body)?.create(
            CaseId::of(1),
            PersonId::of(1),
            Found { loans: vec![LoanId::of(7)], assignee: None },
            by,
            Instant(1),
        )
    }

    fn change(before: &Case, body: &str) -> Result<Case, Refused> {
        CaseDraft::read_change(body).map_err(Refused::Fields)?.merge(before, Found::default(), Instant(9))
    }

    #[test]
    fn a_generic_case_needs_a_name() {
        assert_eq!(create(r#"{"caseType":"generic"}"#).unwrap_err().to_string(), "name: is required");
        let case = create(r#"{"caseType":"generic","name":"Lost card"}"#).unwrap();
        assert!(matches!(change(&case, r#"{"name":null}"#), Err(Refused::Fields(_))));
        assert!(create(r#"{"caseType":"deceased"}"#).is_ok());
    }

    #[test]
    fn a_case_moves_as_it_may() {
        let case = create(r#"{"caseType":"deceased"}"#).unwrap();
        assert!(matches!(change(&case, r#"{"status":"completed","outcome":"x"}"#), Err(Refused::State(_))));
        let working = change(&case, r#"{"status":"processing"}"#).unwrap();
        assert_eq!(working.status_updated_at, Instant(9));
        assert!(matches!(change(&working, r#"{"status":"completed"}"#), Err(Refused::State(_))));
        let done = change(&working, r#"{"status":"completed","outcome":"estate settled"}"#).unwrap();
        assert!(matches!(change(&done, r#"{"outcome":null}"#), Err(Refused::State(_))));
        assert_eq!(change(&done, r#"{"name":"Estate"}"#).unwrap().status_updated_at, Instant(9));
    }

    #[test]
    fn loans_stay_unless_they_are_mentioned() {
        let case = create(r#"{"caseType":"collection","loanIds":["ext-7"]}"#).unwrap();
        assert_eq!(case.loan_ids, [LoanId::of(7)]);
        assert_eq!(change(&case, r#"{"name":"x"}"#).unwrap().loan_ids, [LoanId::of(7)]);
        assert!(change(&case, r#"{"loanIds":null}"#).unwrap().loan_ids.is_empty());
    }

    #[test]
    fn only_a_collection_case_still_worked_on_is_the_one() {
        let case = create(r#"{"caseType":"collection"}"#).unwrap();
        assert!(case.is_open_collection());
        assert!(!change(&case, r#"{"status":"canceled"}"#).unwrap().is_open_collection());
    }
}
