//! What every vocabulary promises.

use std::collections::HashSet;

use utoipa::{PartialSchema, ToSchema};

use super::*;

#[test]
fn the_lists_are_as_long_as_in_the_source() {
    assert_eq!(Channel::accepted().len(), 8);
    assert_eq!(Status::accepted().len(), 6);
    assert_eq!(Theme::accepted().len(), 22);
    assert_eq!(Subject::accepted().len(), 135);
    assert_eq!(StatusDetail::accepted().len(), 62);
    assert_eq!(AgentOutcome::accepted().len(), 11);
}

#[test]
fn every_word_reads_back_as_itself() {
    reads_back::<Channel>();
    reads_back::<Status>();
    reads_back::<Direction>();
    reads_back::<Theme>();
    reads_back::<Subject>();
    reads_back::<StatusDetail>();
    reads_back::<AgentOutcome>();
    reads_back::<Affiliation>();
    reads_back::<CaseType>();
    reads_back::<Permission>();
}

#[test]
fn a_deprecated_word_becomes_its_successor() {
    assert_eq!(Theme::parse("inbBug"), Some(Theme::InbGeneralInquiry));
    assert_eq!(Theme::parse("inbHumanLove"), Some(Theme::InbGeneralInquiry));
    assert_eq!(Subject::parse("locStatementGenerated"), Some(Subject::StatementGenerated));
    assert_eq!(Subject::parse("locStatementRegenerated"), Some(Subject::StatementRegenerated));
}

#[test]
fn the_slip_of_the_source_is_read_silently() {
    assert_eq!(Theme::parse("outOpsLoan"), Some(Theme::OpsServicing));
    assert!(!Theme::accepted().contains(&"outOpsLoan"));
}

#[test]
fn a_refusal_says_what_would_be_right() {
    assert_eq!(
        Channel::refusal("emial"),
        r#""emial" is not a channel; one of voice, email, fax, text, chat, mail, gui, document"#
    );
    assert_eq!(
        StatusDetail::refusal("emailSnet"),
        r#""emailSnet" is not a status detail; did you mean emailSent?"#
    );
    assert_eq!(
        StatusDetail::refusal("pigeonPost"),
        r#""pigeonPost" is not a status detail; the 62 accepted words are in the OpenAPI document"#
    );
    assert!(AgentOutcome::refusal("x").starts_with(r#""x" is not an agent outcome; one of voiceSpoke"#));
    assert!(Channel::refusal(&"x".repeat(1_000_000)).len() < 300);
}

#[test]
fn words_travel_as_strings_and_nothing_else() {
    assert_eq!(serde_json::to_string(&Status::InProgress).unwrap(), r#""inProgress""#);
    assert_eq!(serde_json::from_str::<Theme>(r#""inbBug""#).unwrap(), Theme::InbGeneralInquiry);
    assert_eq!(serde_json::from_str::<Status>(r#""in\u0050rogress""#).unwrap(), Status::InProgress);
    assert!(serde_json::from_str::<Status>("7").is_err());
    let error = serde_json::from_str::<Direction>(r#""up""#).unwrap_err().to_string();
    assert!(error.starts_with(r#""up" is not a direction; one of outbound, inbound"#), "{error}");
    assert_eq!("fax".parse(), Ok(Channel::Fax));
    assert_eq!(format!("{:>6}", Channel::Fax), "   fax");
}

#[test]
fn words_sort_by_their_spelling() {
    let mut statuses = Status::ALL.to_vec();
    statuses.sort();
    assert_eq!(statuses.first(), Some(&Status::Attempted));
    assert_eq!(statuses.get(1), Some(&Status::Canceled));
    assert_eq!(statuses.last(), Some(&Status::Succeeded));
}

#[test]
fn the_schema_lists_the_accepted_words_and_explains_them() {
    let schema = serde_json::to_value(Theme::schema()).unwrap();
    assert_eq!(schema["type"], "string");
    assert_eq!(schema["enum"].as_array().unwrap().len(), 22);
    let about = schema["description"].as_str().unwrap();
    assert!(about.contains("- `inbBug`: deprecated, stored as `inbGeneralInquiry`"), "{about}");
    assert_eq!(Theme::name(), "Theme");
}

#[test]
fn defaults_are_those_of_the_source() {
    assert_eq!(JoinType::default(), JoinType::Solo);
    assert_eq!(BorrowerType::default(), BorrowerType::Person);
    assert_eq!(CollectionsIntensity::default(), CollectionsIntensity::Normal);
    assert_eq!(CaseStatus::default(), CaseStatus::Initiated);
    assert_eq!(ContactStatus::default(), ContactStatus::Primary);
}

fn reads_back<V: Vocabulary + fmt::Debug>() {
    for value in V::ALL {
        assert_eq!(V::parse(value.as_str()), Some(*value));
    }
    let accepted = V::accepted();
    assert_eq!(accepted.iter().collect::<HashSet<_>>().len(), accepted.len());
    assert_eq!(V::parse(""), None);
    assert_eq!(V::parse("null"), None);
}
