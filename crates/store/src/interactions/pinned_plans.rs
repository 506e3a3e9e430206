//! The plans of the hot lists, pinned: one that begins to sort or to walk a whole table is a bug long
//! before anybody measures it. With statistics and without, for a planner's mind changes with them.
//! Here SQLite's; PostgreSQL looks at the rows themselves, so its plans need some.

mod looking_back;
mod postgres;

use domain::id::{CompanyId, Id, PersonId};
use domain::time::{DAY, Instant};
use domain::vocabulary::{Channel, Theme};

use super::list::{ask, page};
use super::search;
use super::totals::{self, Combination, Histogram};
use super::{Filter, Sort, SortField, Span, View, history};
use crate::page::{From, Slice};
use crate::{Author, Place, Read, Sql, Store, Tx};

const SLICE: Slice = Slice { limit: 50, offset: 0, from: From::After(900_000) };

fn view() -> View {
    View { company: CompanyId::of(1), as_of: None, sensitive: false, credentials: false, unassociated: true }
}

fn two_facts() -> Filter {
    Filter {
        channels: vec![Some(Channel::Email)],
        themes: vec![Some(Theme::OpsCollDebt)],
        created: Span { after: Some(Instant(DAY / 2)), before: Some(Instant(400 * DAY)) },
        ..Filter::default()
    }
}

fn histogram(total: i64) -> Histogram {
    let combination = Combination {
        channel: "email".to_owned(),
        theme: "opsCollDebt".to_owned(),
        status: "attempted".to_owned(),
        direction: "outbound".to_owned(),
    };
    Histogram { total, keys: Some((1, 1_000_000)), combinations: vec![combination] }
}

/// A store whose planner believes it holds millions of rows, or knows nothing.
async fn store(with_statistics: bool) -> (tempfile::TempDir, Store) {
    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::open(Place::Folder(folder.path().to_owned())).await.unwrap();
    let pretend = with_statistics;
    let author = Author::system(CompanyId::of(0));
    let done: Result<(), crate::StoreError> = store
        .write(author, async move |tx: &Tx| {
            let mut forget = tx.sql();
            forget.push("DELETE FROM sqlite_stat1");
            tx.execute(&forget).await?;
            for (index, rows_per_value) in [
                ("interactions_newest", "10000000 10000000 1"),
                ("interactions_of_person", "10000000 10000000 250 1"),
                ("interactions_created", "10000000 10000000 2 1"),
                ("interactions_started", "10000000 10000000 2 1"),
                ("interactions_by_facts", "10000000 10000000 1250000 100000 30000 15000 1"),
            ] {
                let mut row = tx.sql();
                row.push("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interactions', ");
                row.bind(index).push(", ").bind(rows_per_value).push(")");
                if pretend {
                    tx.execute(&row).await?;
                }
            }
            Ok(())
        })
        .await;
    done.unwrap();
    drop(store);
    // Statistics are read when a database is opened.
    let store = Store::open(Place::Folder(folder.path().to_owned())).await.unwrap();
    (folder, store)
}

async fn plan(store: &Store, sql: &Sql) -> String {
    let mut explain = store.sql();
    explain.push("EXPLAIN QUERY PLAN ").append(sql);
    let read = |row: &mut crate::Row<'_>| {
        row.int()?;
        row.int()?;
        row.int()?;
        row.text()
    };
    store.rows(explain, read).await.unwrap().join("\n")
}

async fn both(check: impl AsyncFn(&Store)) {
    for with_statistics in [true, false] {
        let (_folder, store) = store(with_statistics).await;
        check(&store).await;
    }
}

#[tokio::test]
async fn common_facts_are_walked_newest_first_without_a_sort() {
    both(async |store: &Store| {
        let (view, filter) = (view(), two_facts());
        let asked = ask(store, &view, &filter, &[], SLICE).await.unwrap().unwrap();
        let plan = plan(store, &page(store.sql(), &asked, histogram(500_000))).await;
        assert!(plan.contains("USING INDEX interactions_newest (company=? AND key"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn rare_facts_are_found_by_their_own_index() {
    both(async |store: &Store| {
        let (view, filter) = (view(), two_facts());
        let asked = ask(store, &view, &filter, &[], SLICE).await.unwrap().unwrap();
        let plan = plan(store, &page(store.sql(), &asked, histogram(50))).await;
        let wanted =
            "interactions_by_facts (company=? AND channel=? AND theme=? AND status=? AND direction=? AND key";
        assert!(plan.contains(wanted), "{plan}");
        assert!(!plan.contains("SCAN i\n"), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn a_persons_page_is_walked_in_the_persons_index() {
    both(async |store: &Store| {
        let filter = Filter { person: Some(PersonId::of(7)), ..Filter::default() };
        let view = view();
        let asked = ask(store, &view, &filter, &[], SLICE).await.unwrap().unwrap();
        let plan = plan(store, &page(store.sql(), &asked, histogram(50))).await;
        assert!(plan.contains("interactions_of_person (company=? AND person=?"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn lists_by_time_are_walked_in_the_order_of_their_index() {
    both(async |store: &Store| {
        for (field, index) in
            [(SortField::CreatedAt, "interactions_created"), (SortField::StartedAt, "interactions_started")]
        {
            let (view, filter) = (view(), Filter::default());
            let sorts = [Sort { field, descending: true }];
            let slice = Slice { from: From::Start, ..SLICE };
            let asked = ask(store, &view, &filter, &sorts, slice).await.unwrap().unwrap();
            let plan = plan(store, &page(store.sql(), &asked, histogram(500_000))).await;
            assert!(plan.contains(index), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_part_of_a_day_is_counted_through_the_index_of_time_or_the_persons() {
    both(async |store: &Store| {
        let edge = Span { after: Some(Instant(DAY / 2)), before: Some(Instant(DAY)) };
        let of_a_person = Filter { person: Some(PersonId::of(7)), ..two_facts() };
        for (filter, wanted) in [
            (two_facts(), "interactions_created (company=? AND created_at>? AND created_at<?)"),
            (of_a_person, "interactions_of_person (company=? AND person=?)"),
        ] {
            let plan = plan(store, &totals::from_rows(store.sql(), &view(), &filter, edge)).await;
            assert!(plan.contains(wanted), "{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn rows_with_a_word_are_counted_from_the_index_of_words() {
    both(async |store: &Store| {
        let (view, filter) = (view(), Filter { contains: Some("hardship".to_owned()), ..Filter::default() });
        let asked = ask(store, &view, &filter, &[], SLICE).await.unwrap().unwrap();
        let [.., count] = search::questions(store, &asked, histogram(6_000));
        let plan = plan(store, &count).await;
        let (outer, inner) = plan.split_once('\n').unwrap();
        assert!(outer.starts_with("SCAN f VIRTUAL TABLE"), "{plan}");
        assert!(inner.starts_with("SEARCH i USING INTEGER PRIMARY KEY"), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn a_history_is_read_from_its_own_indexes_for_one_person_and_for_many() {
    both(async |store: &Store| {
        for people in [vec![PersonId::of(7)], (1..=256).map(PersonId::of).collect()] {
            let (everything, talks) = (Instant(60 * DAY), Instant(30 * DAY));
            let span = history::Span { everything, talks, until: Instant(90 * DAY) };
            let asked = history::question(store.sql(), CompanyId::of(1), &people, span);
            let plan = plan(store, &asked).await;
            for wanted in [
                "interactions_of_person_started (company=? AND person=? AND started_at>?)",
                "interactions_locating (company=? AND person=?)",
            ] {
                assert!(plan.contains(wanted), "{plan}");
            }
            assert!(!plan.contains("SCAN"), "{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn totals_come_from_the_counters_alone_where_days_are_whole() {
    let (_folder, store) = store(true).await;
    let created = Span { after: Some(Instant(0)), before: Some(Instant(400 * DAY - 1)) };
    let found = totals::histogram(&store, &view(), &Filter { created, ..two_facts() }).await.unwrap();
    assert_eq!(found, Histogram::default());
}
