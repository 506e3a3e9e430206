//! What docs/history.md says of handling statuses is what the code says.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::{fs, path::Path};

use domain::history::{handling_status, words_of};
use domain::vocabulary::{
    AgentOutcome, Channel, Direction, HandlingStatus, Status, StatusDetail, Vocabulary,
};

/// The rows of the tables, by the word in front.
fn written() -> BTreeMap<String, Vec<(String, String)>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/history.md");
    let page = fs::read_to_string(page).unwrap();
    let mut rows: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [word, status, words] = cells[..]
            && let Some(word) = word.strip_prefix('`').and_then(|word| word.strip_suffix('`'))
        {
            rows.entry(word.to_owned()).or_default().push((status.to_owned(), words.to_owned()));
        }
    }
    rows
}

#[test]
fn the_page_tells_what_becomes_of_every_status_detail_and_agent_outcome() {
    let written = written();
    for detail in StatusDetail::ALL {
        let channel = detail.channel().unwrap_or(Channel::Email);
        let direction = detail.direction().unwrap_or(Direction::Inbound);
        for status in detail.statuses() {
            let status = handling_status(channel, direction, *status, Some(*detail), None).unwrap();
            let words = words_of(channel, Some(*detail), None).unwrap();
            let row = (status.to_string(), words.to_owned());
            assert!(written[detail.as_str()].contains(&row), "{detail}: {row:?}");
        }
    }
    for outcome in AgentOutcome::ALL {
        let detail = Some(StatusDetail::VoiceReceivedNoAgentsAvailable);
        let found =
            handling_status(Channel::Voice, Direction::Inbound, Status::Failed, detail, Some(*outcome));
        let row = (found.unwrap().to_string(), outcome.meaning().to_owned());
        assert!(written[outcome.as_str()].contains(&row), "{outcome}: {row:?}");
    }
    assert_eq!(
        written.values().map(Vec::len).sum::<usize>(),
        StatusDetail::ALL.len() + AgentOutcome::ALL.len()
    );
}

#[test]
fn without_details_the_status_decides() {
    use HandlingStatus::{Aborted, Delivered, Processed};
    for channel in Channel::ALL {
        for direction in Direction::ALL {
            let of = |status| handling_status(*channel, *direction, status, None, None);
            let is_message = !matches!(channel, Channel::Voice | Channel::Gui | Channel::Document);
            let arrived = is_message && *direction == Direction::Outbound;
            assert_eq!(of(Status::Failed), Some(Aborted));
            assert_eq!(of(Status::Attempted), Some(Processed));
            assert_eq!(of(Status::Succeeded), Some(if arrived { Delivered } else { Processed }));
            assert_eq!((of(Status::Scheduled), of(Status::InProgress)), (None, None));
            assert_eq!(of(Status::Canceled), Some(Aborted));
        }
    }
    let warned = |detail: &&StatusDetail| {
        let channel = detail.channel().unwrap_or(Channel::Voice);
        let status = handling_status(channel, Direction::Outbound, Status::Failed, Some(**detail), None);
        status == Some(HandlingStatus::Warning) && channel != Channel::Email
    };
    assert_eq!(StatusDetail::ALL.iter().find(warned), None);
}
