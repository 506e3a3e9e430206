//! Addresses with a token in them: `support+TOKEN@agents.example`.

use crate::mail::token::{Purpose, Tokens};

/// How the house writes its tokens into addresses.
#[derive(Debug, Clone)]
pub struct Addressing {
    /// Makes and recognises the tokens.
    pub tokens: Tokens,
    /// What stands between a mailbox and its token (`recipient_delimiter` in Postfix and Dovecot); empty where the mail
    /// server knows no such thing, and then no address carries a token.
    pub delimiter: String,
    /// The domain whose `bounce` mailbox takes delivery reports; none sends them to the sender's own mailbox.
    pub bounce_domain: Option<String>,
}

impl Addressing {
    /// Where answers to a mail about this interaction go; none where it is the sender itself.
    pub fn reply_to(&self, from: &str, interaction: &str) -> Option<String> {
        let (mailbox, domain) = from.rsplit_once('@')?;
        self.with_token(mailbox, domain, Purpose::Reply, interaction)
    }

    /// The envelope sender: where delivery reports about this interaction go.
    pub fn envelope_sender(&self, from: &str, interaction: &str) -> String {
        let own = from.rsplit_once('@').unwrap_or((from, ""));
        let (mailbox, domain) = self.bounce_domain.as_deref().map_or(own, |domain| ("bounce", domain));
        self.with_token(mailbox, domain, Purpose::Bounce, interaction)
            .unwrap_or_else(|| format!("{mailbox}@{domain}"))
    }

    /// Where a mail unsubscribes the recipient of this interaction.
    pub fn unsubscribe(&self, from: &str, interaction: &str) -> Option<String> {
        let (mailbox, domain) = from.rsplit_once('@')?;
        self.with_token(mailbox, domain, Purpose::Unsubscribe, interaction)
    }

    /// What the token in an address says; none where there is none of ours.
    pub fn read(&self, address: &str) -> Option<(Purpose, String)> {
        let (mailbox, _) = address.rsplit_once('@')?;
        if self.delimiter.is_empty() {
            return None;
        }
        self.tokens.read(mailbox.rsplit_once(&self.delimiter)?.1)
    }

    fn with_token(&self, mailbox: &str, domain: &str, purpose: Purpose, interaction: &str) -> Option<String> {
        if self.delimiter.is_empty() || mailbox.contains(&self.delimiter) {
            return None;
        }
        let token = self.tokens.issue(purpose, interaction)?;
        Some(format!("{mailbox}{}{token}@{domain}", self.delimiter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addressing(delimiter: &str, bounce_domain: Option<&str>) -> Addressing {
        let bounce_domain = bounce_domain.map(str::to_owned);
        Addressing { tokens: Tokens::new([1; 32]), delimiter: delimiter.to_owned(), bounce_domain }
    }

    #[test]
    fn every_address_leads_back_to_its_interaction() {
        let addressing = addressing("+", Some("bounces.example"));
        let interaction = "IN-2222-2222".to_owned();
        let reply = addressing.reply_to("support@agents.example", &interaction).unwrap();
        assert!(reply.starts_with("support+") && reply.ends_with("@agents.example"));
        assert_eq!(addressing.read(&reply), Some((Purpose::Reply, interaction.clone())));
        let bounce = addressing.envelope_sender("support@agents.example", &interaction);
        assert!(bounce.starts_with("bounce+") && bounce.ends_with("@bounces.example"));
        assert_eq!(addressing.read(&bounce), Some((Purpose::Bounce, interaction)));
    }

    #[test]
    fn a_server_without_plus_addresses_gets_none() {
        let plain = addressing("", None);
        assert_eq!(plain.reply_to("support@agents.example", "IN-2222-2222"), None);
        assert_eq!(plain.envelope_sender("support@agents.example", "IN-2222-2222"), "support@agents.example");
        assert_eq!(plain.read("support+x@agents.example"), None);
    }
}
