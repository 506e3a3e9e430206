//! The query of the history.

use domain::history::search_key;
use domain::id::{
    AnyId, CaseId, Id, InteractionId, PersonId, QueueId, TemplateDescriptorId, TemplateVersionId, UserId,
};
use domain::time::{Instant, Offset};
use domain::vocabulary::{Direction, Flow, HandlingStatus, Routing, Vocabulary};
use store::history::{Between, Filter};
use store::interactions::{Sort, SortField, Span};
use utoipa::IntoParams;

use crate::app::history::{Listed, Looking, cursor};
use crate::app::{App, AppError};
use crate::http::query::Query;

/// What asks for rows without a value.
const NONE: &str = "none";
/// Longest piece of text searched for, in characters.
const LONGEST_SEARCH: usize = 255;
/// Seconds of a duration at most.
const LONGEST: i64 = 3_155_760_000;

/// Filters. Values within one filter are alternatives, filters add up. Lists are repeated (`flow=voice&flow=email`) or
/// written with commas; `none` asks for rows without a value.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct HistoryParams {
    /// Begun at or after; today in the company's time zone where nothing is said of times, ids, person or case. Not before
    /// the earliest moment that the company's history goes back to.
    started_at_from: Option<Instant>,
    /// Begun at or before.
    started_at_to: Option<Instant>,
    /// Ended at or after.
    ended_at_from: Option<Instant>,
    /// Ended at or before.
    ended_at_to: Option<Instant>,
    /// A phone number in any spelling, whole or its last digits (4 at least), or the beginning of an email address: of the
    /// customer.
    #[param(max_length = 255)]
    search: Option<String>,
    #[param(value_type = Option<Vec<String>>)]
    flow: Option<Vec<Flow>>,
    #[param(value_type = Option<Vec<String>>)]
    handling_status: Option<Vec<HandlingStatus>>,
    direction: Option<Vec<Direction>>,
    original_routing: Option<Vec<Routing>>,
    current_routing: Option<Vec<Routing>>,
    /// Ids, or `ext-` and the email.
    advisor_id: Option<Vec<String>>,
    /// Ids, or `ext-` and the reference.
    queue_id: Option<Vec<String>>,
    /// A piece of the number or mail address on the customer's side.
    #[param(max_length = 255)]
    customer_address: Option<String>,
    /// The whole name, repeated for several; a comma is part of a name.
    campaign: Option<Vec<String>>,
    /// A piece of the reason, upper or lower case alike.
    #[param(max_length = 255)]
    reason: Option<String>,
    template_version_id: Option<Vec<String>>,
    /// Made from any version of this template.
    template_descriptor_id: Option<String>,
    /// These alone: ids.
    interaction_id: Option<Vec<String>>,
    /// Of this person: id or `ext-…`.
    person_id: Option<String>,
    /// Linked to this case: id or `ext-…`.
    case_id: Option<String>,
    /// Seconds.
    #[param(minimum = 0)]
    waiting_min: Option<i64>,
    /// Seconds.
    #[param(minimum = 0)]
    waiting_max: Option<i64>,
    /// Seconds.
    #[param(minimum = 0)]
    handling_min: Option<i64>,
    /// Seconds.
    #[param(minimum = 0)]
    handling_max: Option<i64>,
    /// Seconds.
    #[param(minimum = 0)]
    wrap_up_min: Option<i64>,
    /// Seconds.
    #[param(minimum = 0)]
    wrap_up_max: Option<i64>,
}

/// Order and total of a page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct OrderParams {
    /// Fields with `-` (largest first, the default) or `+` in front: startedAt, endedAt, flow, handlingStatus, direction,
    /// originalRouting, currentRouting, advisor, queue, customerAddress, campaign, waitingDuration, handlingDuration,
    /// wrapUpDuration. Newest first where it is left out.
    sort_by: Option<Vec<String>>,
    /// Count to the end, however long it takes.
    exact_total: Option<bool>,
}

/// What is named and must be found first.
struct Names {
    advisors: Vec<String>,
    queues: Vec<String>,
    versions: Vec<String>,
    descriptor: Option<String>,
    person: Option<String>,
    case: Option<String>,
}

/// Reads the query of a page.
pub async fn read(app: &App, looking: &Looking, query: &mut Query) -> Result<Listed, AppError> {
    let sorts = read_sorts(query);
    let exact_total = query.flag("exactTotal").unwrap_or(false);
    let paging = query.paging();
    let filter = read_filter(app, looking, query, None).await?;
    let slice = paging.slice::<InteractionId, _>(|id| cursor(app, looking, id)).await?;
    Ok(Listed { filter, sorts, slice, exact_total })
}

/// Reads the filters, of chosen rows where some are, and says what is wrong with the whole query.
pub async fn read_filter(
    app: &App,
    looking: &Looking,
    query: &mut Query,
    chosen: Option<Vec<InteractionId>>,
) -> Result<Filter, AppError> {
    let mut filter = plain(query);
    let names = Names {
        advisors: query.list("advisorId"),
        queues: query.list("queueId"),
        versions: query.list("templateVersionId"),
        descriptor: query.one("templateDescriptorId"),
        person: query.one("personId"),
        case: query.one("caseId"),
    };
    filter.ids = match (read_ids(query, "interactionId"), chosen) {
        (Some(named), Some(chosen)) => Some(named.into_iter().filter(|id| chosen.contains(id)).collect()),
        (named, chosen) => named.or(chosen),
    };
    filter.started = read_started(looking, query, &filter, &names);
    query.finish()?;
    find(app, looking, names, filter).await
}

fn plain(query: &mut Query) -> Filter {
    Filter {
        ended: span(query, "endedAtFrom", "endedAtTo"),
        search: read_search(query),
        flows: words(query, "flow"),
        statuses: words(query, "handlingStatus"),
        directions: words(query, "direction"),
        original_routings: words(query, "originalRouting"),
        current_routings: words(query, "currentRouting"),
        address: piece(query, "customerAddress"),
        campaigns: query
            .repeated("campaign")
            .into_iter()
            .map(|name| (name != NONE).then_some(name))
            .collect(),
        reason: piece(query, "reason"),
        waiting: between(query, "waitingMin", "waitingMax"),
        handling: between(query, "handlingMin", "handlingMax"),
        wrap_up: between(query, "wrapUpMin", "wrapUpMax"),
        ..Filter::default()
    }
}

/// Where nothing says which ones, those of today.
fn read_started(looking: &Looking, query: &mut Query, filter: &Filter, names: &Names) -> Span {
    let asked = span(query, "startedAtFrom", "startedAtTo");
    let since = looking.sight.reach.since;
    if asked.after.is_some_and(|after| after < since) {
        let told = format!("must not be before {since}: the history of your company goes back no further");
        query.refuse("startedAtFrom", told);
    }
    let says_which =
        !filter.ended.is_open() || filter.ids.is_some() || names.person.is_some() || names.case.is_some();
    if !asked.is_open() || says_which {
        return asked;
    }
    let (from, to) = looking.period.today();
    Span { after: Some(from), before: Some(to) }
}

/// Reads a list of ids of interactions.
pub fn read_ids(query: &mut Query, name: &'static str) -> Option<Vec<InteractionId>> {
    let texts = query.list(name);
    if texts.is_empty() {
        return None;
    }
    let ids = texts.iter().filter_map(|text| {
        let id = text.parse();
        if id.is_err() && !text.is_empty() {
            query.refuse(name, format!("{text:?} is not the id of an interaction"));
        }
        id.ok()
    });
    Some(ids.collect())
}

fn read_search(query: &mut Query) -> Option<String> {
    let text = piece(query, "search")?;
    match search_key(&text) {
        Ok(begin) => Some(begin),
        Err(remedy) => {
            query.refuse("search", remedy);
            None
        }
    }
}

fn piece(query: &mut Query, name: &'static str) -> Option<String> {
    let text = query.one(name)?;
    if text.chars().count() > LONGEST_SEARCH {
        query.refuse(name, format!("must have at most {LONGEST_SEARCH} characters"));
    }
    Some(text.trim().to_owned())
}

fn words<V: Vocabulary>(query: &mut Query, name: &'static str) -> Vec<Option<V>> {
    let mut words = Vec::new();
    for text in query.list(name).into_iter().filter(|text| !text.is_empty()) {
        match V::read(&text) {
            _ if text == NONE => words.push(None),
            Ok(word) => words.push(Some(word)),
            Err(unknown) => query.refuse(name, unknown.to_string()),
        }
    }
    words
}

fn span(query: &mut Query, from: &'static str, to: &'static str) -> Span {
    Span { after: query.instant(from, Offset::Optional), before: query.instant(to, Offset::Optional) }
}

fn between(query: &mut Query, least: &'static str, most: &'static str) -> Between {
    Between { least: query.integer(least, 0, LONGEST), most: query.integer(most, 0, LONGEST) }
}

fn read_sorts(query: &mut Query) -> Vec<Sort> {
    let mut sorts = Vec::new();
    // A `+` that was not escaped arrives as a space, so only the end is trimmed.
    for text in query.list_untrimmed("sortBy") {
        let (descending, name) = match text.strip_prefix(['+', ' ']) {
            Some(name) => (false, name),
            None => (true, text.strip_prefix('-').unwrap_or(&text)),
        };
        match SortField::HISTORY.iter().find(|(known, _)| *known == name) {
            Some((_, field)) => sorts.push(Sort { field: *field, descending }),
            None => {
                let known: Vec<_> = SortField::HISTORY.iter().map(|(known, _)| *known).collect();
                let told = format!("{name:?} is not a field to sort by; one of {}", known.join(", "));
                query.refuse("sortBy", told);
            }
        }
    }
    sorts
}

/// Who and what is not there has no rows.
async fn find(app: &App, looking: &Looking, names: Names, mut filter: Filter) -> Result<Filter, AppError> {
    let company = looking.sight.view.company;
    for name in &names.advisors {
        let advisor = match any::<UserId>("advisorId", name)? {
            None => None,
            Some(AnyId::External(email)) => {
                let user = store::users::find_by_email(&app.store, company, &email).await?;
                Some(user.map_or(UserId::of(0), |user| user.id))
            }
            Some(id) => Some(ours(&id)),
        };
        filter.advisors.push(advisor);
    }
    for name in &names.queues {
        let queue = match any::<QueueId>("queueId", name)? {
            None => None,
            Some(id @ AnyId::External(_)) => {
                let queue = store::queues::find(&app.store, company, &id).await?;
                Some(queue.map_or(QueueId::of(0), |queue| queue.id))
            }
            Some(id) => Some(ours(&id)),
        };
        filter.queues.push(queue);
    }
    if !names.versions.is_empty() {
        filter.templates.push(ids::<TemplateVersionId>("templateVersionId", &names.versions)?);
    }
    if let Some(text) = &names.descriptor {
        let descriptor = ids::<TemplateDescriptorId>("templateDescriptorId", std::slice::from_ref(text))?[0];
        filter.templates.push(store::templates::versions::ids_of(&app.store, company, descriptor).await?);
    }
    if let Some(text) = &names.person {
        filter.person = Some(match AnyId::<PersonId>::read(text) {
            id @ AnyId::External(_) => {
                let person = store::people::find(&app.store, company, &id).await?;
                person.map_or(PersonId::of(0), |person| person.id)
            }
            _ => ids::<PersonId>("personId", std::slice::from_ref(text))?[0],
        });
    }
    if let Some(text) = &names.case {
        filter.case = Some(match AnyId::<CaseId>::read(text) {
            id @ AnyId::External(_) => {
                let case = store::cases::find(&app.store, company, None, &id).await?;
                case.map_or(CaseId::of(0), |case| case.id)
            }
            _ => ids::<CaseId>("caseId", std::slice::from_ref(text))?[0],
        });
    }
    Ok(filter)
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

fn ids<T: Id>(field: &str, texts: &[String]) -> Result<Vec<T>, AppError> {
    texts.iter().map(|text| text.parse().map_err(|_| no_id::<T>(field, text))).collect()
}

fn no_id<T: Id>(field: &str, text: &str) -> AppError {
    AppError::field(field, format!("{text:?} is not an id such as {}", T::of(1)))
}
