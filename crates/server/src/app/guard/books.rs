//! The rulebook as each company has settled it, made once for each state of its settings.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::CompanyId;
use domain::time::{DAY, Instant};
use guard::rulebook::schema::Kind;
use guard::{CompanySettings, Rulebook};
use store::interactions::history::Span;
use store::{Read, companies};

use crate::app::AppError;
use crate::app::company::compliance;

/// Days of history every decision gets at least (see `guard::Facts::history`).
const DAYS: u32 = 31;
/// The same for texts and conversations.
const DAYS_OF_TALKS: u32 = 60;

/// The books in use, by company.
#[derive(Debug, Default)]
pub struct Books(Mutex<HashMap<CompanyId, (String, Arc<Book>)>>);

/// A rulebook as a company has settled it.
#[derive(Debug)]
pub struct Book {
    /// The rules.
    pub rules: Arc<Rulebook>,
    /// What the company settled, as JSON: with it and the shipped rules the same book can be made again.
    pub settings: String,
    days: u32,
    days_of_talks: u32,
}

impl Books {
    /// The company's book, by its settings as they are now.
    pub async fn of(&self, read: &impl Read, company: CompanyId) -> Result<Arc<Book>, AppError> {
        let found = companies::find(read, company).await?.ok_or(AppError::Missing("company"))?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&company).cloned();
        if let Some((_, book)) = known.filter(|(made_of, _)| made_of == found.settings.get()) {
            return Ok(book);
        }
        let book = Arc::new(Book::settled(compliance::settings(&found)?)?);
        let settings = found.settings.get().to_owned();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(company, (settings, book.clone()));
        Ok(book)
    }
}

impl Books {
    /// The book that was used last, whether or not it still holds.
    pub(super) fn last(&self, company: CompanyId) -> Option<Arc<Book>> {
        let books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        books.get(&company).map(|(_, book)| book.clone())
    }
}

impl Book {
    /// The shipped book with these settings.
    pub fn settled(settings: CompanySettings) -> Result<Self, AppError> {
        let shipped = Rulebook::shipped().map_err(|mistakes| {
            AppError::Unavailable(format!("the shipped rulebook is broken: {mistakes}"))
        })?;
        let rules = shipped.with(&settings).map_err(|mistakes| unusable(&mistakes.to_string()))?;
        let settings = serde_json::to_string(&settings).map_err(|error| unusable(&error.to_string()))?;
        let (days, days_of_talks) = reach(&rules);
        Ok(Self { rules: Arc::new(rules), settings, days, days_of_talks })
    }

    /// How much history its rules ask for between two instants.
    pub(crate) fn span(&self, first: Instant, last: Instant) -> Span {
        let before = |days: u32| Instant(first.0.saturating_sub(i64::from(days).saturating_mul(DAY)));
        Span { everything: before(self.days), talks: before(self.days_of_talks), until: last }
    }
}

/// Without its settings nothing is allowed: a guard that cannot read its orders lets nobody through.
fn unusable(mistakes: &str) -> AppError {
    AppError::Refused(format!("the company's settings keep Compliance Guard from judging: {mistakes}"))
}

/// The longest windows of a book in days, with one to spare for the hours between zones.
fn reach(rules: &Rulebook) -> (u32, u32) {
    let (mut days, mut of_talks) = (DAYS, DAYS_OF_TALKS);
    for rule in rules.rules().filter(|rule| rule.enabled) {
        match &rule.kind {
            Kind::Cap(cap) => days = days.max(cap.window),
            Kind::AfterTalk { window, .. } => of_talks = of_talks.max(*window),
            Kind::TextFreshness { days } => of_talks = of_talks.max(*days),
            _ => {}
        }
    }
    (days.saturating_add(1), of_talks.max(days).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guard::rulebook::RuleChange;

    #[test]
    fn a_longer_window_of_a_company_reaches_further_back() {
        let shipped = Book::settled(CompanySettings::default()).unwrap();
        let now = Instant(1_000 * DAY);
        assert_eq!(shipped.span(now, now).everything, Instant(968 * DAY));
        let change = RuleChange { window: Some(45), ..RuleChange::default() };
        let rules = [("CG-REGF-7IN7".to_owned(), change)].into();
        let longer = Book::settled(CompanySettings { rules, ..CompanySettings::default() }).unwrap();
        assert_eq!(longer.span(now, now).everything, Instant(954 * DAY));
        assert_ne!(longer.rules.version(), shipped.rules.version());
    }
}
