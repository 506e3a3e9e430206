//! 256 real bounce mails, judged as a respected parser judges them (Sisimai, BSD 2-Clause).

use std::collections::BTreeMap;
use std::path::Path;

use channels::mail::{Explained, explain};

use crate::support::data_path;

/// One failed recipient of a mail, as the table has it.
struct Row {
    permanent: bool,
    reason: String,
    dsn: String,
}

#[derive(Default)]
struct Score {
    rows: usize,
    permanence: usize,
    recipients: usize,
    reasons: usize,
    dsn: usize,
    misses: Vec<String>,
}

#[test]
fn real_bounces_are_judged_as_the_table_does() {
    let Some(folder) = data_path("bounces") else { return };
    let mut score = Score::default();
    for (file, rows) in table(&folder) {
        let raw = std::fs::read(folder.join(&file)).unwrap();
        judge(&file, rows, &raw, &mut score);
    }
    if std::env::var_os("SWITCHBOARD_TEST_VERBOSE").is_some() {
        println!("{}", score.misses.join("\n"));
    }
    let share = |good: usize| good as f64 / score.rows as f64;
    println!(
        "{} recipients: permanence {:.3}, recipient {:.3}, reason {:.3}, dsn {:.3}",
        score.rows,
        share(score.permanence),
        share(score.recipients),
        share(score.reasons),
        share(score.dsn)
    );
    assert!(score.rows > 260, "only {} rows", score.rows);
    assert!(share(score.permanence) >= 0.90, "permanent told from temporary: {}", share(score.permanence));
    assert!(share(score.recipients) >= 0.95, "recipients found: {}", share(score.recipients));
}

fn judge(file: &str, mut rows: Vec<Row>, raw: &[u8], score: &mut Score) {
    let told = explain(raw);
    let mut verdicts: Vec<_> = told.iter().filter_map(verdict).collect();
    score.rows += rows.len();
    // The table has no recipients: the rows of a mail are paired with what was found by their reason.
    rows.sort_by(|a, b| (a.permanent, &a.reason).cmp(&(b.permanent, &b.reason)));
    verdicts.sort_by(|a, b| (a.1, &a.2).cmp(&(b.1, &b.2)));
    let text = String::from_utf8_lossy(raw).to_lowercase();
    for (at, row) in rows.iter().enumerate() {
        if row.reason == "vacation" {
            let is_reply = matches!(told.as_slice(), [Explained::Other { what: "auto-reply", .. }]);
            score.permanence += usize::from(is_reply);
            score.recipients += usize::from(is_reply);
            if !is_reply {
                score.misses.push(format!("VACATION {file} {told:?}"));
            }
            continue;
        }
        let verdict = verdicts.get(at).cloned().unwrap_or_default();
        let found = !verdict.0.is_empty() && text.contains(&verdict.0);
        score.permanence += usize::from(verdict.1 == row.permanent && at < verdicts.len());
        score.recipients += usize::from(found);
        score.reasons += usize::from(verdict.2 == row.reason);
        score.dsn += usize::from(verdict.3 == row.dsn);
        if !found || verdict.1 != row.permanent || verdict.2 != row.reason {
            let mark = if verdict.1 == row.permanent { "reason" } else { "PERMANENCE" };
            let mark = if found { mark } else { "RECIPIENT" };
            score.misses.push(format!(
                "{mark} {file} want {} {} {} told {} {} {} ({} of {})",
                row.permanent,
                row.reason,
                row.dsn,
                verdict.1,
                verdict.2,
                verdict.0,
                verdicts.len(),
                rows.len()
            ));
        }
    }
    if verdicts.len() > rows.len() {
        score.misses.push(format!("MORE {file} {} than {}", verdicts.len(), rows.len()));
    }
}

fn verdict(told: &Explained) -> Option<(String, bool, String, String)> {
    match told {
        Explained::Recipient { recipient, permanent, reason, dsn, .. } => Some((
            recipient.clone().unwrap_or_default(),
            *permanent,
            (*reason).to_owned(),
            dsn.clone().unwrap_or_default(),
        )),
        Explained::Other { .. } => None,
    }
}

fn table(folder: &Path) -> BTreeMap<String, Vec<Row>> {
    let text = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [file, dsn, _, reason, hard] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let row = Row { permanent: hard == "1", reason: reason.to_owned(), dsn: dsn.to_owned() };
        files.entry(file.to_owned()).or_default().push(row);
    }
    files
}
