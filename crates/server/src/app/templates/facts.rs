//! What a template is filled in with: the objects a message names, and the variables that come with it (B3 of the
//! API reference).

use domain::case::Case;
use domain::company::Company;
use domain::contact::Contact;
use domain::id::CompanyId;
use domain::loan::Loan;
use domain::person::Person;
use domain::problem::Problems;
use domain::template::Named;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::{Read, StoreError, cases, companies, contacts, loans, people};
use templates::Context;

use crate::app::AppError;

/// The setting of a company that its letters and templates speak of: `lines` under its name, and what it likes.
const LETTERHEAD: &str = "letterhead";

/// The objects a message names.
#[derive(Debug, Clone)]
pub struct Hydrated {
    /// Who writes.
    pub company: Company,
    /// Whom it goes to.
    pub person: Option<Person>,
    /// By which way.
    pub contact: Option<Contact>,
    /// The loan.
    pub loan: Option<Loan>,
    /// The loans, where several are named.
    pub loans: Vec<Loan>,
    /// The case.
    pub case: Option<Case>,
}

/// Finds what is named; a field for each thing that is not there. Where a person is named, it must be that person's.
pub async fn hydrate(read: &impl Read, company: CompanyId, named: &Named) -> Result<Hydrated, AppError> {
    let mut problems = Problems::new();
    let found = companies::find(read, company).await?.ok_or(AppError::Missing("company"))?;
    let person = match &named.person {
        Some(id) => told(people::find(read, company, id).await?, "personId", &mut problems),
        None => None,
    };
    let owner = person.as_ref().map(|person: &Person| person.id);
    let contact = match &named.contact {
        Some(id) => told(contacts::find(read, company, owner, id).await?, "contactId", &mut problems),
        None => None,
    };
    let loan = match &named.loan {
        Some(id) => told(loans::find(read, company, owner, id).await?, "loanId", &mut problems),
        None => None,
    };
    let mut several = Vec::with_capacity(named.loans.len());
    for id in &named.loans {
        several.extend(told(loans::find(read, company, owner, id).await?, "loanIds", &mut problems));
    }
    let case = match &named.case {
        Some(id) => told(cases::find(read, company, owner, id).await?, "caseId", &mut problems),
        None => None,
    };
    Ok(problems.into_result(Hydrated { company: found, person, contact, loan, loans: several, case })?)
}

fn told<T>(found: Option<T>, field: &str, problems: &mut Problems) -> Option<T> {
    if found.is_none() && !problems.tells_of(field) {
        problems.push(field, "names nothing that is there, or is another person's");
    }
    found
}

impl Hydrated {
    /// All variables: the objects, and what was sent with the message. A sent object adds fields to the one of its
    /// name; what the record knows stands.
    pub fn context(&self, sent: Map<String, Value>) -> Result<Context, AppError> {
        let mut all = sent;
        lay_over(&mut all, "company", Some(self.company()));
        lay_over(&mut all, "person", shown(self.person.as_ref())?);
        lay_over(&mut all, "contact", shown(self.contact.as_ref())?);
        lay_over(&mut all, "loan", shown(self.loan.as_ref())?);
        lay_over(&mut all, "case", shown(self.case.as_ref())?);
        if !self.loans.is_empty() {
            lay_over(&mut all, "loans", shown(Some(&self.loans))?);
        }
        Context::new(all).map_err(|reason| AppError::Refused(reason.to_string()))
    }

    /// What stands on top of a letter, below the name.
    pub(super) fn letterhead(&self) -> Vec<String> {
        let head = self.setting(LETTERHEAD);
        let lines = head.get("lines").and_then(Value::as_array).cloned().unwrap_or_default();
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// A setting of the company, null where there is none.
    pub(super) fn setting(&self, name: &str) -> Value {
        let settings: Map<String, Value> =
            serde_json::from_str(self.company.settings.get()).unwrap_or_default();
        settings.get(name).cloned().unwrap_or_default()
    }

    /// Not all settings: most are nobody else's business.
    fn company(&self) -> Value {
        json!({"id": self.company.id, "name": self.company.name, LETTERHEAD: self.setting(LETTERHEAD)})
    }
}

fn shown<T: Serialize>(object: Option<&T>) -> Result<Option<Value>, AppError> {
    let shown = object.map(serde_json::to_value).transpose();
    shown.map_err(|error| AppError::Store(StoreError::Inconsistent(error.to_string())))
}

fn lay_over(all: &mut Map<String, Value>, name: &str, object: Option<Value>) {
    let Some(object) = object else { return };
    match (all.get_mut(name), object) {
        (Some(Value::Object(sent)), Value::Object(known)) => sent.extend(known),
        (_, object) => drop(all.insert(name.to_owned(), object)),
    }
}
