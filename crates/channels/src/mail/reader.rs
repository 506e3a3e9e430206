//! What a mail means: an answer, a report, a complaint, an opt-out.

use domain::vocabulary::{Status, StatusDetail};

use crate::arrival::{About, Arrival, Consent, Delivery, Received, ReceivedBody, Thread, Unreadable, Word};
use crate::mail::address::Addressing;
use crate::mail::automatic::why_automatic;
use crate::mail::bounce::{Action, Original, Outcome, Report};
use crate::mail::complaint::Complaint;
use crate::mail::message::Mail;
use crate::mail::quote::without_quote;
use crate::mail::token::Purpose;

/// Words that, alone, ask for no more mail. In lower case.
const STOP_WORDS: [&str; 6] = ["unsubscribe", "stop", "remove me", "opt out", "abmelden", "cancelar"];
/// Ids of mails beyond this are not looked up.
const MOST_THREADS: usize = 50;

/// Reads mail of one house.
#[derive(Debug, Clone)]
pub struct Reader {
    /// How it writes its tokens.
    pub addressing: Addressing,
    /// The house, as its own mail names it.
    pub house: String,
}

impl Reader {
    /// What a mail means.
    pub fn read(&self, raw: &[u8]) -> Result<Arrival, Unreadable> {
        let mail = Mail::read(raw).ok_or_else(|| Unreadable("it has no headers: no mail".to_owned()))?;
        if mail.headers("X-Switchboard-Loop").any(|house| house == self.house) {
            return Ok(Arrival::Nothing("our own mail came back".to_owned()));
        }
        let tokens = self.tokens(&mail);
        if let Some(complaint) = Complaint::read(&mail) {
            return Ok(self.complained(complaint, &tokens, &mail));
        }
        if let Some(report) = Report::read(&mail) {
            return Ok(self.reported(&report, &tokens, &mail));
        }
        if let Some((_, interaction)) = tokens.iter().find(|(purpose, _)| *purpose == Purpose::Unsubscribe) {
            return Ok(unsubscribed(interaction, &mail));
        }
        received(&mail, &tokens)
    }

    /// The tokens of ours in the addresses it came to: the mail server's notes first.
    fn tokens(&self, mail: &Mail<'_>) -> Vec<(Purpose, String)> {
        let mut addresses = mail.delivered_to();
        addresses.extend(mail.to());
        addresses.extend(mail.cc());
        let mut tokens: Vec<_> =
            addresses.iter().filter_map(|address| self.addressing.read(address)).collect();
        tokens.dedup();
        tokens
    }

    /// What a report is about, best sign first (the order of `About`).
    fn about(&self, original: &Original, envelope_id: Option<&str>, tokens: &[(Purpose, String)]) -> About {
        let of = |wanted: Purpose| tokens.iter().find(|(purpose, _)| *purpose == wanted);
        let by_envelope = envelope_id.and_then(|id| self.addressing.tokens.read(id));
        let found = by_envelope
            .or_else(|| of(Purpose::Bounce).cloned())
            .or_else(|| original.ours.iter().find_map(|address| self.addressing.read(address)));
        let interaction = found.map(|(_, interaction)| interaction);
        About { interaction, message_id: original.message_id.clone(), ..About::default() }
    }

    fn reported(&self, report: &Report, tokens: &[(Purpose, String)], mail: &Mail<'_>) -> Arrival {
        let about = self.about(&report.original, report.envelope_id.as_deref(), tokens);
        let mut arrivals = report.outcomes.iter().map(|outcome| {
            let about = About { recipient: outcome.recipient.clone(), ..about.clone() };
            Arrival::Delivery(Delivery { at: mail.date(), ..delivery(outcome, about) })
        });
        match (arrivals.next(), arrivals.len()) {
            (Some(only), 0) => only,
            (first, _) => Arrival::Several(first.into_iter().chain(arrivals).collect()),
        }
    }

    fn complained(&self, complaint: Complaint, tokens: &[(Purpose, String)], mail: &Mail<'_>) -> Arrival {
        let about = self.about(&complaint.original, None, tokens);
        let about = About { recipient: complaint.recipient.clone(), ..about };
        let delivery = Arrival::Delivery(Delivery {
            about: about.clone(),
            rank: 70,
            status: Some(Status::Failed),
            details: Some(StatusDetail::EmailReportedAsSpam),
            code: None,
            said: Some(format!("complaint: {}", complaint.kind)),
            recipient_is_valid: None,
            at: mail.date(),
        });
        let Some(from) = complaint.recipient else { return delivery };
        let consent = Consent { from, word: Word::Stop, about, at: mail.date() };
        Arrival::Several(vec![delivery, Arrival::Consent(consent)])
    }
}

fn delivery(outcome: &Outcome, about: About) -> Delivery {
    let (rank, status) = match outcome.action {
        Action::Failed => (60, Status::Failed),
        Action::Delivered => (30, Status::Succeeded),
        Action::Delayed | Action::Relayed | Action::Expanded => (10, Status::Attempted),
    };
    let recipient_is_valid = match outcome.action {
        Action::Failed if outcome.permanent() => Some(false),
        Action::Delivered => Some(true),
        _ => None,
    };
    Delivery {
        about,
        rank,
        status: Some(status),
        details: Some(outcome.details()),
        code: outcome.dsn.clone().or_else(|| outcome.reply_code.clone()),
        said: Some(outcome.said.clone()).filter(|said| !said.is_empty()),
        recipient_is_valid,
        at: None,
    }
}

fn unsubscribed(interaction: &str, mail: &Mail<'_>) -> Arrival {
    let Some((from, _)) = mail.from() else {
        return Arrival::Nothing("an unsubscription of nobody".to_owned());
    };
    let about = About { interaction: Some(interaction.to_owned()), ..About::default() };
    Arrival::Consent(Consent { from, word: Word::Stop, about, at: mail.date() })
}

fn received(mail: &Mail<'_>, tokens: &[(Purpose, String)]) -> Result<Arrival, Unreadable> {
    let (from, from_name) =
        mail.from().ok_or_else(|| Unreadable("it does not say who wrote it".to_owned()))?;
    let automatic = why_automatic(mail).is_some();
    let (subject, text) = (mail.subject(), mail.text());
    Ok(Arrival::Received(Box::new(Received {
        provider_id: mail.message_id().unwrap_or_default(),
        from,
        from_name,
        to: everybody_it_came_to(mail),
        threads: threads(mail, tokens, &subject),
        automatic,
        word: if automatic { None } else { word(&subject, &text) },
        word_answered: false,
        body: ReceivedBody::Email { subject, text, html: mail.html(), cc: mail.cc(), files: mail.files() },
        at: mail.date(),
    })))
}

fn everybody_it_came_to(mail: &Mail<'_>) -> Vec<String> {
    let mut to = mail.delivered_to();
    to.extend(mail.to());
    let mut seen = Vec::new();
    to.into_iter().for_each(|address| {
        if !seen.contains(&address) {
            seen.push(address);
        }
    });
    seen
}

/// Section 2.3 of the channel reference: the token, the ids it answers from the newest back, the subject line.
fn threads(mail: &Mail<'_>, tokens: &[(Purpose, String)], subject: &str) -> Vec<Thread> {
    let by_token = tokens.iter().filter(|(purpose, _)| *purpose == Purpose::Reply);
    let mut threads: Vec<Thread> = by_token.map(|(_, id)| Thread::Interaction(id.clone())).collect();
    threads.extend(mail.answers().into_iter().take(MOST_THREADS).map(Thread::MessageId));
    threads.extend(in_subject(subject).map(Thread::Subject));
    threads
}

/// `[#IN-7K3Q-9XTD]` in a subject line.
fn in_subject(subject: &str) -> Option<String> {
    let (_, rest) = subject.split_once("[#")?;
    let (id, _) = rest.split_once(']')?;
    let id: domain::id::InteractionId = id.trim().to_ascii_uppercase().parse().ok()?;
    Some(id.to_string())
}

fn word(subject: &str, text: &str) -> Option<Word> {
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_stop = |text: &str| STOP_WORDS.contains(&bare(text).as_str());
    (is_stop(subject) || is_stop(without_quote(text))).then_some(Word::Stop)
}

#[cfg(test)]
mod tests;
