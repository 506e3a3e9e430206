//! The plans of the hot questions on PostgreSQL, over rows that are skewed as real ones are.
//!
//! Each is planned for its own values, as lists and searches are in the product; what goes over the
//! connections that may settle on one plan for all values is planned without any as well. With the
//! page costs that PostgreSQL comes with and with those docs/operate.md advises.

mod filled;
mod overheard;
mod plan;

use std::panic::{AssertUnwindSafe, resume_unwind};

use domain::id::{AnyId, ApiKeyId, CompanyId, Id, PersonId};
use domain::time::{DAY, Instant};
use domain::vocabulary::{Channel, Theme};
use futures::FutureExt;

use self::filled::{BEGIN, COMMON, FAR_BACK, Filled, LARGE, OLD, QUIET, RARE, ROWS, SMALL, TALKATIVE};
use self::overheard::Overheard;
use self::plan::{Mind, explain};
use crate::interactions::list::{ask, page};
use crate::interactions::{Filter, Sort, SortField, Span, View, find, history, search, totals};
use crate::page::{From, Slice};
use crate::{Read, Sql, Store, credentials, events};

/// Rows a plan may sort. A page is 51, the newest that are searched are 8,000.
const SORTED: f64 = 10_000.0;
const PAGE_COSTS: [&str; 2] = ["4", "1.1"];

/// The indexes of one plan, and all such plans that are as good.
type Plans = &'static [&'static [&'static str]];

const NEWEST: Plans = &[&["interactions_newest"]];
const OF_PERSON: Plans = &[&["interactions_of_person"]];
const BY_FACTS: Plans = &[&["interactions_by_facts", "interactions_pkey"]];
const WITHIN: Plans = &[&["interactions_created"], &["interactions_newest"]];
const CREATED: Plans = &[&["interactions_created"]];
const STARTED: Plans = &[&["interactions_started"]];
const ONE_BY_ONE: Plans =
    &[&["interaction_text_pkey", "interactions_pkey"], &["interaction_text_pkey", "interactions_newest"]];
const TRIGRAMS: Plans = &[&["interaction_text_trigrams", "interactions_pkey"]];
const COUNTERS: Plans = &[&["interaction_counts_pkey"]];
const KEY_HOLDER: Plans = &[&["api_keys_pkey", "companies_pkey", "roles_pkey", "users_pkey"]];
const EXTERNAL_ID: Plans = &[&["interactions_external_id"]];
const LOG: Plans = &[&["events_pkey"]];
const OF_ADVISOR: Plans = &[&["interactions_of_advisor"]];
const BY_ADDRESS: Plans = &[&["interactions_by_address"]];
const HISTORY: Plans =
    &[&["guard_decisions_autodialed", "interactions_locating", "interactions_of_person_started"]];

#[tokio::test]
async fn hot_questions_are_answered_from_their_indexes() {
    let Some(filled) = Filled::create().await else {
        println!("skipped on PostgreSQL: SWITCHBOARD_TEST_POSTGRES names no server; use tools/test");
        return;
    };
    let ending = AssertUnwindSafe(judge_all(&filled)).catch_unwind().await;
    filled.remove().await;
    match ending {
        Ok(faults) => assert!(faults.is_empty(), "{}", faults.join("\n\n")),
        Err(panic) => resume_unwind(panic),
    }
}

/// A question, and how it must be answered.
struct Question {
    what: &'static str,
    sql: Sql,
    plans: Plans,
    /// Whether one plan may come to serve all values.
    may_settle: bool,
}

impl Question {
    /// Planned for its values whenever it is asked.
    fn planned(what: &'static str, sql: Sql, plans: Plans) -> Self {
        Self { what, sql, plans, may_settle: false }
    }

    /// Asked where one plan may come to serve all values.
    fn settled(what: &'static str, sql: Sql, plans: Plans) -> Self {
        Self { what, sql, plans, may_settle: true }
    }

    fn minds(&self) -> impl Iterator<Item = Mind> {
        let sights: &[bool] = if self.may_settle { &[true, false] } else { &[true] };
        let all = |sees_values: &bool| {
            PAGE_COSTS.map(|cost| Mind { sees_values: *sees_values, random_page_cost: cost })
        };
        sights.iter().flat_map(all)
    }
}

async fn judge_all(filled: &Filled) -> Vec<String> {
    let store = &filled.store;
    let mut questions = pages_of_a_large_company(store).await;
    questions.extend(pages_of_a_small_company(store).await);
    questions.extend(pages_of_an_old_company(store).await);
    questions.extend(pages_by_time(store).await);
    questions.extend(words(store).await);
    questions.extend(totals_of(store));
    questions.extend(look_ups().await);
    questions.extend(histories(store));
    questions.extend(looking_back(store).await);
    let mut faults = Vec::new();
    for question in &questions {
        for mind in question.minds() {
            faults.extend(judge(filled, question, mind).await);
        }
    }
    faults
}

async fn judge(filled: &Filled, question: &Question, mind: Mind) -> Option<String> {
    let plan = explain(&filled.client, &question.sql, mind).await;
    let mut wrong = Vec::new();
    if !plan.scanned.is_empty() {
        wrong.push(format!("walks the whole of {:?}", plan.scanned));
    }
    if plan.sorted > SORTED {
        wrong.push(format!("sorts {} rows", plan.sorted));
    }
    if !question.plans.iter().any(|indexes| plan.indexes.iter().eq(indexes.iter())) {
        wrong.push(format!("uses {:?}", plan.indexes));
    }
    (!wrong.is_empty()).then(|| format!("{}: {}; {mind:?}\n{}", question.what, wrong.join("; "), plan.text))
}

fn view(company: i64) -> View {
    let company = CompanyId::of(company);
    View { company, as_of: None, sensitive: false, credentials: false, unassociated: true }
}

fn everything() -> Filter {
    Filter::default()
}

fn of(person: i64) -> Filter {
    Filter { person: Some(PersonId::of(person)), ..Filter::default() }
}

fn with_facts(channel: Channel, theme: Theme) -> Filter {
    Filter { channels: vec![Some(channel)], themes: vec![Some(theme)], ..Filter::default() }
}

fn common_facts() -> Filter {
    with_facts(Channel::Email, Theme::OpsCollDebt)
}

fn rare_facts() -> Filter {
    with_facts(Channel::Fax, Theme::OpsServicing)
}

/// Most of a month; begins and ends within days.
fn of_some_weeks(filter: Filter) -> Filter {
    let begin = BEGIN + 200 * DAY + DAY / 3;
    let created = Span { after: Some(Instant(begin)), before: Some(Instant(begin + 25 * DAY + DAY / 5)) };
    Filter { created, ..filter }
}

/// Where a page begins.
#[derive(Clone, Copy)]
enum At {
    Start,
    After,
    Before,
}

async fn page_at(store: &Store, company: i64, filter: &Filter, sorts: &[Sort], at: At) -> Sql {
    let (_, key) = FAR_BACK.into_iter().find(|(of, _)| *of == company).unwrap();
    let from = match at {
        At::Start => From::Start,
        At::After => From::After(key),
        At::Before => From::Before(key),
    };
    let view = view(company);
    let histogram = totals::histogram(store, &view, filter).await.unwrap();
    let slice = Slice { limit: 50, offset: 0, from };
    let asked = ask(store, &view, filter, sorts, slice).await.unwrap().unwrap();
    page(store.sql(), &asked, histogram)
}

async fn pages_of_a_large_company(store: &Store) -> Vec<Question> {
    let page = async |filter: Filter, at| page_at(store, LARGE, &filter, &[], at).await;
    vec![
        Question::settled("the newest page", page(everything(), At::Start).await, NEWEST),
        Question::settled("a page far back", page(everything(), At::After).await, NEWEST),
        Question::settled("the page before a row", page(everything(), At::Before).await, NEWEST),
        Question::settled("a quiet person", page(of(QUIET), At::Start).await, OF_PERSON),
        Question::settled("a talkative person", page(of(TALKATIVE), At::Start).await, OF_PERSON),
        Question::settled("a talkative person far back", page(of(TALKATIVE), At::After).await, OF_PERSON),
        Question::planned("common facts", page(common_facts(), At::Start).await, NEWEST),
        Question::planned("common facts far back", page(common_facts(), At::After).await, NEWEST),
        Question::planned("rare facts", page(rare_facts(), At::Start).await, BY_FACTS),
        Question::planned("rare facts far back", page(rare_facts(), At::After).await, BY_FACTS),
        Question::planned("some weeks", page(of_some_weeks(everything()), At::Start).await, WITHIN),
        Question::planned(
            "common facts of some weeks",
            page(of_some_weeks(common_facts()), At::Start).await,
            WITHIN,
        ),
        Question::planned(
            "rare facts of some weeks",
            page(of_some_weeks(rare_facts()), At::Start).await,
            BY_FACTS,
        ),
    ]
}

async fn pages_of_a_small_company(store: &Store) -> Vec<Question> {
    let page = async |filter: Filter, at| page_at(store, SMALL, &filter, &[], at).await;
    vec![
        Question::planned("a small company's newest page", page(everything(), At::Start).await, NEWEST),
        Question::planned("a small company far back", page(everything(), At::After).await, NEWEST),
        Question::planned("a small company's facts", page(common_facts(), At::Start).await, BY_FACTS),
        Question::planned(
            "a small company's talkative person",
            page(of(TALKATIVE), At::Start).await,
            OF_PERSON,
        ),
    ]
}

/// Where the newest rows of the table are those of others.
async fn pages_of_an_old_company(store: &Store) -> Vec<Question> {
    let page = async |filter: Filter, at| page_at(store, OLD, &filter, &[], at).await;
    vec![
        Question::settled("an old company's newest page", page(everything(), At::Start).await, NEWEST),
        Question::settled("an old company far back", page(everything(), At::After).await, NEWEST),
        Question::settled("an old company backwards", page(everything(), At::Before).await, NEWEST),
        Question::settled(
            "an old company's talkative person",
            page(of(TALKATIVE), At::Start).await,
            OF_PERSON,
        ),
        Question::planned("an old company's common facts", page(common_facts(), At::Start).await, NEWEST),
        Question::planned("an old company's rare facts", page(rare_facts(), At::Start).await, BY_FACTS),
    ]
}

async fn pages_by_time(store: &Store) -> Vec<Question> {
    let mut questions = Vec::new();
    for (what, field, plans) in [
        ("by time of creation", SortField::CreatedAt, CREATED),
        ("by time of beginning", SortField::StartedAt, STARTED),
    ] {
        for at in [At::Start, At::After] {
            let sorts = [Sort { field, descending: true }];
            let sql = page_at(store, LARGE, &everything(), &sorts, at).await;
            questions.push(Question::settled(what, sql, plans));
        }
    }
    questions
}

async fn words(store: &Store) -> Vec<Question> {
    let common = questions_for(store, COMMON).await;
    let rare = questions_for(store, RARE).await;
    let [common, _, _] = common;
    let [newest, index, count] = rare;
    vec![
        Question::planned("a common word among the newest", common, ONE_BY_ONE),
        Question::planned("a rare word among the newest", newest, ONE_BY_ONE),
        Question::planned("a rare word", index, TRIGRAMS),
        Question::planned("how often a rare word", count, TRIGRAMS),
    ]
}

async fn questions_for(store: &Store, words: &str) -> [Sql; 3] {
    let view = view(LARGE);
    let filter = Filter { contains: Some(words.to_owned()), ..Filter::default() };
    let histogram = totals::histogram(store, &view, &filter).await.unwrap();
    let slice = Slice { limit: 50, offset: 0, from: From::Start };
    let asked = ask(store, &view, &filter, &[], slice).await.unwrap().unwrap();
    search::questions(store, &asked, histogram)
}

fn totals_of(store: &Store) -> Vec<Question> {
    let questions = |filter: Filter| totals::questions(store, &view(LARGE), &filter).into_iter();
    let planned = |what, plans| move |sql| Question::planned(what, sql, plans);
    let mut of_weeks = questions(of_some_weeks(common_facts()));
    let whole_days = of_weeks.next();
    let mut all = Vec::new();
    all.extend(questions(everything()).map(planned("the total", COUNTERS)));
    all.extend(questions(common_facts()).map(planned("the total of two facts", COUNTERS)));
    all.extend(questions(of(TALKATIVE)).map(|sql| Question::settled("the total of a person", sql, COUNTERS)));
    all.extend(whole_days.map(planned("the whole days of some weeks", COUNTERS)));
    all.extend(of_weeks.map(planned("the ends of some weeks", CREATED)));
    all
}

fn histories(store: &Store) -> Vec<Question> {
    let begin = BEGIN + 250 * DAY;
    let span = history::Span {
        everything: Instant(begin),
        talks: Instant(begin - 30 * DAY),
        until: Instant(begin + 32 * DAY),
    };
    let of = |people: Vec<PersonId>| history::question(store.sql(), CompanyId::of(1), &people, span);
    vec![
        Question::settled("the history of a person", of(vec![PersonId::of(QUIET)]), HISTORY),
        Question::settled("the histories of many", of((1..=64).map(PersonId::of).collect()), HISTORY),
    ]
}

/// Pages and totals of the history: of a day, of somebody's month, of an address.
async fn looking_back(store: &Store) -> Vec<Question> {
    use super::looking_back::{Asked, address, everybody, mine, of_a_day, of_a_month};
    let asked = |what, sight, filter, plans| (what, Asked { company: LARGE, sight, filter }, plans);
    let mut questions = Vec::new();
    for (what, asked, plans) in [
        asked("today's history", everybody(), of_a_day(BEGIN + 300 * DAY), STARTED),
        asked("my month", mine(), of_a_month(BEGIN + 290 * DAY), OF_ADVISOR),
        asked("an address", everybody(), address("3410552021"), BY_ADDRESS),
    ] {
        questions.push(Question::planned(what, asked.keys(store).await, plans));
    }
    for (what, asked, plans) in [
        asked("the total of today's history", everybody(), of_a_day(BEGIN + 300 * DAY), STARTED),
        asked("the total of my month", mine(), of_a_month(BEGIN + 290 * DAY), OF_ADVISOR),
    ] {
        questions.push(Question::planned(what, asked.count(store), plans));
    }
    questions
}

async fn look_ups() -> Vec<Question> {
    let [key, row, newest, old] = [(); 4].map(|()| Overheard::default());
    credentials::key(&key, ApiKeyId::of(700)).await.unwrap();
    find(&row, &view(LARGE), None, &AnyId::External("e77".to_owned())).await.unwrap();
    events::after(&newest, CompanyId::of(LARGE), ROWS - 500, 100).await.unwrap();
    events::after(&old, CompanyId::of(LARGE), 500, 100).await.unwrap();
    vec![
        Question::settled("whose a key is", key.sql(), KEY_HOLDER),
        Question::settled("a row by its external id", row.sql(), EXTERNAL_ID),
        Question::settled("the newest events", newest.sql(), LOG),
        Question::settled("events from long ago", old.sql(), LOG),
    ]
}
