//! Stored decisions judged again: the same facts, proposal, instant and book must give the same bytes.

use domain::id::DecisionId;
use domain::time::Instant;
use domain::vocabulary::Permission;
use guard::{CompanySettings, Facts, Proposal};
use store::decisions::{self, Stored};

use super::Book;
use super::decide::judge;
use crate::app::{App, AppError, Caller, secret};

/// Decisions read at once.
const PAGE: i64 = 500;

/// What came of judging decisions again.
#[derive(Debug, Default)]
pub struct Replayed {
    /// How many were judged.
    pub count: u64,
    /// Those that came out otherwise.
    pub differing: Vec<Difference>,
}

/// A decision that came out otherwise.
#[derive(Debug)]
pub struct Difference {
    /// Its id.
    pub id: DecisionId,
    /// The instant it was judged for.
    pub at: Instant,
    /// How it differs, in words.
    pub why: String,
}

/// How many decisions were made for an instant from `span.0` to before `span.1`.
pub async fn count(app: &App, caller: &Caller, span: (Instant, Instant)) -> Result<u64, AppError> {
    caller.require(Permission::GuardRead)?;
    Ok(decisions::count(&app.store, caller.company, span).await?.unsigned_abs())
}

/// Judges them all again, and tells after each page how many were done.
pub async fn replay(
    app: &App,
    caller: &Caller,
    span: (Instant, Instant),
    told: impl Fn(u64),
) -> Result<Replayed, AppError> {
    caller.require(Permission::GuardRead)?;
    let mut done = Replayed::default();
    // Decisions of one day share the company's settings, and a book takes longer to make than a decision.
    let mut book: Option<Book> = None;
    let mut after = None;
    loop {
        let page = decisions::walk(&app.store, caller.company, span, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = Some(last.id);
        for stored in &page {
            if let Some(why) = difference(stored, &mut book) {
                done.differing.push(Difference { id: stored.id, at: stored.at, why });
            }
        }
        done.count += page.len() as u64;
        told(page.len() as u64);
    }
}

/// How a decision comes out otherwise now, if it does.
fn difference(stored: &Stored, book: &mut Option<Book>) -> Option<String> {
    let decision = match again(stored, book) {
        Ok(decision) => decision,
        Err(why) => return Some(why),
    };
    let version = book.as_ref().map_or("", |book| book.rules.version());
    // A newer book alone makes no difference; what it would decide otherwise does.
    let by_that_book = decision.replacen(&named(version), &named(&stored.rulebook_version), 1);
    if by_that_book == stored.decision {
        return None;
    }
    let (was, is) = (outcome_of(&stored.decision), outcome_of(&decision));
    Some(format!("was {was} by book {}, is {is} by book {version}", stored.rulebook_version))
}

fn named(version: &str) -> String {
    format!("\"rulebookVersion\":{}", serde_json::Value::from(version))
}

fn again(stored: &Stored, book: &mut Option<Book>) -> Result<String, String> {
    if secret::hash(&stored.facts) != stored.facts_digest {
        return Err("the facts are not those whose digest was kept: somebody changed them".to_owned());
    }
    let unreadable = |what: &str, error: serde_json::Error| format!("its {what} cannot be read: {error}");
    let facts: Facts = serde_json::from_str(&stored.facts).map_err(|error| unreadable("facts", error))?;
    let proposal: Proposal =
        serde_json::from_str(&stored.proposal).map_err(|error| unreadable("proposal", error))?;
    if book.as_ref().is_none_or(|book| book.settings != stored.settings) {
        let settings: CompanySettings =
            serde_json::from_str(&stored.settings).map_err(|error| unreadable("settings", error))?;
        *book = Some(Book::settled(settings).map_err(|error| error.to_string())?);
    }
    let Some(book) = book else { return Err("there is no book to judge it by".to_owned()) };
    let decision = judge(&facts, &proposal, stored.at, &book.rules, stored.phase);
    serde_json::to_string(&decision).map_err(|error| unreadable("answer", error))
}

fn outcome_of(decision: &str) -> String {
    let decision: serde_json::Value = serde_json::from_str(decision).unwrap_or_default();
    let outcome = decision["outcome"].as_str().unwrap_or("unreadable");
    match decision["complianceGuardRuleId"].as_str() {
        Some(rule) => format!("{outcome} ({rule})"),
        None => outcome.to_owned(),
    }
}
