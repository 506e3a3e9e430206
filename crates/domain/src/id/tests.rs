//! What must hold of public ids.

use super::*;
use proptest::prelude::*;

#[test]
fn an_id_is_two_letters_and_two_groups_of_four() {
    let text = InteractionId::of(1).to_string();
    assert_eq!(text.len(), 12, "{text}");
    assert!(text.starts_with("IN-"));
    assert_eq!(text.parse(), Ok(InteractionId::of(1)));
}

#[test]
fn ids_of_other_kinds_and_other_spellings_are_refused() {
    let text = InteractionId::of(7).to_string();
    assert!(text.parse::<PersonId>().is_err());
    assert!(text.to_lowercase().parse::<InteractionId>().is_err());
    assert!(format!("{text}A").parse::<InteractionId>().is_err());
    assert!("IN--".parse::<InteractionId>().is_err());
}

#[test]
fn groups_grow_when_needed() {
    let text = InteractionId::of(1 << 40).to_string();
    assert_eq!(text.len(), 14, "{text}");
    assert_eq!(text.parse(), Ok(InteractionId::of(1 << 40)));
}

#[test]
fn the_spelling_of_an_id_never_changes() {
    // Ids are stored outside (links, other systems): a change here breaks them all.
    assert_eq!(InteractionId::of(1).to_string(), SPELLING_OF_ONE);
}
const SPELLING_OF_ONE: &str = "IN-VDS6-LKH2";

#[test]
fn an_id_is_read_back_from_json() {
    let id = PersonId::of(7);
    assert_eq!(serde_json::from_str::<PersonId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    let error = serde_json::from_str::<PersonId>("\"LN-2222-2222\"").unwrap_err().to_string();
    assert!(error.contains("expected an id such as BO-"), "{error}");
}

proptest! {
    #[test]
    fn every_key_comes_back(key in 1i64..(1 << 60)) {
        prop_assert_eq!(PersonId::of(key).to_string().parse(), Ok(PersonId::of(key)));
    }

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC*") {
        if let Ok(id) = text.parse::<CaseId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }
}
