//! What a rule found, in words for the person who is about to make the contact.

use std::fmt::Write;

use domain::id::LoanId;

use crate::block::{Block, Why};
use crate::decision::Reason;
use crate::rulebook::schema::Counts;

impl From<Block<'_>> for Reason {
    fn from(block: Block<'_>) -> Self {
        Self {
            rule_id: block.rule.id.clone(),
            rule_version: block.rule.version,
            citation: block.rule.citation.clone(),
            message: message(&block),
            count: block.count,
            max: block.max,
            until: block.until,
        }
    }
}

fn message(block: &Block<'_>) -> String {
    match &block.why {
        Why::Case { case, case_type } => format!("case {case} ({case_type}) holds this contact"),
        Why::LoanClosed { loan: Some(loan) } => format!("nothing is left to collect on loan {loan}"),
        Why::LoanClosed { loan: None } => "nothing is left to collect on any loan".to_owned(),
        Why::PersonInactive => "the person is inactive".to_owned(),
        Why::Represented => "the person is represented; contact the legal representative instead".to_owned(),
        Why::RepresentativeSilent => {
            "the person's legal representative does not answer; make sure that this is on record".to_owned()
        }
        Why::DoNotInteract { case } => format!("case {case} orders no contact of this kind now"),
        Why::SomebodyElse { affiliation } => {
            format!("the contact belongs to somebody else ({affiliation}) who may not learn of the debt")
        }
        Why::LocatedBefore => {
            "this person has been asked about the borrower before; once is allowed".to_owned()
        }
        Why::Workplace => "the employer is known to forbid contact at work".to_owned(),
        Why::EmailAtWork => "the email address is at work".to_owned(),
        Why::Label { label } => {
            format!("contacts labelled {} are not used for this", label.map_or("so", |label| label.as_str()))
        }
        Why::OptedOut { medium } => format!("the person has opted out of {medium}"),
        Why::NoTextConsent => "the person has not agreed to texts at this number".to_owned(),
        Why::NoSign { days } => {
            format!(
                "no sign within {days} days that the number is still the person's: a text, a consent or a check"
            )
        }
        Why::NoAutodialConsent => {
            "no consent to autodialed or prerecorded calls is on record; dial by hand".to_owned()
        }
        Why::Hours { zone, from, to } => {
            format!("outside {} to {} in {}", time_of_day(*from), time_of_day(*to), zone.name())
        }
        Why::Cap { debt, window, counts } => cap(block, *debt, *window, *counts),
        Why::Talk { debt, at, window } => {
            format!("a conversation{} on {at}; quiet for {window} days, that day included", about(*debt))
        }
    }
}

fn cap(block: &Block<'_>, debt: Option<LoanId>, window: u32, counts: Counts) -> String {
    let what = match counts {
        Counts::Calls => "calls",
        Counts::Contacts => "contacts",
        Counts::Autodialed => "automatic calls",
    };
    let (count, max) = (block.count.unwrap_or_default(), block.max.unwrap_or_default());
    let days = if window == 1 { "today".to_owned() } else { format!("within {window} days") };
    let mut text = format!("{count} {what}{} {days}; at most {max}", about(debt));
    let _ = write!(text, " {} allowed", if max == 1 { "is" } else { "are" });
    text
}

fn about(debt: Option<LoanId>) -> String {
    debt.map_or_else(String::new, |loan| format!(" about loan {loan}"))
}

/// `08:00`.
pub(crate) fn time_of_day(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}
