//! Lines become interactions: what they name is found for many at once, and many share a transaction.

mod names;

use std::collections::{HashMap, HashSet};

use domain::id::{AnyId, CaseId, InteractionId};
use domain::interaction::{Draft, Setting};
use domain::problem::Problems;
use domain::vocabulary::{Direction, Permission};
use store::interactions::{self, Inserted, Prepared};
use store::{StoreError, Tx, cases};

use self::names::Names;
use super::lines::Line;
use crate::app::interactions::event;
use crate::app::{App, AppError, Caller};

/// What became of the lines so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines that became interactions.
    pub imported: u64,
    /// Lines whose external id an interaction carries.
    pub already: u64,
    /// Lines with something wrong.
    pub refused: u64,
}

/// A line and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its number, from 1.
    pub number: u64,
    /// All that is wrong.
    pub problems: Problems,
}

/// An import under way.
pub struct Import<'a> {
    app: &'a App,
    caller: &'a Caller,
    names: Names<'a>,
    held: Vec<(u64, Draft)>,
    /// What is judged, and written while the next lines are.
    next: Vec<Ready>,
    tally: Tally,
}

/// A line that can go in.
struct Ready {
    number: u64,
    prepared: Prepared,
    cases: Vec<CaseId>,
    /// What it continues, if that is another line of its chunk.
    follows: Option<String>,
}

impl<'a> Import<'a> {
    /// Begins; with `create_people`, people unknown by their external id are made.
    pub fn begin(app: &'a App, caller: &'a Caller, create_people: bool) -> Result<Self, AppError> {
        caller.require(Permission::InteractionCreate)?;
        if create_people {
            caller.require(Permission::PersonCreate)?;
        }
        let names = Names::new(app, caller, create_people);
        Ok(Self { app, caller, names, held: Vec::new(), next: Vec::new(), tally: Tally::default() })
    }

    /// Takes some lines in, which are written while the next are read; those with something wrong are
    /// told. A line that continues one not seen yet waits for the end.
    pub async fn take(&mut self, lines: Vec<Line>) -> Result<Vec<Refusal>, AppError> {
        let mut refusals = Vec::new();
        let mut good = Vec::with_capacity(lines.len());
        for line in lines {
            match line.draft {
                Ok(draft) => good.push((line.number, draft)),
                Err(problems) => refusals.push(Refusal { number: line.number, problems }),
            }
        }
        let waiting = self.put(good, &mut refusals).await?;
        self.held.extend(waiting);
        refusals.sort_by_key(|refusal| refusal.number);
        self.tally.refused += refusals.len() as u64;
        Ok(refusals)
    }

    /// Takes in the lines that waited, as long as any finds what it continues.
    pub async fn finish(mut self) -> Result<(Tally, Vec<Refusal>), AppError> {
        let mut refusals = Vec::new();
        self.write_next().await?;
        loop {
            let before = self.held.len();
            let held = std::mem::take(&mut self.held);
            let waiting = self.put(held, &mut refusals).await?;
            self.write_next().await?;
            if waiting.is_empty() || waiting.len() == before {
                refusals.extend(waiting.into_iter().map(|(number, _)| Refusal {
                    number,
                    problems: Problems::one("previousInteractionId", names::NO_PREVIOUS),
                }));
                break;
            }
            self.held = waiting;
        }
        refusals.sort_by_key(|refusal| refusal.number);
        self.tally.refused += refusals.len() as u64;
        Ok((self.tally, refusals))
    }

    /// What became of the lines so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Writes what can be written; gives back what must wait.
    async fn put(
        &mut self,
        drafts: Vec<(u64, Draft)>,
        refusals: &mut Vec<Refusal>,
    ) -> Result<Vec<(u64, Draft)>, AppError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        if drafts.iter().any(|(_, draft)| followed(draft).is_some()) {
            // What these continue may be among the lines that are not written yet.
            self.write_next().await?;
        }
        let going = std::mem::take(&mut self.next);
        let (app, caller) = (self.app, self.caller);
        // The first is polled first: the writer is busy while this thread judges.
        let (written, judged) = futures::join!(write(app, caller, going), self.judge_all(drafts, refusals));
        self.count(written?);
        let (ready, waiting) = judged?;
        self.next = ready;
        Ok(waiting)
    }

    async fn judge_all(
        &mut self,
        drafts: Vec<(u64, Draft)>,
        refusals: &mut Vec<Refusal>,
    ) -> Result<(Vec<Ready>, Vec<(u64, Draft)>), AppError> {
        self.names.find(&drafts).await?;
        let (mut ready, mut waiting) = (Vec::with_capacity(drafts.len()), Vec::new());
        for (number, draft) in drafts {
            // Kept only where the line may have to wait: a draft holds the whole content.
            let kept = self.names.may_follow(&draft).then(|| draft.clone());
            match self.judge(number, draft) {
                Ok(line) => {
                    waiting.extend(kept.map(|draft| (number, draft)));
                    ready.push(line);
                }
                Err(problems) => refusals.push(Refusal { number, problems }),
            }
        }
        let ready = with_their_previous(ready);
        let going: HashSet<u64> = ready.iter().map(|line| line.number).collect();
        waiting.retain(|(number, _)| !going.contains(number));
        Ok((ready, waiting))
    }

    async fn write_next(&mut self) -> Result<(), AppError> {
        let going = std::mem::take(&mut self.next);
        let written = write(self.app, self.caller, going).await?;
        self.count(written);
        Ok(())
    }

    fn count(&mut self, (imported, already): (u64, u64)) {
        self.tally.imported += imported;
        self.tally.already += already;
    }

    fn judge(&self, number: u64, draft: Draft) -> Result<Ready, Problems> {
        let (named, mut problems) = self.names.of(&draft);
        if named.person.is_none() && problems.is_empty() && draft.direction() == Some(Direction::Outbound) {
            problems.push("direction", "must be inbound where there is no person; name one in personId");
        }
        let setting = Setting {
            company: self.caller.company,
            person: named.person,
            created_by: self.caller.created_by(),
            is_external: true,
            now: self.app.clock.now(),
        };
        match domain::interaction::create(draft, named.found, setting) {
            Ok(interaction) => problems.into_result(Ready {
                number,
                prepared: Prepared::of(interaction),
                cases: named.cases,
                follows: named.follows,
            }),
            Err(wrong) => {
                problems.extend(wrong);
                Err(problems)
            }
        }
    }
}

/// Writes lines in one transaction; how many went in, and how many were there already.
async fn write(app: &App, caller: &Caller, ready: Vec<Ready>) -> Result<(u64, u64), AppError> {
    if ready.is_empty() {
        return Ok((0, 0));
    }
    let now = app.clock.now();
    let mut rows = Vec::with_capacity(ready.len());
    let mut ties = Vec::with_capacity(ready.len());
    for line in ready {
        rows.push(line.prepared);
        ties.push((line.follows, line.cases));
    }
    let lines = rows.len() as u64;
    let change = async move |tx: &Tx| {
        let outcomes = interactions::insert_many(tx, &rows).await?;
        tie(tx, &rows, &ties, &outcomes).await?;
        let mut imported = 0;
        for (row, outcome) in rows.iter().zip(&outcomes) {
            let Inserted::New(id) = outcome else { continue };
            imported += 1;
            let mut told = event("created", row.interaction(), "{}".to_owned(), now);
            told.object = store::event::Object::Interaction(*id);
            tx.record(told);
        }
        Ok::<u64, StoreError>(imported)
    };
    let imported = app.store.write(caller.author(), change).await?;
    Ok((imported, lines - imported))
}

/// The lines without those that continue a line which is not among them.
fn with_their_previous(mut ready: Vec<Ready>) -> Vec<Ready> {
    loop {
        let there: HashSet<&str> =
            ready.iter().filter_map(|line| line.prepared.interaction().external_id.as_deref()).collect();
        let lost: HashSet<u64> = ready
            .iter()
            .filter(|line| line.follows.as_deref().is_some_and(|name| !there.contains(name)))
            .map(|line| line.number)
            .collect();
        if lost.is_empty() {
            return ready;
        }
        ready.retain(|line| !lost.contains(&line.number));
    }
}

/// Ties the new rows to their cases, and to each other.
async fn tie(
    tx: &Tx,
    rows: &[Prepared],
    ties: &[(Option<String>, Vec<CaseId>)],
    outcomes: &[Inserted],
) -> Result<(), StoreError> {
    if ties.iter().all(|(follows, cases)| follows.is_none() && cases.is_empty()) {
        return Ok(());
    }
    let mut new: HashMap<&str, InteractionId> = HashMap::new();
    let mut linked = Vec::new();
    for ((row, outcome), (_, cases)) in rows.iter().zip(outcomes).zip(ties) {
        let Inserted::New(id) = outcome else { continue };
        new.extend(row.interaction().external_id.as_deref().map(|name| (name, *id)));
        linked.extend(cases.iter().map(|case| (*case, *id)));
    }
    let mut links = Vec::new();
    for (outcome, (follows, _)) in outcomes.iter().zip(ties) {
        if let (Inserted::New(id), Some(name)) = (outcome, follows) {
            links.extend(new.get(name.as_str()).map(|previous| (*id, *previous)));
        }
    }
    cases::link_all(tx, &linked).await?;
    interactions::follow(tx, &links).await
}

/// The name of a row this line continues.
fn followed(draft: &Draft) -> Option<&AnyId<InteractionId>> {
    draft.references.previous.as_value()
}
