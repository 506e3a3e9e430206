//! A loan: what a person owes.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{LoanId, PersonId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{LoanStatus, Security, ServicedBy};

/// Longest display id or nickname, in characters.
const NAME_LENGTH: usize = 255;
/// Most days overdue: a century.
const DAYS: i64 = 36_525;

/// A loan, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Loan {
    /// Its id.
    pub id: LoanId,
    /// Who owes it.
    pub person_id: PersonId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// Where it stands.
    pub status: LoanStatus,
    /// Who services it: rules for third parties apply to some.
    pub serviced_by: ServicedBy,
    /// Days overdue, as the owner last said; unknown ones are treated as long overdue.
    #[schema(minimum = 0)]
    pub days_overdue: Option<u32>,
    /// What it is secured by; unknown is treated as nothing.
    pub security: Option<Security>,
    /// What people call it by.
    pub display_id: Option<String>,
    /// What the person calls it.
    pub nickname: Option<String>,
    /// Free keys and values.
    #[schema(value_type = Option<Object>)]
    pub meta_data: Option<Box<RawValue>>,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// What a body says about a loan.
#[derive(Debug, Clone, Default)]
pub struct LoanDraft {
    external_id: Patch<String>,
    status: Patch<LoanStatus>,
    serviced_by: Patch<ServicedBy>,
    days_overdue: Patch<i64>,
    security: Patch<Security>,
    display_id: Patch<String>,
    nickname: Patch<String>,
    meta_data: Patch<Box<RawValue>>,
}

impl LoanDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            external_id: fields.external_id(),
            status: fields.word("status"),
            serviced_by: fields.word("servicedBy"),
            days_overdue: fields.number("daysOverdue", 0..=DAYS),
            security: fields.word("security"),
            display_id: fields.text("displayId", 1, NAME_LENGTH),
            nickname: fields.text("nickname", 1, NAME_LENGTH),
            meta_data: fields.free("metaData"),
        };
        fields.finish(draft)
    }

    /// A new loan. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: LoanId, person: PersonId, now: Instant) -> Loan {
        self.over(Loan {
            id,
            person_id: person,
            external_id: None,
            status: LoanStatus::default(),
            serviced_by: ServicedBy::default(),
            days_overdue: None,
            security: None,
            display_id: None,
            nickname: None,
            meta_data: None,
            created_at: now,
            updated_at: None,
            deleted_at: None,
        })
    }

    /// The loan after an update.
    pub fn merge(self, before: &Loan, now: Instant) -> Loan {
        let mut after = self.over(before.clone());
        after.updated_at = Some(now);
        after
    }

    fn over(self, mut loan: Loan) -> Loan {
        loan.external_id = self.external_id.over(loan.external_id);
        loan.status = self.status.over(Some(loan.status)).unwrap_or_default();
        loan.serviced_by = self.serviced_by.over(Some(loan.serviced_by)).unwrap_or_default();
        loan.days_overdue = self.days_overdue.map(|days| days as u32).over(loan.days_overdue);
        loan.security = self.security.over(loan.security);
        loan.display_id = self.display_id.over(loan.display_id);
        loan.nickname = self.nickname.over(loan.nickname);
        loan.meta_data = self.meta_data.over(loan.meta_data);
        loan
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn a_loan_is_the_creditors_and_active_unless_said_otherwise() {
        let loan = LoanDraft::read("{}").unwrap().create(LoanId::of(1), PersonId::of(1), Instant(1));
        assert_eq!((loan.status, loan.serviced_by), (LoanStatus::Active, ServicedBy::Creditor));
        let sold = LoanDraft::read(r#"{"servicedBy":"thirdParty","nickname":"Car"}"#).unwrap();
        let sold = sold.merge(&loan, Instant(2));
        assert_eq!((sold.serviced_by, sold.updated_at), (ServicedBy::ThirdParty, Some(Instant(2))));
        assert_eq!(sold.nickname.as_deref(), Some("Car"));
    }

    #[test]
    fn days_overdue_are_told_or_unknown() {
        let loan = LoanDraft::read(r#"{"daysOverdue":31,"security":"automobile"}"#).unwrap();
        let loan = loan.create(LoanId::of(1), PersonId::of(1), Instant(1));
        assert_eq!((loan.days_overdue, loan.security), (Some(31), Some(Security::Automobile)));
        let unknown = LoanDraft::read(r#"{"daysOverdue":null}"#).unwrap().merge(&loan, Instant(2));
        assert_eq!(unknown.days_overdue, None);
        assert!(LoanDraft::read(r#"{"daysOverdue":-1}"#).is_err());
    }
}
