//! How many decisions a second one core makes: histories of 50 interactions, every shipped rule on, those too that ship
//! disabled.

use std::hint::black_box;
use std::time::Instant as Clock;

use domain::id::{ContactId, Id, InteractionId, LoanId, PersonId};
use domain::time::{DAY, Instant};
use domain::vocabulary::{Channel, ContactType, ServicedBy, Status, StatusDetail, Theme};
use guard::facts::{ContactFacts, LoanFacts, PastInteraction, PersonFacts, Place};
use guard::rulebook::{Mistakes, RuleChange};
use guard::{CompanySettings, Facts, Proposal, Rulebook, evaluate};

use crate::workshop::Workshop;
use crate::{Failure, Stores};

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
/// 2026-10-05T18:00:00Z, a Monday, inside the hours everywhere.
const NOW: Instant = Instant(1_791_223_200_000_000);

/// Where every place is free and where every one is taken, which seeks the next instant too.
pub(crate) fn measure(workshop: &mut Workshop) -> Result<(), Failure> {
    let book = everything_on()?;
    for (name, came) in [("allowed", Status::Failed), ("blocked, until when", Status::Attempted)] {
        let people: Vec<_> = HOMES.iter().map(|home| person(home, came)).collect();
        let proposals = [Channel::Voice, Channel::Text, Channel::Email].map(proposal);
        let (start, mut made) = (Clock::now(), 0_usize);
        while start.elapsed() < workshop.time {
            for _ in 0..1_000 {
                let (facts, proposal) = (&people[made % people.len()], &proposals[made % proposals.len()]);
                black_box(evaluate(black_box(facts), black_box(proposal), NOW, &book));
                made += 1;
            }
        }
        let rate = made as f64 / start.elapsed().as_secs_f64();
        let figure = format!("evaluate, one core, 50 interactions, {name}");
        workshop.table.limit(Stores::Both, &figure, (rate, "/s"), 100_000.0, true);
    }
    Ok(())
}

fn everything_on() -> Result<Rulebook, Failure> {
    let broken = |mistakes: &Mistakes| Failure(mistakes.to_string());
    let shipped = Rulebook::shipped().map_err(broken)?;
    let off = shipped.rules().filter(|rule| !rule.enabled);
    let on = |id: &str| (id.to_owned(), RuleChange { enabled: Some(true), ..RuleChange::default() });
    let rules = off.map(|rule| on(&rule.id)).collect();
    shipped
        .with(&CompanySettings { rules, ..CompanySettings::default() })
        .map_err(|mistakes| broken(&mistakes))
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
