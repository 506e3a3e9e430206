//! Whom a notice in words is about.

use crate::mail::bounce::notice::Notice;
use crate::mail::message::Mail;

const MOST: usize = 200;
/// What may stand between the beginning of a line and the recipient it is about. In lower case.
const LEADS: [&str; 16] = [
    "final-recipient: rfc822;",
    "original-recipient: rfc822;",
    "original-rcpt-to:",
    "failed recipient:",
    "recipient address:",
    "recipient:",
    "recipients:",
    "invalid recipient",
    "rcpt to:",
    "to address:",
    "sent to:",
    "to:",
    "user",
    "address:",
    "mailbox",
    "e-mail:",
];
/// A line with one of these names somebody else than the recipient. In lower case.
const OTHERS: [&str; 15] = [
    "message-id",
    "messageid",
    "message id",
    "from:",
    "mail from",
    "sender",
    "contact",
    "mailto:",
    "reply-to",
    "help",
    "http",
    "return-path",
    "your mail system administrator",
    "postmaster@",
    "mailer-daemon@",
];

/// A recipient and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The address, in lower case.
    pub(super) address: String,
    /// The lines about it.
    pub(super) said: String,
}

/// Whom the notice names, best signs first: the header for it, addresses that lead a line, any other address.
pub(super) fn named(mail: &Mail<'_>, notice: &Notice) -> Vec<Found> {
    let mut not_them = mail.to();
    not_them.extend(mail.from().map(|(address, _)| address));
    let header: Vec<String> = mail
        .headers("X-Failed-Recipients")
        .flat_map(|value| value.split(',').filter_map(first).collect::<Vec<_>>())
        .collect();
    let addresses = [
        distinct(header, &[]),
        distinct(notice.text.lines().filter_map(leading), &not_them),
        distinct(notice.subject.lines().filter_map(first), &not_them),
        distinct(notice.text.lines().filter(|line| !is_about_others(line)).flat_map(all).take(1), &not_them),
        distinct(notice.text.lines().filter_map(leading), &[]),
    ];
    let best = addresses.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    best.iter()
        .map(|address| Found { address: address.clone(), said: lines_about(address, &best, notice) })
        .collect()
}

/// The first address in a text, in lower case.
pub(super) fn first(text: &str) -> Option<String> {
    all(text).into_iter().next()
}

/// The lines from each that names the recipient up to one that names another.
fn lines_about(address: &str, everybody: &[String], notice: &Notice) -> String {
    let mut said = String::new();
    let mut about_it = false;
    for line in notice.text.lines() {
        let lower = line.to_ascii_lowercase();
        if lower.contains(address) {
            about_it = true;
        } else if everybody.iter().any(|other| lower.contains(other.as_str())) {
            about_it = false;
        }
        if about_it {
            said.push_str(line.trim());
            said.push('\n');
        }
    }
    said
}

fn distinct(addresses: impl IntoIterator<Item = String>, without: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for address in addresses {
        if !kept.contains(&address) && !without.contains(&address) && kept.len() < MOST {
            kept.push(address);
        }
    }
    kept
}

/// The address a line begins with, but for a word that says what it is.
fn leading(line: &str) -> Option<String> {
    let marks = |c: char| " \t<\"'*-([>|".contains(c);
    let bare = |text: &str| text.trim_start_matches(marks).to_owned();
    let lower = line.to_lowercase();
    // A reply code may stand before it: `550 5.1.1 <ann@x.example>... User unknown`.
    let lower = bare(lower.trim_start_matches(|c: char| marks(c) || c.is_ascii_digit() || c == '.'));
    let rest = LEADS.iter().find_map(|lead| lower.strip_prefix(lead)).map(bare);
    [lower, rest.unwrap_or_default()].into_iter().find_map(|text| {
        let address = first(&text)?;
        text.starts_with(&address).then_some(address)
    })
}

fn is_about_others(line: &str) -> bool {
    let lower = line.to_lowercase();
    OTHERS.iter().any(|word| lower.contains(word))
}

fn all(text: &str) -> Vec<String> {
    text.match_indices('@').filter_map(|(at, _)| around(text, at)).collect()
}

/// The address around an `@`.
fn around(text: &str, at: usize) -> Option<String> {
    let before = &text[..at];
    let start = before.rfind(|c: char| !is_of_mailbox(c)).map_or(0, |end| end + char_length(before, end));
    let after = &text[at + 1..];
    let end =
        after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(after.len());
    let mailbox = before[start..].trim_start_matches(['.', '\'', '=', '/']);
    let domain = after[..end].trim_end_matches(['.', '-']);
    let good = !mailbox.is_empty() && mailbox.len() <= 64 && domain.len() <= 255 && domain.contains('.');
    (good && !domain.contains("..")).then(|| format!("{mailbox}@{domain}").to_ascii_lowercase())
}

fn char_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// RFC 5322 `dot-atom`, and letters beyond ASCII (RFC 6531).
fn is_of_mailbox(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_any_wrapping() {
        assert_eq!(all("<Ann.B+c@X.example>: (b@y.example), c@z"), ["ann.b+c@x.example", "b@y.example"]);
        assert_eq!(first("für ö@x.example."), Some("ö@x.example".to_owned()));
        assert_eq!(leading("  \"ann@x.example\":"), Some("ann@x.example".to_owned()));
        assert_eq!(leading("RCPT TO:<ann@x.example>"), Some("ann@x.example".to_owned()));
        assert_eq!(leading("550 5.1.1 <ann@x.example>... User unknown"), Some("ann@x.example".to_owned()));
        assert_eq!(leading("Please contact ann@x.example"), None);
        assert_eq!(leading("I wrote ann@x.example"), None);
    }
}
