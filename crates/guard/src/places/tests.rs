use domain::id::{ContactId, Id, PersonId};

use super::*;
use crate::facts::PersonFacts;

fn living_at(city: &str, state: &str, zip: &str) -> Facts {
    let mut facts = Facts::about(PersonFacts::new(PersonId::of(1)));
    let mut home = ContactFacts::new(ContactId::of(1), ContactType::Address);
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    home.place =
        Some(Place { city: some(city), state: some(state), postal_code: some(zip), ..Place::default() });
    facts.contacts.push(home);
    facts
}

fn phone(number: &str) -> ContactFacts {
    let mut phone = ContactFacts::new(ContactId::of(2), ContactType::Phone);
    phone.value = Some(number.to_owned());
    phone
}

fn names(found: &Whereabouts) -> Vec<&'static str> {
    found.zones.iter().map(|zone| zone.name()).collect()
}

fn states(found: &Whereabouts) -> Vec<&'static str> {
    State::all().filter(|state| found.states.contains(*state)).map(State::as_str).collect()
}

#[test]
fn the_zip_code_says_the_zone_of_a_state_with_two() {
    let in_el_paso = Whereabouts::of(&living_at("El Paso", "TX", "79901-1234"), Channel::Email, None, true);
    assert_eq!(names(&in_el_paso), ["America/Denver"]);
    let somewhere_in_texas = Whereabouts::of(&living_at("", "Texas", ""), Channel::Email, None, true);
    assert_eq!(names(&somewhere_in_texas), ["America/Chicago", "America/Denver"]);
    let by_zip_alone = Whereabouts::of(&living_at("", "", "02139"), Channel::Email, None, true);
    assert_eq!((names(&by_zip_alone), states(&by_zip_alone)), (vec!["America/New_York"], vec!["MA"]));
}

#[test]
fn an_address_and_a_number_of_another_state_both_count() {
    let facts = living_at("Seattle", "WA", "98101");
    let found = Whereabouts::of(&facts, Channel::Voice, Some(&phone("+16175550100")), true);
    assert_eq!(names(&found), ["America/Los_Angeles", "America/New_York"]);
    assert_eq!(states(&found), ["MA", "WA"]);
    let by_address = Whereabouts::of(&facts, Channel::Voice, Some(&phone("+16175550100")), false);
    assert_eq!((names(&by_address).len(), states(&by_address)), (2, vec!["WA"]));
    let by_email = Whereabouts::of(&facts, Channel::Email, Some(&phone("+16175550100")), true);
    assert_eq!(states(&by_email), ["WA"]);
}

#[test]
fn a_number_without_a_place_says_nothing() {
    let facts = Facts::about(PersonFacts::new(PersonId::of(1)));
    for number in ["+18005550100", "+15550100123", "+442079460018", ""] {
        let found = Whereabouts::of(&facts, Channel::Voice, Some(&phone(number)), true);
        assert!(!found.is_known && found.zones.is_empty(), "{number}");
    }
    let denver = Whereabouts::of(&facts, Channel::Voice, Some(&phone("+13035550100")), true);
    assert!(denver.is_known);
    assert_eq!((names(&denver), states(&denver)), (vec!["America/Denver"], vec!["CO"]));
}

#[test]
fn without_an_address_email_goes_by_the_persons_own_phones() {
    let mut facts = Facts::about(PersonFacts::new(PersonId::of(1)));
    facts.contacts = vec![phone("+16175550100"), phone("+12065550100")];
    let found = Whereabouts::of(&facts, Channel::Email, None, true);
    assert_eq!(
        (names(&found), states(&found)),
        (vec!["America/New_York", "America/Los_Angeles"], vec!["MA", "WA"])
    );
}

#[test]
fn new_york_city_is_told_by_zip_then_county_then_city() {
    let is_city = |facts: &Facts| Whereabouts::of(facts, Channel::Email, None, true).is_new_york_city;
    assert!(is_city(&living_at("", "NY", "11201")));
    assert!(is_city(&living_at("Long Island City", "NY", "")));
    assert!(!is_city(&living_at("New York", "NY", "12207")), "the ZIP code goes before the name");
    assert!(!is_city(&living_at("Brooklyn", "CT", "")));
    let mut border = living_at("Floral Park", "NY", "11001");
    assert!(!is_city(&border));
    border.contacts[0].place.as_mut().unwrap().county = Some("Queens County".to_owned());
    assert!(is_city(&border));
}

#[test]
fn an_area_code_of_the_city_moves_nobody_of_the_state_into_it() {
    let upstate = Whereabouts::of(
        &living_at("Albany", "NY", "12207"),
        Channel::Voice,
        Some(&phone("+12125550100")),
        true,
    );
    assert!(!upstate.is_new_york_city);
    let jersey = Whereabouts::of(
        &living_at("Newark", "NJ", "07101"),
        Channel::Voice,
        Some(&phone("+12125550100")),
        true,
    );
    assert!(jersey.is_new_york_city);
}

#[test]
fn abroad_no_state_applies_and_the_recorded_zone_is_asked() {
    let mut facts = living_at("Berlin", "", "10115");
    facts.contacts[0].place.as_mut().unwrap().country = Some("DE".to_owned());
    facts.person.timezone = Some("Europe/Berlin".to_owned());
    let found = Whereabouts::of(&facts, Channel::Email, None, true);
    assert!(found.is_known && states(&found).is_empty());
    assert_eq!(names(&found), ["Europe/Berlin"]);
}
