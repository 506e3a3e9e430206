//! How many decisions a second one core makes, over histories of 50 interactions with every shipped rule on.
//!
//! `cargo run --release -p guard --example throughput`

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant as Clock;

use domain::id::{ContactId, Id, InteractionId, LoanId, PersonId};
use domain::time::{DAY, Instant};
use domain::vocabulary::{Channel, ContactType, ServicedBy, Status, StatusDetail, Theme};
use guard::facts::{ContactFacts, LoanFacts, PastInteraction, PersonFacts, Place};
use guard::rulebook::RuleChange;
use guard::{CompanySettings, Facts, Proposal, Rulebook, evaluate};

/// Homes whose rules differ: state, ZIP code, number.
const HOMES: [(&str, &str, &str); 6] = [
    ("NY", "11201", "+17185550100"),
    ("MA", "02110", "+16175550100"),
    ("WA", "98101", "+12065550100"),
    ("DC", "20001", "+12025550100"),
    ("FL", "33101", "+13055550100"),
    ("TX", "79901", "+19155550100"),
];
const HISTORY: i64 = 50;
const ROUNDS: usize = 100_000;
/// 2026-10-05T18:00:00Z, a Monday, inside the hours everywhere.
const NOW: Instant = Instant(1_791_223_200_000_000);

fn main() -> Result<(), Box<dyn Error>> {
    let book = everything_on()?;
    let mut out = std::io::stdout().lock();
    for (name, came) in [("allowed", Status::Failed), ("blocked", Status::Attempted)] {
        let people: Vec<_> = HOMES.iter().map(|home| person(home, came)).collect();
        let proposals = [Channel::Voice, Channel::Text, Channel::Email].map(proposal);
        let mut allowed = 0;
        let start = Clock::now();
        for round in 0..ROUNDS {
            let (facts, proposal) = (&people[round % people.len()], &proposals[round % proposals.len()]);
            let decision = evaluate(black_box(facts), black_box(proposal), NOW, &book);
            allowed += usize::from(black_box(decision).is_allowed());
        }
        let taken = start.elapsed().as_secs_f64();
        writeln!(
            out,
            "{name}: {:.0} decisions a second ({allowed} of {ROUNDS} allowed)",
            ROUNDS as f64 / taken
        )?;
    }
    Ok(())
}

fn everything_on() -> Result<Rulebook, Box<dyn Error>> {
    let shipped = Rulebook::shipped().map_err(|mistakes| mistakes.to_string())?;
    let off = shipped.rules().filter(|rule| !rule.enabled);
    let on = |id: &str| (id.to_owned(), RuleChange { enabled: Some(true), ..RuleChange::default() });
    let rules = off.map(|rule| on(&rule.id)).collect();
    Ok(shipped.with(&CompanySettings { rules, ..CompanySettings::default() })?)
}

fn proposal(channel: Channel) -> Proposal {
    Proposal { loans: vec![LoanId::of(1)], ..Proposal::about(channel, Theme::OpsCollDebt) }
}

fn person((state, zip, number): &(&str, &str, &str), came: Status) -> Facts {
    let mut facts = Facts::about(PersonFacts::new(PersonId::of(1)));
    let place =
        Place { state: Some((*state).to_owned()), postal_code: Some((*zip).to_owned()), ..Place::default() };
    let home =
        ContactFacts { place: Some(place), ..ContactFacts::new(ContactId::of(1), ContactType::Address) };
    let phone = ContactFacts {
        value: Some((*number).to_owned()),
        receive_text_messages: true,
        receive_text_messages_last_consent_at: Some(Instant(NOW.0 - DAY)),
        ..ContactFacts::new(ContactId::of(2), ContactType::Phone)
    };
    let email = ContactFacts::new(ContactId::of(3), ContactType::Email);
    facts.contacts = vec![home, phone, email];
    facts.loans = vec![LoanFacts::new(LoanId::of(1), ServicedBy::ThirdParty)];
    facts.history = (0..HISTORY).map(|at| row(at, came)).collect();
    facts
}

/// Eight contacts a day. Failed ones leave every place free, attempted ones use them up.
fn row(at: i64, status: Status) -> PastInteraction {
    let channel = [Channel::Voice, Channel::Text, Channel::Email][at as usize % 3];
    let started_at = Instant(NOW.0 - at * DAY / 8 - DAY);
    let came = match status {
        Status::Failed => StatusDetail::VoiceFailedToInitiate,
        _ => StatusDetail::VoiceRangNoPickup,
    };
    PastInteraction {
        status,
        status_details: Some(came).filter(|_| channel == Channel::Voice),
        loans: vec![LoanId::of(1)],
        contact: Some(ContactId::of(if channel == Channel::Email { 3 } else { 2 })),
        ..PastInteraction::attempted(InteractionId::of(at + 1), channel, Theme::OpsCollDebt, started_at)
    }
}
