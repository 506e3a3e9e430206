//! What the status of an answer means (SMPP 3.4, 5.1.3), as data.

use domain::vocabulary::StatusDetail;
use domain::vocabulary::StatusDetail::{
    InvalidContact, TextMessageBlocked, TextQueueOverflow, TextUnknownError,
};

use crate::{Refusal, Remedy};

/// No fault.
pub(super) const OK: u32 = 0;
/// `ESME_RX_T_APPN`: we could not keep it now; send it again.
pub(super) const LATER: u32 = 0x64;

/// Why the gateway did not take a message, or did not let us in.
pub(super) fn refusal(status: u32) -> Refusal {
    let row = ROWS.iter().find(|(known, ..)| *known == status);
    let (_, short, details, remedy) =
        row.copied().unwrap_or((status, "refused", TextUnknownError, Remedy::GiveUp));
    Refusal {
        remedy,
        details: Some(details),
        code: Some(format!("0x{status:02X}")),
        short: short.to_owned(),
        long: format!("the gateway answered 0x{status:08X}: {short}"),
    }
}

/// Why the gateway did not let us in: what is not the credentials passes.
pub(super) fn bind_refusal(status: u32) -> Refusal {
    let refusal = refusal(status);
    match refusal.remedy {
        Remedy::Correct => refusal,
        _ => Refusal { remedy: Remedy::Retry(None), ..refusal },
    }
}

const ROWS: &[(u32, &str, StatusDetail, Remedy)] = &[
    (0x04, "not bound for this", TextUnknownError, Remedy::Retry(None)),
    (0x05, "already bound", TextUnknownError, Remedy::Retry(None)),
    (0x08, "system error", TextUnknownError, Remedy::Retry(None)),
    (0x0A, "invalid sender", TextUnknownError, Remedy::Correct),
    (0x0B, "invalid recipient", InvalidContact, Remedy::GiveUp),
    (0x0D, "bind failed", TextUnknownError, Remedy::Correct),
    (0x0E, "invalid password", TextUnknownError, Remedy::Correct),
    (0x0F, "invalid system id", TextUnknownError, Remedy::Correct),
    (0x14, "queue full", TextQueueOverflow, Remedy::Retry(None)),
    (0x45, "submit failed", TextUnknownError, Remedy::Retry(None)),
    (0x53, "invalid system type", TextUnknownError, Remedy::Correct),
    (0x58, "throttled", TextQueueOverflow, Remedy::Retry(None)),
    (0x64, "temporary fault", TextUnknownError, Remedy::Retry(None)),
    (0x65, "rejected for good", TextMessageBlocked, Remedy::GiveUp),
    (0x66, "rejected", TextMessageBlocked, Remedy::GiveUp),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_one_row_and_the_rows_are_in_order() {
        assert!(ROWS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn a_status_nobody_knows_ends_the_message_and_keeps_its_code() {
        let unknown = refusal(0x0401);
        assert_eq!((unknown.remedy, unknown.code.as_deref()), (Remedy::GiveUp, Some("0x401")));
        assert_eq!(refusal(0x58).remedy, Remedy::Retry(None));
    }

    #[test]
    fn only_wrong_credentials_stop_the_binding() {
        assert_eq!(bind_refusal(0x0E).remedy, Remedy::Correct);
        assert_eq!(bind_refusal(0x65).remedy, Remedy::Retry(None));
    }
}
