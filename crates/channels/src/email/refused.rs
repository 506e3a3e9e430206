//! What a mail server's refusal means (section 2.1 of the channel reference).

use std::error::Error as _;

use domain::vocabulary::StatusDetail;
use lettre::transport::smtp::Error;

use crate::mail::bounce::{Reason, understood};
use crate::mail::clean;
use crate::refusal::{Refusal, Remedy};

const LONGEST_SAID: usize = 500;
/// RFC 4954 section 6, RFC 3207 section 4: the server wants another login, or TLS.
const LOGIN_CODES: [&str; 4] = ["530", "534", "535", "538"];

/// How far a sending was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The server was not yet spoken to.
    Connect,
    /// The user name and the password.
    Login,
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`.
    Content,
    /// The content is out in full, and the server has yet to say that it has it.
    End,
}

/// The message cannot be sent as it is, whatever the server.
pub(super) fn unusable(why: &str) -> Refusal {
    Refusal {
        remedy: Remedy::GiveUp,
        details: Some(StatusDetail::EmailDropped),
        code: None,
        short: "cannot be sent".to_owned(),
        long: why.to_owned(),
    }
}

/// Nothing was heard in time.
pub(super) fn silent(stage: Stage) -> Refusal {
    lost(stage, "the mail server did not answer in time".to_owned())
}

/// There is no way to the server.
pub(super) fn unreached(error: &std::io::Error) -> Refusal {
    lost(Stage::Connect, clean(&error.to_string()))
}

/// What lettre met at this stage.
pub(super) fn refused(stage: Stage, error: &Error) -> Refusal {
    let said = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let said: String = clean(&said).chars().take(LONGEST_SAID).collect();
    let Some(code) = error.status().map(|code| code.to_string()) else {
        // At the end of the content not even an answer that cannot be read says that it did not go.
        let settings_are_wrong = error.is_client() && stage != Stage::End;
        return if settings_are_wrong { correct(None, said) } else { lost(stage, said) };
    };
    if LOGIN_CODES.contains(&code.as_str()) || (stage == Stage::Login && error.is_permanent()) {
        return correct(Some(code), said);
    }
    let before_the_mail = matches!(stage, Stage::Connect | Stage::Login);
    if before_the_mail || error.is_transient() {
        let details =
            if before_the_mail { StatusDetail::EmailFailedToSend } else { StatusDetail::EmailBlocked };
        return Refusal {
            remedy: Remedy::Retry(None),
            details: Some(details),
            code: Some(code),
            short: "the mail server asks to try later".to_owned(),
            long: said,
        };
    }
    for_good(stage, code, said)
}

fn for_good(stage: Stage, code: String, said: String) -> Refusal {
    let (reason, dsn) = understood(&format!("{code} {said}"));
    let bounced =
        stage != Stage::Sender && (reason.permanent() || bad_address(stage, reason, dsn.as_deref()));
    let (details, short) = if bounced {
        (StatusDetail::EmailBounced, "the address does not exist")
    } else {
        (StatusDetail::EmailBlocked, "the mail server refused it")
    };
    Refusal {
        remedy: Remedy::GiveUp,
        details: Some(details),
        code: Some(dsn.unwrap_or(code)),
        short: short.to_owned(),
        long: said,
    }
}

/// `5.1.x` at the recipient says the address is bad, but for 5.1.7 and 5.1.8, which are about the sender's.
fn bad_address(stage: Stage, reason: Reason, dsn: Option<&str>) -> bool {
    let unsaid = matches!(reason, Reason::Filtered | Reason::Rejected | Reason::Undefined);
    let of_address = dsn.is_some_and(|dsn| dsn.starts_with("5.1.") && !matches!(dsn, "5.1.7" | "5.1.8"));
    stage == Stage::Recipient && unsaid && of_address
}

fn correct(code: Option<String>, said: String) -> Refusal {
    Refusal {
        remedy: Remedy::Correct,
        details: Some(StatusDetail::EmailFailedToSend),
        code,
        short: "the mail server does not let us in".to_owned(),
        long: said,
    }
}

fn lost(stage: Stage, said: String) -> Refusal {
    if stage == Stage::End {
        return Refusal {
            remedy: Remedy::Doubt,
            details: None,
            code: None,
            short: "it is not known whether it went".to_owned(),
            long: format!("the connection was lost before the mail server confirmed the mail: {said}"),
        };
    }
    Refusal {
        remedy: Remedy::Retry(None),
        details: Some(StatusDetail::EmailFailedToSend),
        code: None,
        short: "the mail server is not reachable".to_owned(),
        long: said,
    }
}
