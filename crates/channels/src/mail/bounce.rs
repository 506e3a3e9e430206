//! Delivery reports: what became of a mail at each recipient. Standard reports (RFC 3464) first, then the many notices
//! that are only text.

mod codes;
mod fields;
mod notice;
mod original;
mod phrases;
mod reason;
mod recipients;

use domain::vocabulary::StatusDetail;

pub use original::Original;
pub use reason::Reason;

use crate::mail::message::Mail;
use crate::mail::text::cut;
use fields::Field;
use notice::Notice;
use recipients::Found;

/// More recipients than a mail of ours can have are not listed.
const MOST_RECIPIENTS: usize = 200;
const LONGEST_SAID: usize = 1000;

/// What a report says happened at one recipient (RFC 3464 section 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It will not arrive.
    Failed,
    /// It has not arrived yet; the mail server goes on trying.
    Delayed,
    /// It arrived.
    Delivered,
    /// It was handed to a server that sends no reports.
    Relayed,
    /// It went to the members of a list.
    Expanded,
}

impl Action {
    fn failing(self) -> bool {
        matches!(self, Self::Failed | Self::Delayed)
    }
}

/// What became of a mail at one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whose mailbox, in lower case; none where the notice names nobody.
    pub recipient: Option<String>,
    /// What happened.
    pub action: Action,
    /// Why it failed or is late; `Undefined` where neither.
    pub reason: Reason,
    /// The status code of RFC 3463: `5.1.1`.
    pub dsn: Option<String>,
    /// The SMTP reply code: `550`.
    pub reply_code: Option<String>,
    /// What the mail server said, shortened.
    pub said: String,
}

impl Outcome {
    /// Whether the address is bad, not only this try.
    pub fn permanent(&self) -> bool {
        self.action == Action::Failed && self.reason.permanent()
    }

    /// What the interaction becomes.
    pub fn details(&self) -> StatusDetail {
        match self.action {
            Action::Failed if self.permanent() => StatusDetail::EmailBounced,
            Action::Failed => StatusDetail::EmailBlocked,
            Action::Delivered => StatusDetail::EmailDelivered,
            Action::Delayed | Action::Relayed | Action::Expanded => StatusDetail::EmailSent,
        }
    }
}

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What became of the mail, by recipient; never empty.
    pub outcomes: Vec<Outcome>,
    /// The envelope id we gave the mail (RFC 3461).
    pub envelope_id: Option<String>,
    /// What the report says about the mail itself.
    pub original: Original,
}

impl Report {
    /// Reads a delivery report; none where the mail is something else.
    pub fn read(mail: &Mail<'_>) -> Option<Self> {
        let original = Original::of(mail);
        let notice = Notice::of(mail);
        let standard = fields::read(mail);
        let alone = standard.recipients.len() == 1;
        let mut outcomes: Vec<Outcome> =
            standard.recipients.iter().filter_map(|fields| outcome(fields, &notice, alone)).collect();
        let envelope_id = standard.envelope_id;
        if outcomes.is_empty() && notice.is_bounce(mail) {
            outcomes = told(mail, &notice, &original);
        }
        for outcome in &mut outcomes {
            outcome.recipient = outcome.recipient.take().or_else(|| original.only_recipient());
        }
        outcomes.truncate(MOST_RECIPIENTS);
        (!outcomes.is_empty()).then_some(Self { outcomes, envelope_id, original })
    }
}

/// What a refusal in words means, as a mail server gives it while it is spoken to.
pub fn understood(said: &str) -> (Reason, Option<String>) {
    let dsn = codes::dsn(said);
    (reason::first_of(&[said], dsn.as_deref(), codes::reply(said).as_deref()), dsn)
}

/// One recipient of a standard report.
fn outcome(fields: &[Field], notice: &Notice, alone: bool) -> Option<Outcome> {
    let value = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
    let recipient = ["final-recipient", "original-recipient"]
        .into_iter()
        .find_map(|name| recipients::first(fields::after_type(value(name)?)));
    let said = value("diagnostic-code").map(fields::after_type).unwrap_or_default();
    let status = value("status").and_then(codes::dsn);
    let action = match value("action").map(str::to_ascii_lowercase).as_deref().map(str::trim) {
        Some("delayed") => Action::Delayed,
        Some("relayed") => Action::Relayed,
        Some("expanded") => Action::Expanded,
        Some("delivered" | "deliverable") => Action::Delivered,
        Some(_) => Action::Failed,
        None => by_status(status.as_deref()?),
    };
    let around = recipient.as_deref().map(|address| notice.about(address)).unwrap_or_default();
    let dsn = codes::telling(codes::dsn(said), status).or_else(|| codes::dsn(&around));
    let reply_code = codes::reply(said).or_else(|| codes::reply(&around));
    let subject = if alone { notice.subject.as_str() } else { "" };
    let texts = [said, around.as_str(), notice.text.as_str(), subject];
    let reason = action.failing().then(|| reason::first_of(&texts, dsn.as_deref(), reply_code.as_deref()));
    let reason = reason.unwrap_or(Reason::Undefined);
    let said = if said.is_empty() { around.as_str() } else { said };
    Some(Outcome { recipient, action, reason, dsn, reply_code, said: shortened(said) })
}

fn by_status(status: &str) -> Action {
    if status.starts_with('2') { Action::Delivered } else { Action::Failed }
}

/// The recipients of a notice that is only text.
fn told(mail: &Mail<'_>, notice: &Notice, original: &Original) -> Vec<Outcome> {
    let mut found = recipients::named(mail, notice);
    if found.is_empty() {
        let address = original.only_recipient().or_else(|| original.recipients.first().cloned());
        found.push(Found { address: address.unwrap_or_default(), said: notice.text.clone() });
    }
    found.into_iter().map(|found| told_about(found, notice)).collect()
}

fn told_about(found: Found, notice: &Notice) -> Outcome {
    let said = if found.said.trim().is_empty() { &notice.text } else { &found.said };
    let dsn = codes::dsn(said).or_else(|| codes::dsn(&notice.text));
    let reply_code = codes::reply(said).or_else(|| codes::reply(&notice.text));
    let texts = [said.as_str(), notice.text.as_str(), notice.subject.as_str()];
    let action = notice.action();
    let reason = reason::first_of(&texts, dsn.as_deref(), reply_code.as_deref());
    let reason = if action.failing() { reason } else { Reason::Undefined };
    let recipient = Some(found.address).filter(|address| !address.is_empty());
    Outcome { recipient, action, reason, dsn, reply_code, said: shortened(said) }
}

fn shortened(said: &str) -> String {
    let words: Vec<&str> = said.split_whitespace().collect();
    cut(&words.join(" "), LONGEST_SAID).to_owned()
}

#[cfg(test)]
mod tests;
