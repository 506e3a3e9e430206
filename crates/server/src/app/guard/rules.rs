//! The rules a company goes by.

use std::sync::Arc;

use domain::vocabulary::Permission;
use guard::rulebook::schema::Rule;
use store::page::{Page, Slice};

use super::Book;
use crate::app::{App, AppError, Caller};

/// Where a page of rules is cut: each rule by its place in the book.
pub type Place = i64;

/// The company's rules in the order in which they are asked, disabled ones too unless only some are wanted.
pub async fn list(
    app: &App,
    caller: &Caller,
    enabled: Option<bool>,
    slice: impl FnOnce(&[&Rule]) -> Result<Slice, AppError>,
) -> Result<Page<Rule>, AppError> {
    let book = book(app, caller).await?;
    let wanted: Vec<&Rule> =
        book.rules.rules().filter(|rule| enabled.is_none_or(|on| rule.enabled == on)).collect();
    let slice = slice(&wanted)?;
    Ok(cut(&wanted, slice))
}

/// The newest version of a rule, as the company has settled it.
pub async fn get(app: &App, caller: &Caller, id: &str) -> Result<Rule, AppError> {
    book(app, caller).await?.rules.rule(id).cloned().ok_or(AppError::Missing("rule"))
}

async fn book(app: &App, caller: &Caller) -> Result<Arc<Book>, AppError> {
    caller.require(Permission::InteractionCheck)?;
    app.books.of(&app.store, caller.company).await
}

fn cut(rules: &[&Rule], slice: Slice) -> Page<Rule> {
    use store::page::From;
    let (first, last) = match slice.from {
        From::Start => (0, rules.len()),
        From::After(place) => (place as usize + 1, rules.len()),
        From::Before(place) => (0, place as usize),
    };
    let (offset, limit) = (slice.offset as usize, slice.limit as usize);
    let range = match slice.from {
        From::Before(_) => {
            let end = last.saturating_sub(offset);
            end.saturating_sub(limit)..end
        }
        From::Start | From::After(_) => {
            let begin = (first + offset).min(last);
            begin..(begin + limit).min(last)
        }
    };
    Page {
        total: rules.len() as i64,
        exact: true,
        more_before: range.start > 0,
        more_after: range.end < rules.len(),
        rows: rules[range].iter().map(|rule| (*rule).clone()).collect(),
    }
}
