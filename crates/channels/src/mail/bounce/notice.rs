//! What a notice says in words, without the mail it returns.

use crate::mail::automatic::{says_it_answers, why_automatic};
use crate::mail::bounce::phrases::{DELAYED, DELIVERED, OPENINGS, ORIGINAL_FOLLOWS, SUBJECTS};
use crate::mail::bounce::{Action, codes};
use crate::mail::message::{Content, Mail};
use crate::mail::text::{cut, from_html};

const LONGEST: usize = 64 * 1024;
/// Names of headers of which several in a row are the beginning of the returned mail.
const HEADERS: [&str; 12] = [
    "received:",
    "from:",
    "to:",
    "subject:",
    "date:",
    "message-id:",
    "return-path:",
    "mime-version:",
    "content-type:",
    "x-mailer:",
    "delivered-to:",
    "dkim-signature:",
];

/// What a notice says in words.
#[derive(Debug)]
pub(super) struct Notice {
    /// The words above the returned mail.
    pub(super) text: String,
    /// The subject line.
    pub(super) subject: String,
}

impl Notice {
    /// Takes the words out of a mail.
    pub(super) fn of(mail: &Mail<'_>) -> Self {
        let whole = text_of(mail);
        let end = below_marker(&whole).map_or(whole.len(), |rest| whole.len() - rest.len());
        Self { text: whole[..end].to_owned(), subject: mail.subject() }
    }

    /// Whether the mail is a report of a machine on a mail's way, and neither a person's nor an answering machine's.
    pub(super) fn is_bounce(&self, mail: &Mail<'_>) -> bool {
        if mail.header("X-Failed-Recipients").is_some() {
            return true;
        }
        let subject = holds(&self.subject, SUBJECTS);
        let opening = holds(&self.text, OPENINGS);
        let dsn = codes::dsn(&self.text).filter(|code| !code.starts_with('2'));
        let code = codes::reply(&self.text).is_some() || dsn.is_some();
        let encloses = mail.parts().any(|part| part.media_type == "message/rfc822");
        if says_it_answers(mail) {
            return false;
        }
        match (from_a_post_office(mail), why_automatic(mail).is_some()) {
            (true, _) => subject || opening || code,
            (false, true) => [subject, opening, code, encloses].iter().filter(|sign| **sign).count() >= 2,
            (false, false) => false,
        }
    }

    /// What it says happened.
    pub(super) fn action(&self) -> Action {
        let head = cut(&self.text, 2000);
        if holds(head, DELIVERED) && !holds(head, OPENINGS) {
            return Action::Delivered;
        }
        if holds(&self.subject, DELAYED) || holds(head, DELAYED) { Action::Delayed } else { Action::Failed }
    }

    /// The lines that name an address, and what follows each until the next empty line.
    pub(super) fn about(&self, address: &str) -> String {
        let mut said = String::new();
        let mut near = false;
        for line in self.text.lines() {
            let names_it = line.to_ascii_lowercase().contains(address);
            near = names_it || (near && !line.trim().is_empty());
            if near {
                said.push_str(line.trim());
                said.push('\n');
            }
        }
        said
    }
}

/// Everything a mail says as text, up to its enclosed mails.
pub(super) fn text_of(mail: &Mail<'_>) -> String {
    let mut plain = String::new();
    let mut rich = String::new();
    for part in mail.parts() {
        let is_enclosed = part.media_type.contains("rfc822");
        match part.content {
            Content::Text(text) if !is_enclosed && plain.len() < LONGEST => {
                plain.push_str(cut(text, LONGEST));
                plain.push('\n');
            }
            Content::Html(html) if !is_enclosed && rich.len() < LONGEST => {
                rich.push_str(&from_html(cut(html, LONGEST)))
            }
            _ => {}
        }
    }
    match (plain.trim().is_empty(), rich.trim().is_empty()) {
        (false, _) => plain,
        (true, false) => rich,
        // Parts without a boundary between them: what stands there is read as it is.
        (true, true) => cut(&mail.body_as_it_stands(), LONGEST).to_owned(),
    }
}

/// What follows the line that announces the returned mail, or the first of its headers.
pub(super) fn below_marker(text: &str) -> Option<&str> {
    let mut at = 0;
    let mut run: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let below = at + line.len();
        if at > 0 && announces(line) {
            return Some(&text[below..]);
        }
        run = match (run, is_header(line)) {
            (Some((begin, count)), true) => Some((begin, count + 1)),
            (None, true) => Some((at, 1)),
            (Some(run), false) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => Some(run),
            (_, false) => None,
        };
        if let Some((begin, 3)) = run {
            return Some(&text[begin..]);
        }
        at = below;
    }
    None
}

/// Whether a text holds one of the phrases, however it is broken into lines.
pub(super) fn holds(text: &str, phrases: &[&str]) -> bool {
    let flat = flat(text);
    phrases.iter().any(|phrase| flat.contains(phrase))
}

/// In lower case, with one space wherever there is any.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn announces(line: &str) -> bool {
    let line = flat(line);
    let like_a_rule = line.starts_with(['-', '=', '*', '|', '_', '#']) || line.ends_with(':');
    let in_words = line.contains("follow") || line.contains("below");
    line.len() < 120
        && (like_a_rule || in_words)
        && ORIGINAL_FOLLOWS.iter().any(|phrase| line.contains(phrase))
}

fn is_header(line: &str) -> bool {
    HEADERS.iter().any(|name| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
}

fn from_a_post_office(mail: &Mail<'_>) -> bool {
    let Some((address, name)) = mail.from() else { return true };
    let named = format!("{address} {}", name.unwrap_or_default()).to_lowercase();
    let telling =
        ["daemon", "postmaster", "post_master", "mail delivery", "mail system", "mailsystem", "mailer"];
    telling.iter().any(|word| named.contains(word))
}
