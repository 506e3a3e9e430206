//! Why a mail failed, from words first and codes second.

use crate::mail::bounce::notice::flat;
use crate::mail::bounce::phrases::PHRASES;
use crate::mail::text::cut;

/// As far as two pieces of one phrase may be apart.
const NEAR: usize = 100;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $permanent:ident;)*) => {
        /// Why a mail failed. The words are those of the field's best-known bounce parser, Sisimai.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Whether the address is bad for good.
            pub fn permanent(self) -> bool {
                match self { $(Self::$name => $permanent,)* }
            }
        }
    };
}

/// The address is bad for good.
const PERMANENT: bool = true;
/// The same mail, or another, may get through.
const PASSING: bool = false;

reasons! {
    /// There is no such mailbox.
    UserUnknown = "userunknown", PERMANENT;
    /// There is no such domain.
    HostUnknown = "hostunknown", PERMANENT;
    /// The mailbox has moved.
    HasMoved = "hasmoved", PERMANENT;
    /// The domain takes no mail.
    NotAccept = "notaccept", PERMANENT;
    /// The mailbox is full.
    MailboxFull = "mailboxfull", PASSING;
    /// The mailbox is suspended.
    Suspend = "suspend", PASSING;
    /// The recipient's own rules turned it away.
    Filtered = "filtered", PASSING;
    /// The sender was turned away.
    Rejected = "rejected", PASSING;
    /// It was tried for too long.
    Expired = "expired", PASSING;
    /// The sending host was turned away.
    Blocked = "blocked", PASSING;
    /// It breaks a policy.
    PolicyViolation = "policyviolation", PASSING;
    /// The way there is broken.
    NetworkError = "networkerror", PASSING;
    /// SPF, DKIM or DMARC failed.
    AuthFailure = "authfailure", PASSING;
    /// It looks like spam.
    SpamDetected = "spamdetected", PASSING;
    /// A program on the way failed.
    MailerError = "mailererror", PASSING;
    /// The sending host has no name.
    RequirePtr = "requireptr", PASSING;
    /// A mail server on the way is broken.
    SystemError = "systemerror", PASSING;
    /// It was refused for its security.
    SecurityError = "securityerror", PASSING;
    /// It carries a virus.
    VirusDetected = "virusdetected", PASSING;
    /// Too many at once.
    TooManyConn = "toomanyconn", PASSING;
    /// The server does not pass mail on for us.
    NoRelaying = "norelaying", PASSING;
    /// It is larger than the server takes.
    MesgTooBig = "mesgtoobig", PASSING;
    /// It breaks a limit of the mailbox.
    ExceedLimit = "exceedlimit", PASSING;
    /// Its content cannot be handled.
    ContentError = "contenterror", PASSING;
    /// The sender's address or network has a bad name.
    BadReputation = "badreputation", PASSING;
    /// The servers did not understand each other.
    SyntaxError = "syntaxerror", PASSING;
    /// It is not written as the standards say.
    NotCompliantRfc = "notcompliantrfc", PASSING;
    /// Somebody holds it back.
    OnHold = "onhold", PASSING;
    /// Nobody says why.
    Undefined = "undefined", PASSING;
}

/// The reason in the first text that says one; what the codes say otherwise.
pub(super) fn first_of(texts: &[&str], dsn: Option<&str>, reply: Option<&str>) -> Reason {
    let mut seen = texts.iter().filter(|text| !text.trim().is_empty());
    let Some(first) = seen.next() else { return by_code(dsn, reply) };
    // What is said beside the diagnosis may be about anything: a telling code goes before it.
    let reason = in_words(first)
        .or_else(|| telling_code(dsn))
        .or_else(|| seen.find_map(|text| in_words(text)))
        .unwrap_or_else(|| by_code(dsn, reply));
    let unsure = reason == Reason::UserUnknown && reply != Some("554") && after_the_content(texts, dsn);
    if unsure { Reason::Filtered } else { reason }
}

/// Who knew no such mailbox would have said so before the content came, where 550 belongs (RFC 5321 section 4.3.2);
/// unless the code leaves no doubt: sendmail asks for several answers at once and shows them all below `DATA`.
fn after_the_content(texts: &[&str], dsn: Option<&str>) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| flat(text)).collect();
    let said = |phrase: &str| texts.iter().any(|text| text.contains(phrase));
    let of_addresses = dsn.is_some_and(|code| code.contains(".1."));
    said("after end of data") || said("in reply to end of data") || (said(">>> data <<< 5") && !of_addresses)
}

fn in_words(text: &str) -> Option<Reason> {
    let flat = flat(text);
    let found = PHRASES.iter().find(|(_, phrases)| phrases.iter().any(|phrase| matches(&flat, phrase)));
    found.map(|(reason, _)| *reason)
}

/// `*` stands for a few words.
fn matches(text: &str, phrase: &str) -> bool {
    let Some((head, tail)) = phrase.split_once('*') else { return text.contains(phrase) };
    text.match_indices(head).any(|(at, _)| matches(cut(&text[at + head.len()..], NEAR), tail))
}

/// RFC 3463; only codes that leave no doubt.
fn telling_code(dsn: Option<&str>) -> Option<Reason> {
    let (class, rest) = dsn?.split_once('.')?;
    Some(match (class, rest) {
        ("5", "1.1" | "1.3" | "1.10") => Reason::UserUnknown,
        ("5", "1.2" | "4.4") => Reason::HostUnknown,
        ("5", "1.6") => Reason::HasMoved,
        (_, "2.1") => Reason::Suspend,
        (_, "2.2") => Reason::MailboxFull,
        (_, "2.3") => Reason::ExceedLimit,
        (_, "3.4") => Reason::MesgTooBig,
        (_, "4.7") => Reason::Expired,
        (_, "7.20" | "7.21" | "7.22" | "7.23" | "7.24" | "7.26") => Reason::AuthFailure,
        (_, "7.25") => Reason::RequirePtr,
        _ => return None,
    })
}

fn by_code(dsn: Option<&str>, reply: Option<&str>) -> Reason {
    let subject = dsn.and_then(|code| code.split_once('.')).map_or("", |(_, rest)| rest);
    let class = subject.split('.').next().unwrap_or_default();
    match (class, reply) {
        _ if telling_code(dsn).is_some() => telling_code(dsn).unwrap_or(Reason::Undefined),
        ("1", _) => Reason::Rejected,
        ("2", _) => Reason::Filtered,
        ("3", _) => Reason::SystemError,
        ("4", _) => Reason::NetworkError,
        ("5", _) => Reason::SyntaxError,
        ("6", _) => Reason::ContentError,
        ("7", _) => Reason::SecurityError,
        (_, Some("552")) => Reason::MailboxFull,
        (_, Some("550" | "551" | "553")) => Reason::Filtered,
        (_, Some("421" | "450" | "451" | "452")) => Reason::Expired,
        _ => Reason::Undefined,
    }
}
