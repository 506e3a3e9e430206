//! Random filters and orders, against a model in memory.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::filters::{FILTERS, SORTS, meant};
use super::model::{Model, ROWS};
use crate::support::bodies::{call, with};
use crate::support::on_both_stores;

on_both_stores! {
    async fn random_filters_keep_what_they_should(app: &TestApp) {
        let model = Model::record(app, ROWS).await;
        let filter = (0..FILTERS.len(), 0..1000_usize);
        let asked = proptest::collection::vec(filter, 1..4);
        each(60, &asked, |asked| {
            wait(check(&model, &filters(&model, asked), &[]));
        });
    }

    async fn random_orders_are_walked_without_a_gap(app: &TestApp) {
        let model = Model::record(app, ROWS).await;
        let sort = (0..SORTS.len(), any::<bool>());
        let filter = (0..FILTERS.len(), 0..1000_usize);
        let asked = (proptest::collection::vec(sort, 0..4), proptest::collection::vec(filter, 0..2), 5..100_usize);
        each(25, &asked, |(sorts, asked, limit)| {
            wait(walk_both_ways(&model, &filters(&model, asked), &orders(sorts), *limit));
        });
    }

    async fn a_walk_misses_and_repeats_nothing_while_others_write(app: &TestApp) {
        let model = Model::record(app, 80).await;
        let writer = app.agent().await;
        let under = format!("/api/people/{}/interactions", model.person);
        for sorts in [vec![], vec![("startedAt", false)], vec![("channel", true), ("holdDuration", false)]] {
            let sorts: Vec<_> = sorts.into_iter().map(|(field, down)| (field.to_owned(), down)).collect();
            let writing = async {
                for n in 0..40 {
                    let body = with(call(), json!({"startedAt": format!("2026-03-01T{:02}:00:00Z", n % 6)}));
                    writer.post(&under, body).await.ok();
                }
            };
            let walking = async {
                let mut seen = Vec::new();
                let mut next = json!(url(&[], &sorts, 7));
                while let Value::String(url) = next {
                    let page = model.seer.get(&url).await.ok();
                    seen.extend(page.ids().into_iter().map(str::to_owned));
                    next = page.body["nextUrl"].clone();
                }
                seen
            };
            let ((), seen) = tokio::join!(writing, walking);
            let different: HashSet<&String> = seen.iter().collect();
            assert_eq!(different.len(), seen.len(), "a row came twice in {sorts:?}");
            let before: Vec<String> = model.answer(&[], &sorts);
            let known: HashSet<&String> = before.iter().collect();
            let left: Vec<&String> = seen.iter().filter(|id| known.contains(id)).collect();
            assert_eq!(left, before.iter().collect::<Vec<_>>(), "in {sorts:?}");
        }
    }
}

/// Asks once, and compares the total and the first hundred rows.
pub async fn check(model: &Model, filters: &[(String, String)], sorts: &[(String, bool)]) {
    let expected = model.answer(filters, sorts);
    let answer = model.seer.get(&url(filters, sorts, 100)).await.ok();
    assert_eq!(answer.ids(), expected[..expected.len().min(100)], "{}", answer.asked);
    assert_eq!(answer.body.get("totalIsExact"), None, "{}", answer.asked);
    assert_eq!(answer.total(), expected.len() as i64, "{}", answer.asked);
}

/// Walks from the first page to the last and back.
pub async fn walk_both_ways(
    model: &Model,
    filters: &[(String, String)],
    sorts: &[(String, bool)],
    limit: usize,
) {
    let expected = model.answer(filters, sorts);
    let first = url(filters, sorts, limit);
    let (mut pages, mut seen, mut next) = (Vec::new(), Vec::new(), json!(first));
    while let Value::String(url) = next {
        let page = model.seer.get(&url).await.ok();
        assert_eq!(page.total(), expected.len() as i64, "{url}");
        seen.extend(page.ids().into_iter().map(str::to_owned));
        next = page.body["nextUrl"].clone();
        pages.push(page);
    }
    assert_eq!(seen, expected, "{first}");
    let (mut back, mut previous) = (Vec::new(), pages.pop().unwrap().body["previousUrl"].clone());
    while let Value::String(url) = previous {
        let page = model.seer.get(&url).await.ok();
        back.splice(0..0, page.ids().into_iter().map(str::to_owned));
        previous = page.body["previousUrl"].clone();
    }
    let before_last = expected.len().saturating_sub(1) / limit * limit;
    assert_eq!(back, expected[..before_last], "back from the end of {first}");
}

fn url(filters: &[(String, String)], sorts: &[(String, bool)], limit: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", &limit.to_string()).extend_pairs(filters);
    if !sorts.is_empty() {
        let sorts = sorts.iter().map(|(field, down)| format!("{}{field}", if *down { "-" } else { "+" }));
        query.append_pair("sortBy", &sorts.collect::<Vec<_>>().join(","));
    }
    format!("/api/interactions?{}", query.finish())
}

fn filters(model: &Model, asked: &[(usize, usize)]) -> Vec<(String, String)> {
    let mut filters: Vec<(String, String)> = Vec::new();
    for (name, value) in asked {
        let (name, values) = FILTERS[*name];
        if filters.iter().any(|(known, _)| known == name) {
            continue;
        }
        let values: Vec<String> = values.iter().flat_map(|value| meant(model, value)).collect();
        filters.push((name.to_owned(), values[value % values.len()].clone()));
    }
    filters
}

/// A field that comes twice counts once, where it comes first.
fn orders(asked: &[(usize, bool)]) -> Vec<(String, bool)> {
    asked.iter().map(|(field, down)| (SORTS[*field].to_owned(), *down)).collect()
}

/// Runs a property; a failure names the smallest case it found.
fn each<S: Strategy>(cases: u32, strategy: &S, property: impl Fn(&S::Value))
where
    S::Value: std::fmt::Debug,
{
    let config = Config { cases, max_shrink_iters: 20, failure_persistence: None, ..Config::default() };
    let dice = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, dice)
        .run(strategy, |value| {
            property(&value);
            Ok(())
        })
        .unwrap();
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(future))
}
