//! The plans of the history, pinned. Whoever looks back finds by what an index holds; only the rows of the page are read.

use domain::history::{Access, Period, Reach};
use domain::id::{CompanyId, Id, QueueId, UserId};
use domain::time::{DAY, Instant};
use jiff::tz::TimeZone;

use super::{both, plan, view};
use crate::history::{Filter, Sight, page, totals};
use crate::interactions::{Span, View};
use crate::page::{From, Slice};
use crate::{Read, Sql, Store};

/// A question to the history of a company.
pub(super) struct Asked {
    pub(super) company: i64,
    pub(super) sight: Reach,
    pub(super) filter: Filter,
}

impl Asked {
    fn seen(&self) -> Sight {
        Sight::new(View { company: CompanyId::of(self.company), ..view() }, self.sight.clone())
    }

    async fn page(&self, store: &Store) -> Sql {
        let (sight, slice) = (self.seen(), Slice { limit: 25, offset: 0, from: From::Start });
        let asked = page::ask(store, &sight, &self.filter, &[], slice).await.unwrap().unwrap();
        page::page(store.sql(), &asked)
    }

    /// What finds the rows of a page, before what they name is looked up.
    pub(super) async fn keys(&self, store: &Store) -> Sql {
        let (sight, slice) = (self.seen(), Slice { limit: 25, offset: 0, from: From::Start });
        let asked = page::ask(store, &sight, &self.filter, &[], slice).await.unwrap().unwrap();
        page::keys(store.sql(), &asked)
    }

    pub(super) fn count(&self, store: &Store) -> Sql {
        page::counting(store.sql(), &self.seen(), &self.filter)
    }

    fn totals(&self, store: &Store) -> [Sql; 2] {
        let Span { after, before } = self.filter.started;
        let period = Period::new(before.unwrap(), TimeZone::UTC, 3);
        let buckets = period.buckets(after.unwrap(), before.unwrap());
        let sight = self.seen();
        [
            totals::counts(store.sql(), &sight, &self.filter, &buckets),
            totals::durations(store.sql(), &sight, &self.filter, "i.waiting_duration"),
        ]
    }
}

/// What an administrator sees.
pub(super) fn everybody() -> Reach {
    let access = Access::Company { queues: vec![QueueId::of(3), QueueId::of(4)], flows: None };
    Reach { access, since: Instant(DAY) }
}

/// What an agent sees.
pub(super) fn mine() -> Reach {
    Reach { access: Access::Own { me: UserId::of(5) }, since: Instant(DAY) }
}

fn team() -> Reach {
    let people = (1..8).map(UserId::of).collect();
    Reach { access: Access::Team { people, queues: vec![QueueId::of(3)] }, since: Instant(DAY) }
}

pub(super) fn of_a_day(from: i64) -> Filter {
    started(from, DAY)
}

pub(super) fn of_a_month(from: i64) -> Filter {
    started(from, 30 * DAY)
}

fn started(from: i64, long: i64) -> Filter {
    let started = Span { after: Some(Instant(from)), before: Some(Instant(from + long - 1)) };
    Filter { started, ..Filter::default() }
}

/// By the end of a number.
pub(super) fn address(key: &str) -> Filter {
    Filter { search: Some(key.to_owned()), ..Filter::default() }
}

fn asked(sight: Reach, filter: Filter) -> Asked {
    Asked { company: 1, sight, filter }
}

/// What sorts the rows of the page once more, which are few.
const ONCE_MORE: &str = "USE TEMP B-TREE FOR ORDER BY";

#[tokio::test]
async fn a_day_is_walked_newest_first_in_an_index_that_holds_all_it_asks_for() {
    both(async |store: &Store| {
        for sight in [everybody(), team()] {
            let asked = asked(sight, of_a_day(90 * DAY));
            let page = plan(store, &asked.page(store).await).await;
            let wanted = "USING INDEX interactions_started (company=? AND started_at>? AND started_at<?)";
            assert!(page.contains(wanted), "{page}");
            assert_eq!(page.matches(ONCE_MORE).count(), 1, "{page}");
            assert!(page.trim_end().ends_with(ONCE_MORE), "{page}");
            let count = plan(store, &asked.count(store)).await;
            assert!(count.contains(wanted), "{count}");
            for sum in asked.totals(store) {
                let sum = plan(store, &sum).await;
                assert!(sum.contains(wanted), "{sum}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn somebodys_month_is_walked_in_their_own_index() {
    both(async |store: &Store| {
        let of_one = Filter { advisors: vec![Some(UserId::of(5))], ..of_a_month(60 * DAY) };
        for asked in [asked(mine(), of_a_month(60 * DAY)), asked(everybody(), of_one)] {
            let page = plan(store, &asked.page(store).await).await;
            let wanted =
                "interactions_of_advisor (company=? AND advisor=? AND started_at>? AND started_at<?)";
            assert!(page.contains(wanted), "{page}");
            assert_eq!(page.matches(ONCE_MORE).count(), 1, "{page}");
        }
        let of_one = Filter { queues: vec![Some(QueueId::of(3))], ..of_a_month(60 * DAY) };
        let page = plan(store, &asked(everybody(), of_one).page(store).await).await;
        assert!(page.contains("interactions_of_queue (company=? AND queue=? AND started_at>?"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_address_is_found_by_how_its_key_begins() {
    both(async |store: &Store| {
        let page = plan(store, &asked(everybody(), address("3410552021")).page(store).await).await;
        let wanted = "interactions_by_address (company=? AND address_key>? AND address_key<?)";
        assert!(page.contains(wanted), "{page}");
    })
    .await;
}
