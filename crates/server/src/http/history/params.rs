//! The query of the history.

use domain::history::search_key;
use domain::id::InteractionId;
use domain::time::{Instant, Offset};
use domain::vocabulary::{Direction, Flow, HandlingStatus, Routing, Vocabulary};
use store::history::{Between, Filter};
use store::interactions::{Sort, SortField, Span};
use store::page::Total;
use utoipa::IntoParams;

use super::named::{NONE, Names};
use crate::app::history::{Listed, Looking, cursor};
use crate::app::{App, AppError};
use crate::http::query::Query;

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
    /// `false` counts nothing, for whoever wants the rows at once: the total may be a lower bound.
    count_total: Option<bool>,
}

/// Reads the query of a page.
pub async fn read(app: &App, looking: &Looking, query: &mut Query) -> Result<Listed, AppError> {
    let sorts = read_sorts(query);
    let total = read_total(query);
    let paging = query.paging();
    let filter = read_filter(app, looking, query, None).await?;
    let slice = paging.slice::<InteractionId, _>(|id| cursor(app, looking, id)).await?;
    Ok(Listed { filter, sorts, slice, total })
}

/// Reads the filters, of chosen rows where some are, and says what is wrong with the whole query.
pub async fn read_filter(
    app: &App,
    looking: &Looking,
    query: &mut Query,
    chosen: Option<Vec<InteractionId>>,
) -> Result<Filter, AppError> {
    let mut filter = plain(query);
    let names = Names::read(query);
    filter.ids = match (read_ids(query, "interactionId"), chosen) {
        (Some(named), Some(chosen)) => Some(named.into_iter().filter(|id| chosen.contains(id)).collect()),
        (named, chosen) => named.or(chosen),
    };
    filter.started = read_started(looking, query, &filter, &names);
    query.finish()?;
    names.find(app, looking, filter).await
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

fn read_total(query: &mut Query) -> Total {
    let total = query.total();
    if query.flag("countTotal") != Some(false) {
        return total;
    }
    if total == Total::Exact {
        query.refuse("countTotal", "must not be false where exactTotal is true");
    }
    Total::AtOnce
}
