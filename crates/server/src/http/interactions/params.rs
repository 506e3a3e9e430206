//! The query of a list of interactions (A6 of the API reference).

use domain::id::{AnyId, CaseId, InteractionId};
use domain::time::Offset;
use domain::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail, Theme};
use store::interactions::{Filter, Sort, SortField, Span};
use utoipa::IntoParams;

use crate::app::interactions::{Listed, Wanted};
use crate::app::{self, App, AppError, Caller};
use crate::http::query::{Paging, Query};

/// Filters, order and shape of a list. Values within one filter are alternatives, filters add up.
/// Lists are repeated (`channel=a&channel=b`) or written with commas.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct ListParams {
    /// `null` asks for rows without one.
    channel: Option<Vec<Channel>>,
    direction: Option<Direction>,
    /// `null` asks for rows without one.
    #[param(value_type = Option<Vec<String>>)]
    status: Option<Vec<Status>>,
    /// `null` asks for rows without one.
    #[param(value_type = Option<Vec<String>>)]
    status_details: Option<Vec<StatusDetail>>,
    /// `null` asks for rows without one.
    #[param(value_type = Option<Vec<String>>)]
    agent_outcome: Option<Vec<AgentOutcome>>,
    /// `null` asks for rows without one.
    #[param(value_type = Option<Vec<String>>)]
    subject: Option<Vec<String>>,
    theme: Option<Vec<Theme>>,
    /// Linked to one of these cases.
    case_ids: Option<Vec<String>>,
    /// A piece of the content's text, upper or lower case alike.
    #[param(min_length = 1, max_length = 500)]
    content_contains: Option<String>,
    /// Fields with `-` (largest first, the default) or `+` in front: id, createdAt, startedAt,
    /// holdDuration, contactName, scheduledAtFrom, scheduledAtTo, channel, direction, status,
    /// createdBy.employeeFirstName, createdBy.employeeLastName, createdBy.employeeEmail,
    /// createdBy.employeeFullNameOrEmail.
    sort_by: Option<Vec<String>>,
    /// `borrower`, `contact`.
    #[param(inline)]
    include: Option<Vec<Include>>,
    created_at_before: Option<domain::time::Instant>,
    created_at_after: Option<domain::time::Instant>,
    started_at_before: Option<domain::time::Instant>,
    started_at_after: Option<domain::time::Instant>,
    /// With its offset.
    scheduled_at_from_before: Option<domain::time::Instant>,
    /// With its offset.
    scheduled_at_from_after: Option<domain::time::Instant>,
    /// With its offset.
    scheduled_at_to_before: Option<domain::time::Instant>,
    /// With its offset.
    scheduled_at_to_after: Option<domain::time::Instant>,
    /// User or key that recorded it; `null` asks for rows of nobody.
    created_by: Option<String>,
    has_voicemail: Option<bool>,
    has_recording: Option<bool>,
    sensitive: Option<bool>,
    is_external: Option<bool>,
    /// Calls that nobody answered.
    missed_call: Option<bool>,
    /// Count to the end, however long it takes.
    exact_total: Option<bool>,
    /// `card`: a preview instead of the content.
    #[param(inline)]
    view: Option<ViewKind>,
}

/// What can be included in each row.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents `include`")]
enum Include {
    Borrower,
    Contact,
}

/// How rows can be shown.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents `view`")]
enum ViewKind {
    Card,
}

/// Longest piece of text searched for, in characters.
const LONGEST_SEARCH: usize = 500;

/// Reads the query of a list; `has_no_person` too where the list knows it.
pub async fn read(
    app: &App,
    caller: &Caller,
    query: &mut Query,
    knows_has_no_person: bool,
) -> Result<Listed, AppError> {
    let mut filter = read_filter(query);
    if knows_has_no_person {
        filter.has_no_person = query.flag("hasNoPerson");
    }
    let cases = query.list("caseIds");
    let sorts = read_sorts(query);
    let wanted = read_wanted(query);
    let total = query.total();
    let paging: Paging = query.paging();
    query.finish()?;
    filter.cases = find_cases(app, caller, &cases).await?;
    let slice = paging.slice::<InteractionId, _>(|id| app::interactions::cursor(app, caller, id)).await?;
    Ok(Listed { filter, sorts, slice, total, wanted })
}

/// Reads the filters alone, for an export; `personId` too.
pub async fn read_filters(app: &App, caller: &Caller, query: &mut Query) -> Result<Filter, AppError> {
    let mut filter = read_filter(query);
    filter.has_no_person = query.flag("hasNoPerson");
    let cases = query.list("caseIds");
    let person = query.one("personId");
    query.finish()?;
    filter.cases = find_cases(app, caller, &cases).await?;
    if let Some(person) = person {
        filter.person = Some(app::people::find(app, caller, &AnyId::read(&person)).await?.id);
    }
    Ok(filter)
}

/// Reads what a query says of the rows themselves, before anything it names is looked up.
pub fn read_filter(query: &mut Query) -> Filter {
    let contains = query.one("contentContains");
    if contains.as_ref().is_some_and(|text| text.chars().count() > LONGEST_SEARCH) {
        query.refuse("contentContains", format!("must have at most {LONGEST_SEARCH} characters"));
    }
    Filter {
        person: None,
        has_no_person: None,
        channels: query.words::<Channel>("channel"),
        direction: query.word::<Direction>("direction"),
        statuses: query.words::<Status>("status"),
        details: query.words::<StatusDetail>("statusDetails"),
        outcomes: query.words::<AgentOutcome>("agentOutcome"),
        subjects: query.words("subject"),
        themes: query.words::<Theme>("theme"),
        cases: None,
        contains,
        created: span(query, "createdAtAfter", "createdAtBefore", Offset::Optional),
        started: span(query, "startedAtAfter", "startedAtBefore", Offset::Optional),
        scheduled_from: span(query, "scheduledAtFromAfter", "scheduledAtFromBefore", Offset::Required),
        scheduled_to: span(query, "scheduledAtToAfter", "scheduledAtToBefore", Offset::Required),
        created_by: query.one("createdBy").map(|id| (id != "null").then_some(id)),
        has_voicemail: query.flag("hasVoicemail"),
        has_recording: query.flag("hasRecording"),
        sensitive: query.flag("sensitive"),
        is_external: query.flag("isExternal"),
        missed_call: query.flag("missedCall"),
    }
}

fn span(query: &mut Query, after: &'static str, before: &'static str, offset: Offset) -> Span {
    Span { after: query.instant(after, offset), before: query.instant(before, offset) }
}

fn read_sorts(query: &mut Query) -> Vec<Sort> {
    let mut sorts = Vec::new();
    // A `+` that was not escaped arrives as a space, so only the end is trimmed.
    for text in query.list_untrimmed("sortBy") {
        let (descending, name) = match text.strip_prefix(['+', ' ']) {
            Some(name) => (false, name),
            None => (true, text.strip_prefix('-').unwrap_or(&text)),
        };
        match SortField::ALL.iter().find(|(known, _)| *known == name) {
            Some((_, field)) => sorts.push(Sort { field: *field, descending }),
            None => {
                let known: Vec<_> = SortField::ALL.iter().map(|(known, _)| *known).collect();
                query.refuse(
                    "sortBy",
                    format!("{name:?} is not a field to sort by; one of {}", known.join(", ")),
                );
            }
        }
    }
    sorts
}

/// Reads `include` and `view`.
pub fn read_wanted(query: &mut Query) -> Wanted {
    let mut wanted = read_include(query);
    if let Some(view) = query.one("view") {
        match view.as_str() {
            "card" => wanted.cards = true,
            _ => query.refuse("view", "must be card, or be left out"),
        }
    }
    wanted
}

/// Reads `include`.
pub fn read_include(query: &mut Query) -> Wanted {
    let mut wanted = Wanted::default();
    for name in query.list("include") {
        match name.as_str() {
            "borrower" => wanted.borrower = true,
            "contact" => wanted.contact = true,
            _ => query.refuse("include", format!("{name:?} cannot be included; one of borrower, contact")),
        }
    }
    wanted
}

async fn find_cases(app: &App, caller: &Caller, named: &[String]) -> Result<Option<Vec<CaseId>>, AppError> {
    if named.is_empty() {
        return Ok(None);
    }
    let mut cases = Vec::new();
    for text in named {
        match AnyId::<CaseId>::read(text) {
            AnyId::Ours(id) => cases.push(id),
            AnyId::Neither => {
                return Err(AppError::field("caseIds", format!("{text:?} is not the id of a case")));
            }
            external => {
                let found = store::cases::find(&app.store, caller.company, None, &external).await?;
                cases.extend(found.map(|case| case.id));
            }
        }
    }
    Ok(Some(cases))
}
