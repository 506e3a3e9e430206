//! Reading interactions. A read of sensitive content is an event too.

use std::collections::HashMap;

use domain::id::{AnyId, Id, InteractionId, PersonId};
use domain::interaction::{Interaction, InteractionBody};
use domain::person::Borrower;
use domain::text::{flatten, fold};
use domain::vocabulary::Permission;
use serde::Serialize;
use store::interactions::{Filter, Sort};
use store::page::{Page, Slice, Total};
use store::{Tx, cases, contacts, interactions, people};
use utoipa::ToSchema;

use super::{Named, event};
use crate::app::{App, AppError, Caller};

/// How rows are shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// With the person.
    pub borrower: bool,
    /// With the contact.
    pub contact: bool,
    /// As cards, with a preview instead of the content.
    pub cards: bool,
}

/// A question to a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What is shown.
    pub filter: Filter,
    /// In which order.
    pub sorts: Vec<Sort>,
    /// Which page.
    pub slice: Slice,
    /// What its total may cost.
    pub total: Total,
    /// How rows are shown.
    pub wanted: Wanted,
}

/// A page of interactions, of a person or of the company.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: Option<&AnyId<PersonId>>,
    mut asked: Listed,
) -> Result<Page<(InteractionId, InteractionBody)>, AppError> {
    caller.require(Permission::InteractionRead)?;
    if asked.filter.has_no_person == Some(true) {
        caller.require(Permission::InteractionReadUnassociated)?;
    }
    let page = match person {
        None => page(app, caller, &asked).await?,
        // An id of ours is the person's key: only an empty page leaves open whether the person is there.
        Some(named @ AnyId::Ours(id)) => {
            asked.filter.person = Some(*id);
            let page = page(app, caller, &asked).await?;
            if page.rows.is_empty() {
                crate::app::people::find(app, caller, named).await?;
            }
            page
        }
        Some(other) => {
            asked.filter.person = Some(crate::app::people::find(app, caller, other).await?.id);
            page(app, caller, &asked).await?
        }
    };
    let wanted = asked.wanted;
    tell_of_reading(app, caller, &page.rows).await?;
    let rows = present(app, caller, page.rows, wanted).await?;
    Ok(Page {
        rows,
        total: page.total,
        exact: page.exact,
        more_after: page.more_after,
        more_before: page.more_before,
    })
}

async fn page(app: &App, caller: &Caller, asked: &Listed) -> Result<Page<Interaction>, AppError> {
    let Listed { filter, sorts, slice, total, .. } = asked;
    Ok(interactions::list(&app.store, &caller.view(), filter, sorts, *slice, *total).await?)
}

/// The row a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    id: AnyId<InteractionId>,
) -> Result<Option<InteractionId>, AppError> {
    caller.require(Permission::InteractionRead)?;
    Ok(interactions::cursor(&app.store, &caller.view(), &id).await?)
}

/// One interaction.
pub async fn get(app: &App, caller: &Caller, path: &Named) -> Result<InteractionBody, AppError> {
    caller.require(Permission::InteractionRead)?;
    let found = super::find(app, caller, path).await?;
    tell_of_reading(app, caller, std::slice::from_ref(&found)).await?;
    Ok(found.into())
}

/// The interactions before this one, nearest first.
pub async fn previous(
    app: &App,
    caller: &Caller,
    path: &Named,
    wanted: Wanted,
) -> Result<Vec<InteractionBody>, AppError> {
    caller.require(Permission::InteractionRead)?;
    let start = super::find(app, caller, path).await?;
    let chain = interactions::previous(&app.store, &caller.view(), &start).await?;
    tell_of_reading(app, caller, &chain).await?;
    let shown = present(app, caller, chain, wanted).await?;
    Ok(shown.into_iter().map(|(_, body)| body).collect())
}

/// An interaction as one flat document for a search index: nothing nested, text folded.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Searchable {
    id: InteractionId,
    object: &'static str,
    company_id: domain::id::CompanyId,
    person_id: Option<PersonId>,
    borrower_name: Option<String>,
    contact_name: Option<String>,
    channel: domain::vocabulary::Channel,
    direction: domain::vocabulary::Direction,
    status: domain::vocabulary::Status,
    status_details: Option<domain::vocabulary::StatusDetail>,
    subject: Option<domain::vocabulary::Subject>,
    theme: domain::vocabulary::Theme,
    agent_outcome: Option<domain::vocabulary::AgentOutcome>,
    case_ids: Vec<domain::id::CaseId>,
    loan_ids: Vec<domain::id::LoanId>,
    external_id: Option<String>,
    sensitive: bool,
    is_external: bool,
    /// Milliseconds since 1970.
    created_at: i64,
    /// Milliseconds since 1970.
    started_at: i64,
    /// Milliseconds since 1970.
    ended_at: Option<i64>,
    /// The text of the content, lower-cased.
    text: String,
}

/// One interaction for a search index; a locked one is refused, for its words are the point.
pub async fn searchable(app: &App, caller: &Caller, path: &Named) -> Result<Searchable, AppError> {
    caller.require(Permission::InteractionRead)?;
    let found = super::find(app, caller, path).await?;
    flat(app, caller, found).await
}

/// A row for a search index.
pub(super) async fn flat(app: &App, caller: &Caller, row: Interaction) -> Result<Searchable, AppError> {
    if row.locked {
        return Err(words_are_locked());
    }
    tell_of_reading(app, caller, std::slice::from_ref(&row)).await?;
    let people = people::find_all(&app.store, row.company, row.person.as_slice()).await?;
    let contacts = contacts::find_all(&app.store, row.company, row.contact.as_slice()).await?;
    let content = row.content.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok(Searchable {
        id: row.id,
        object: "interaction",
        company_id: row.company,
        person_id: row.person,
        borrower_name: people.first().and_then(|person| person.full_name()),
        contact_name: contacts.into_iter().next().and_then(|contact| contact.name),
        channel: row.channel,
        direction: row.direction,
        status: row.status,
        status_details: row.status_details,
        subject: row.subject,
        theme: row.theme,
        agent_outcome: row.agent_outcome,
        case_ids: cases::linked_ids(&app.store, row.company, &[row.id])
            .await?
            .into_iter()
            .map(|(_, case)| case)
            .collect(),
        loan_ids: row.loans,
        external_id: row.external_id,
        sensitive: row.sensitive,
        is_external: row.is_external,
        created_at: row.created_at.epoch_ms(),
        started_at: row.started_at.epoch_ms(),
        ended_at: row.ended_at.map(|at| at.epoch_ms()),
        text: content.map(|content| fold(&flatten(&content))).unwrap_or_default(),
    })
}

/// The refusal of what tells the words of an interaction.
pub(crate) fn words_are_locked() -> AppError {
    let text =
        "the words of this interaction are locked; they need the permission interaction:read.sensitive";
    AppError::Forbidden(text.to_owned())
}

/// Writes an event for each sensitive row whose content is shown, before it is shown.
pub(crate) async fn tell_of_reading(
    app: &App,
    caller: &Caller,
    rows: &[Interaction],
) -> Result<(), AppError> {
    let now = app.clock.now();
    let shown = rows.iter().filter(|row| row.sensitive && row.content.is_some());
    let events: Vec<_> = shown.map(|row| event("read", row, "{}".to_owned(), now)).collect();
    if events.is_empty() {
        return Ok(());
    }
    // A read claims no idempotency key.
    let author = store::Author { claim: None, ..caller.author() };
    app.store
        .add(author, async move |tx: &Tx| {
            events.iter().for_each(|event| tx.record(event.clone()));
            Ok(())
        })
        .await
}

/// Rows as they are shown. What is included is fetched once for the whole page.
async fn present(
    app: &App,
    caller: &Caller,
    rows: Vec<Interaction>,
    wanted: Wanted,
) -> Result<Vec<(InteractionId, InteractionBody)>, AppError> {
    let mut borrowers: HashMap<i64, String> = HashMap::new();
    if wanted.borrower {
        let mut ids: Vec<PersonId> = rows.iter().filter_map(|row| row.person).collect();
        ids.sort();
        ids.dedup();
        for person in people::find_all(&app.store, caller.company, &ids).await? {
            borrowers.insert(person.id.key(), json(&Borrower::from(&person)));
        }
    }
    let mut reached: HashMap<i64, String> = HashMap::new();
    if wanted.contact {
        let mut ids: Vec<_> = rows.iter().filter_map(|row| row.contact).collect();
        ids.sort();
        ids.dedup();
        for contact in contacts::find_all(&app.store, caller.company, &ids).await? {
            reached.insert(contact.id.key(), json(&contact));
        }
    }
    let show = |row: Interaction| {
        let (id, person, contact) = (row.id, row.person, row.contact);
        let mut body = InteractionBody::from(row);
        if let Some(text) = person.and_then(|person| borrowers.get(&person.key())) {
            body = body.with_borrower(text.clone());
        }
        if let Some(text) = contact.and_then(|contact| reached.get(&contact.key())) {
            body = body.with_contact(text.clone());
        }
        (id, if wanted.cards { body.as_card() } else { body })
    };
    Ok(rows.into_iter().map(show).collect())
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
