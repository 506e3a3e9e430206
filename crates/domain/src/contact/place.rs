//! Where a contact reaches somebody: the value or the address its kind needs.

use super::Address;
use crate::phone;
use crate::problem::Problems;
use crate::vocabulary::ContactType;

/// The value of a contact of this kind as it is kept, if the contact has the place its kind needs.
pub(super) fn settle(
    kind: ContactType,
    value: Option<String>,
    address: Option<&Address>,
) -> Result<Option<String>, Problems> {
    let (needed, unfit) = match kind {
        ContactType::Address => ("address", value.is_some().then_some("value")),
        ContactType::Phone | ContactType::Email => ("value", address.is_some().then_some("address")),
    };
    let mut problems = Problems::new();
    if let Some(field) = unfit {
        problems.push(field, format!("does not go with contactType {kind}; send {needed}"));
    }
    let settled = match (kind, value) {
        (ContactType::Address, _) if address.is_none() => Err("is required".to_owned()),
        (ContactType::Address, _) => Ok(None),
        (_, None) => Err("is required".to_owned()),
        (ContactType::Phone, Some(number)) => phone::normalise(&number).map(Some),
        (ContactType::Email, Some(email)) => read_email(&email).map(Some),
    };
    match settled {
        Ok(value) => problems.into_result(value),
        Err(remedy) => {
            problems.push(needed, remedy);
            Err(problems)
        }
    }
}

/// An email address as it is kept; the remedy where it is none.
pub(crate) fn read_email(text: &str) -> Result<String, String> {
    let email = text.trim();
    let split = email.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    let one_at = email.matches('@').count() == 1;
    if split.is_none() || !one_at || email.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(format!("{text:?} is not an email address such as ann@example.com"));
    }
    Ok(email.to_owned())
}
