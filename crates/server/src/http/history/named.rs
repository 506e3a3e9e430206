//! What a query of the history names, by an id of ours or the owner's.

use domain::id::{
    AnyId, CaseId, CompanyId, Id, PersonId, QueueId, TemplateDescriptorId, TemplateVersionId, UserId,
};
use store::history::Filter;
use store::templates::versions;
use store::{cases, people, queues, users};

use crate::app::history::Looking;
use crate::app::{App, AppError};
use crate::http::query::Query;

/// What asks for rows without a value.
pub(super) const NONE: &str = "none";

/// What is named and must be found first.
pub(super) struct Names {
    advisors: Vec<String>,
    queues: Vec<String>,
    versions: Vec<String>,
    descriptor: Option<String>,
    pub(super) person: Option<String>,
    pub(super) case: Option<String>,
}

impl Names {
    pub(super) fn read(query: &mut Query) -> Self {
        Self {
            advisors: query.list("advisorId"),
            queues: query.list("queueId"),
            versions: query.list("templateVersionId"),
            descriptor: query.one("templateDescriptorId"),
            person: query.one("personId"),
            case: query.one("caseId"),
        }
    }

    /// The filter with what was found; who and what is not there has no rows.
    pub(super) async fn find(
        self,
        app: &App,
        looking: &Looking,
        mut filter: Filter,
    ) -> Result<Filter, AppError> {
        let company = looking.sight.view.company;
        for name in &self.advisors {
            filter.advisors.push(advisor(app, company, name).await?);
        }
        for name in &self.queues {
            filter.queues.push(queue(app, company, name).await?);
        }
        if !self.versions.is_empty() {
            filter.templates.push(ids::<TemplateVersionId>("templateVersionId", &self.versions)?);
        }
        if let Some(text) = &self.descriptor {
            let descriptor = one::<TemplateDescriptorId>("templateDescriptorId", text)?;
            filter.templates.push(versions::ids_of(&app.store, company, descriptor).await?);
        }
        if let Some(text) = &self.person {
            filter.person = Some(person(app, company, text).await?);
        }
        if let Some(text) = &self.case {
            filter.case = Some(case(app, company, text).await?);
        }
        Ok(filter)
    }
}

async fn advisor(app: &App, company: CompanyId, name: &str) -> Result<Option<UserId>, AppError> {
    match any::<UserId>("advisorId", name)? {
        None => Ok(None),
        Some(AnyId::External(email)) => {
            let user = users::find_by_email(&app.store, company, &email).await?;
            Ok(Some(user.map_or(UserId::of(0), |user| user.id)))
        }
        Some(id) => Ok(Some(ours(&id))),
    }
}

async fn queue(app: &App, company: CompanyId, name: &str) -> Result<Option<QueueId>, AppError> {
    match any::<QueueId>("queueId", name)? {
        None => Ok(None),
        Some(id @ AnyId::External(_)) => {
            let queue = queues::find(&app.store, company, &id).await?;
            Ok(Some(queue.map_or(QueueId::of(0), |queue| queue.id)))
        }
        Some(id) => Ok(Some(ours(&id))),
    }
}

async fn person(app: &App, company: CompanyId, text: &str) -> Result<PersonId, AppError> {
    let id @ AnyId::External(_) = AnyId::read(text) else { return one("personId", text) };
    let person = people::find(&app.store, company, &id).await?;
    Ok(person.map_or(PersonId::of(0), |person| person.id))
}

async fn case(app: &App, company: CompanyId, text: &str) -> Result<CaseId, AppError> {
    let id @ AnyId::External(_) = AnyId::read(text) else { return one("caseId", text) };
    let case = cases::find(&app.store, company, None, &id).await?;
    Ok(case.map_or(CaseId::of(0), |case| case.id))
}

/// Nothing where rows without are asked for.
fn any<T: Id>(field: &str, text: &str) -> Result<Option<AnyId<T>>, AppError> {
    if text == NONE {
        return Ok(None);
    }
    match AnyId::read(text) {
        AnyId::Neither => Err(no_id::<T>(field, text)),
        id => Ok(Some(id)),
    }
}

fn ours<T: Id>(id: &AnyId<T>) -> T {
    if let AnyId::Ours(id) = id { *id } else { T::of(0) }
}

fn one<T: Id>(field: &str, text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| no_id::<T>(field, text))
}

fn ids<T: Id>(field: &str, texts: &[String]) -> Result<Vec<T>, AppError> {
    texts.iter().map(|text| one(field, text)).collect()
}

fn no_id<T: Id>(field: &str, text: &str) -> AppError {
    AppError::field(field, format!("{text:?} is not an id such as {}", T::of(1)))
}
