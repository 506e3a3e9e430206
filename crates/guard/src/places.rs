//! Where a person is: every plausible time zone and every jurisdiction that may apply.
//!
//! D7 of the reference, and C2 behind it: where the data point to several places, a contact has to be fine in all of
//! them. What the source leaves open is settled on the safe side:
//!
//! * The home address is the person's own, valid before invalid, home before other labels, primary before the rest.
//! * A ZIP code whose state differs from the state written beside it makes both states apply.
//! * The time zone recorded for the person, and that of a do-not-interact instance in force, are further zones.
//! * Without an address, the area code alone says state and zone; for email, chat and letters then every phone of the
//!   person's own is asked. An area code of New York City makes the city's rules apply only where its state is taken
//!   from it.
//! * The place is asked for only where the answer may depend on it: a message that no rule on hours and no state's rule
//!   looks at needs none.

mod state;
mod tables;

pub use state::{State, States};

use domain::vocabulary::{Affiliation, Channel, ContactLabel, ContactStatus, ContactType};

use crate::facts::{ContactFacts, Facts, Place};
use crate::zone::Zone;
use tables::Tables;

/// Where a person is, as far as known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// Every plausible zone; the first is where days are counted.
    pub zones: Vec<Zone>,
    /// The states whose rules apply.
    pub states: States,
    /// Whether New York City's do.
    pub is_new_york_city: bool,
    /// Whether anything told the jurisdiction.
    pub is_known: bool,
}

impl Whereabouts {
    /// Where the person is who would be reached over `channel` at `contact`.
    pub(crate) fn of(
        facts: &Facts,
        channel: Channel,
        contact: Option<&ContactFacts>,
        by_area_code: bool,
    ) -> Self {
        let mut found = Self::default();
        if let Some(home) = home_address(facts) {
            found.add_address(home);
        }
        let has_address = found.is_known;
        if matches!(channel, Channel::Voice | Channel::Text | Channel::Fax) {
            if let Some(number) = contact.and_then(|contact| contact.value.as_deref()) {
                found.add_number(number, by_area_code || !has_address);
            }
        } else if !has_address {
            for phone in facts.contacts.iter().filter(|contact| is_own_phone(contact)) {
                found.add_number(phone.value.as_deref().unwrap_or_default(), true);
            }
        }
        if let Some(zone) = facts.person.timezone.as_deref().and_then(Zone::named) {
            found.add_zone(zone);
        }
        found
    }

    pub(crate) fn add_zone(&mut self, zone: Zone) {
        if !self.zones.contains(&zone) {
            self.zones.push(zone);
        }
    }

    fn add_address(&mut self, place: &Place) {
        if !is_in_the_united_states(place) {
            self.is_known = true;
            return;
        }
        let tables = Tables::get();
        let zip = place.postal_code.as_deref().and_then(read_zip);
        let written = place.state.as_deref().and_then(State::read);
        let of_zip = zip.and_then(|zip| tables.state_of_zip(zip));
        for state in written.into_iter().chain(of_zip) {
            self.states.insert(state);
            self.is_known = true;
        }
        let by_zip = zip.map_or(&[][..], |zip| tables.zones_of_zip(zip));
        for zone in by_zip {
            self.add_zone(*zone);
        }
        // A ZIP code of another state than the one written says nothing sure about the zone.
        let agree = written.is_none() || of_zip.is_none() || written == of_zip;
        if (by_zip.is_empty() || !agree)
            && let Some(state) = written.or(of_zip)
        {
            for zone in tables.zones_of_state(state) {
                self.add_zone(*zone);
            }
        }
        let new_york = State::code("NY").is_some_and(|state| self.states.contains(state));
        self.is_new_york_city |= new_york && is_in_new_york_city(place, zip);
    }

    fn add_number(&mut self, number: &str, with_jurisdiction: bool) {
        let tables = Tables::get();
        let Some((code, area)) = tables.area_of(number) else { return };
        for zone in &area.zones {
            self.add_zone(*zone);
        }
        if let Some(state) = area.state.filter(|_| with_jurisdiction) {
            // The city is part of the state: its area codes say where a number was given out, not that it moved.
            let state_is_news = !self.states.contains(state);
            self.is_new_york_city |= state_is_news && tables.city().has_area_code(code);
            self.states.insert(state);
        }
        self.is_known |= with_jurisdiction;
    }
}

fn home_address(facts: &Facts) -> Option<&Place> {
    let own = facts.contacts.iter().filter(|contact| {
        contact.contact_type == ContactType::Address
            && contact.affiliation == Affiliation::Own
            && contact.status != ContactStatus::Archived
            && contact.place.is_some()
    });
    let best = own.min_by_key(|contact| {
        let away = matches!(contact.label, Some(ContactLabel::Work | ContactLabel::Military));
        (!contact.valid, away, order(contact.status), contact.label != Some(ContactLabel::Home), contact.id)
    });
    best.and_then(|contact| contact.place.as_ref())
}

/// The order in which contacts are used (B6).
pub(crate) fn order(status: ContactStatus) -> u8 {
    match status {
        ContactStatus::Primary => 0,
        ContactStatus::Secondary => 1,
        ContactStatus::Additional => 2,
        ContactStatus::Archived => 3,
    }
}

fn is_own_phone(contact: &ContactFacts) -> bool {
    contact.contact_type == ContactType::Phone
        && contact.affiliation == Affiliation::Own
        && contact.status != ContactStatus::Archived
}

fn is_in_the_united_states(place: &Place) -> bool {
    const SPELLINGS: [&str; 13] = [
        "",
        "US",
        "USA",
        "U.S.",
        "U.S.A.",
        "United States",
        "United States of America",
        "America",
        "PR",
        "VI",
        "GU",
        "AS",
        "MP",
    ];
    let country = place.country.as_deref().unwrap_or_default().trim();
    SPELLINGS.iter().any(|known| known.eq_ignore_ascii_case(country))
}

fn is_in_new_york_city(place: &Place, zip: Option<u32>) -> bool {
    let city = Tables::get().city();
    if let Some(answer) = zip.and_then(|zip| city.has_zip(zip)) {
        return answer;
    }
    match &place.county {
        Some(county) if !county.trim().is_empty() => city.has_county(county),
        _ => place.city.as_deref().is_some_and(|name| city.has_city(name)),
    }
}

/// The five digits of a ZIP code, with or without the four that may follow.
fn read_zip(text: &str) -> Option<u32> {
    let text = text.trim();
    let (zip, rest) = text.split_at_checked(5)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let good = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !good(zip) || !good(rest) || !matches!(rest.len(), 0 | 4) {
        return None;
    }
    zip.parse().ok()
}

#[cfg(test)]
mod tests;
