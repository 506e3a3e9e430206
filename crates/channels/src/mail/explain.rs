//! What a mail is, in one line for each recipient it is about.

use serde::Serialize;

use crate::mail::automatic::why_automatic;
use crate::mail::bounce::{Action, Outcome, Reason, Report};
use crate::mail::complaint::Complaint;
use crate::mail::message::Mail;

/// One line about a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Explained {
    /// A recipient at whom a mail failed, or arrived.
    #[serde(rename_all = "camelCase")]
    Recipient {
        /// Who, in lower case; none where the notice names nobody.
        recipient: Option<String>,
        /// Whether the address is bad, not only this try.
        permanent: bool,
        /// What the interaction becomes.
        status_details: &'static str,
        /// The status code of RFC 3463.
        dsn: Option<String>,
        /// The SMTP reply code.
        reply_code: Option<String>,
        /// Why, in a word.
        reason: &'static str,
    },
    /// A mail that is no report of a delivery.
    #[serde(rename_all = "camelCase")]
    Other {
        /// What it is: `complaint`, `auto-reply`, `mail`, `unreadable`.
        what: &'static str,
        /// Who complained or wrote.
        from: Option<String>,
        /// More about it, in words.
        because: Option<String>,
    },
}

/// Explains a mail.
pub fn explain(raw: &[u8]) -> Vec<Explained> {
    let Some(mail) = Mail::read(raw) else {
        return vec![other("unreadable", None, Some("it has no headers".to_owned()))];
    };
    if let Some(complaint) = Complaint::read(&mail) {
        return vec![other("complaint", complaint.recipient, Some(complaint.kind))];
    }
    if let Some(report) = Report::read(&mail) {
        return report.outcomes.iter().map(recipient).collect();
    }
    let from = mail.from().map(|(address, _)| address);
    match why_automatic(&mail) {
        Some(why) => vec![other("auto-reply", from, Some(why.to_owned()))],
        None => vec![other("mail", from, None)],
    }
}

fn recipient(outcome: &Outcome) -> Explained {
    let reason = match outcome.action {
        Action::Delayed if outcome.reason == Reason::Undefined => "delayed",
        Action::Failed | Action::Delayed => outcome.reason.as_str(),
        Action::Delivered => "delivered",
        Action::Relayed => "relayed",
        Action::Expanded => "expanded",
    };
    Explained::Recipient {
        recipient: outcome.recipient.clone(),
        permanent: outcome.permanent(),
        status_details: outcome.details().as_str(),
        dsn: outcome.dsn.clone(),
        reply_code: outcome.reply_code.clone(),
        reason,
    }
}

fn other(what: &'static str, from: Option<String>, because: Option<String>) -> Explained {
    Explained::Other { what, from, because }
}
