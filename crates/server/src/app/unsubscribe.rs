//! The link at the end of a mail: one click, and no further mail goes to that address (RFC 8058).
//!
//! The link names the contact and carries an HMAC-SHA256 over it; it has no end, for mails are kept for years.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channels::Word;
use domain::contact::Contact;
use domain::id::{CompanyId, ContactId, Id, PersonId};
use domain::vocabulary::ConsentKind;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{Author, Tx, companies, contacts};

use super::arrivals::{Wish, grant};
use super::{App, AppError};

/// Bytes of the three keys.
const KEYS: usize = 24;
/// Bytes of the signature that travel.
const SIGNATURE: usize = 16;

/// What a link stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Whose mails.
    pub company: String,
    /// To which address; not all of it, for links are handed on.
    pub address: String,
}

/// Where one click stops further mails to this contact; none where the house has no public address.
pub fn url(app: &App, company: CompanyId, person: PersonId, contact: ContactId) -> Option<String> {
    let named = [company.key(), person.key(), contact.key()].map(i64::to_be_bytes).concat();
    let signature = mac(app, &named)?.finalize().into_bytes();
    let token = [named.as_slice(), &signature[..SIGNATURE]].concat();
    Some(app.settings.public_url.as_ref()?.join(&format!("/u/{}", URL_SAFE_NO_PAD.encode(token))))
}

/// What a link would stop.
pub async fn look(app: &App, token: &str) -> Result<Subscription, AppError> {
    let (company, contact) = find(app, token).await?;
    let name = companies::find(&app.store, company).await?.map(|company| company.name);
    let address = contact.value.as_deref().map(masked).unwrap_or_default();
    Ok(Subscription { company: name.unwrap_or_default(), address })
}

/// Stops what a link stops; once it is stopped, that stays so.
pub async fn stop(app: &App, token: &str) -> Result<Subscription, AppError> {
    let told = look(app, token).await?;
    let (company, contact) = find(app, token).await?;
    let now = app.clock.now();
    app.store
        .write(Author::system(company), async move |tx: &Tx| -> Result<(), AppError> {
            let source = "unsubscribe link".to_owned();
            let wish = Wish { kind: ConsentKind::Email, word: Word::Stop, source };
            grant(tx, &contact, &wish, now).await?;
            Ok(())
        })
        .await?;
    Ok(told)
}

async fn find(app: &App, token: &str) -> Result<(CompanyId, Contact), AppError> {
    let unknown = || AppError::Missing("subscription");
    let (company, person, contact) = read(app, token).ok_or_else(unknown)?;
    let found = contacts::find_all(&app.store, company, &[contact]).await?;
    let contact = found.into_iter().find(|contact| contact.person_id == person).ok_or_else(unknown)?;
    Ok((company, contact))
}

fn read(app: &App, token: &str) -> Option<(CompanyId, PersonId, ContactId)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == KEYS + SIGNATURE)?;
    let (named, signature) = bytes.split_at_checked(KEYS)?;
    // Takes the same time wherever the first difference is.
    mac(app, named)?.verify_truncated_left(signature).ok()?;
    let mut keys =
        named.chunks_exact(8).filter_map(|key| <[u8; 8]>::try_from(key).ok()).map(i64::from_be_bytes);
    Some((CompanyId::of(keys.next()?), PersonId::of(keys.next()?), ContactId::of(keys.next()?)))
}

fn mac(app: &App, named: &[u8]) -> Option<Hmac<Sha256>> {
    let key = app.signer.derive("unsubscribe from email");
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).ok()?;
    mac.update(named);
    Some(mac)
}

/// `a…@example.com`
fn masked(address: &str) -> String {
    let Some((name, domain)) = address.rsplit_once('@') else { return String::new() };
    let first: String = name.chars().take(1).collect();
    format!("{first}…@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_to_whoever_knows_it() {
        assert_eq!(masked("ada.okafor@example.com"), "a…@example.com");
        assert_eq!(masked("nobody"), "");
    }
}
