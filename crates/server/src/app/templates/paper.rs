//! A message on paper.

use domain::contact::Address;
use domain::template::TemplateContent;
use domain::time::Instant;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use templates::Letter;

use super::facts::Hydrated;
use crate::app::AppError;

/// The letter as PDF, with the day it is at the company. A recipient stands on it where the contact is an address.
pub fn letter(hydrated: &Hydrated, message: &TemplateContent, now: Instant) -> Result<Vec<u8>, AppError> {
    let mut sender = vec![hydrated.company.name.clone()];
    sender.extend(hydrated.letterhead());
    let recipient = recipient(hydrated);
    let date = day(hydrated, now);
    templates::letter(&Letter { sender: &sender, recipient: &recipient, date, message })
        .map_err(|why| AppError::Refused(format!("the message cannot be put on paper: {why}")))
}

fn recipient(hydrated: &Hydrated) -> Vec<String> {
    let Some(contact) = &hydrated.contact else { return Vec::new() };
    let Some(address) = &contact.address else { return Vec::new() };
    let name = hydrated.person.as_ref().and_then(|person| person.full_name());
    let mut lines: Vec<String> = name.or(contact.name.clone()).into_iter().collect();
    lines.extend(lines_of(address));
    lines
}

/// The lines of an address as the United States Postal Service reads them.
pub fn lines_of(address: &Address) -> Vec<String> {
    let po_box = address.po_box.as_ref().map(|number| format!("PO Box {number}"));
    let region = joined(" ", &[&address.state, &address.postal_code]);
    let city = joined(", ", &[&address.city, &region]);
    let all =
        [address.address_line1.clone(), address.address_line2.clone(), po_box, city, address.country.clone()];
    all.into_iter().flatten().filter(|line| !line.trim().is_empty()).collect()
}

fn joined(between: &str, parts: &[&Option<String>]) -> Option<String> {
    let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    if parts.is_empty() { None } else { Some(parts.join(between)) }
}

fn day(hydrated: &Hydrated, now: Instant) -> Option<Date> {
    let zone = hydrated.setting("timezone").as_str().and_then(|name| TimeZone::get(name).ok());
    let moment = Timestamp::from_microsecond(now.0).ok()?;
    Some(moment.to_zoned(zone.unwrap_or(TimeZone::UTC)).date())
}
