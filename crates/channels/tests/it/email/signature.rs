//! The signature of the sending domain, as another program sees it. The keys were made for this story.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use channels::{Body, Channel};
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::world::to_ann;
use crate::support::surroundings;

/// What the DNS would answer: nothing is asked.
#[derive(Default)]
struct Known(Mutex<HashMap<Box<str>, Txt>>);

impl ResolverCache<Box<str>, Txt> for Known {
    fn get<Q: Hash + Eq + ?Sized>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
    {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn remove<Q: Hash + Eq + ?Sized>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
    {
        self.0.lock().unwrap().remove(name)
    }

    fn insert(&self, name: Box<str>, value: Txt, _: Instant) {
        self.0.lock().unwrap().insert(name, value);
    }
}

#[tokio::test]
async fn a_signed_mail_is_known_for_ours_and_a_changed_one_is_not() {
    let rsa = format!("v=DKIM1; k=rsa; p={}", include_str!("keys/rsa.pub"));
    let ed25519 = format!("v=DKIM1; k=ed25519; p={}", include_str!("keys/ed25519.pub"));
    for (key, record) in [
        (include_str!("keys/rsa.pem"), &rsa),
        (include_str!("keys/rsa-pkcs1.pem"), &rsa),
        (include_str!("keys/ed25519.pem"), &ed25519),
    ] {
        let raw = sent_with(key).await;
        assert_eq!(judged(&raw, record).await, DkimResult::Pass);
        for (from, to) in
            [("Your loan", "Your house"), ("References:", "X-References:"), ("please call", "please pay")]
        {
            let changed = raw.replacen(from, to, 1);
            assert_ne!(changed, raw);
            assert_ne!(judged(&changed, record).await, DkimResult::Pass, "{from}");
        }
    }
}

/// The mail as a server takes it from a channel that signs with this key.
async fn sent_with(key: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(take_one(listener));
    let settings = json!({
        "smtp": {"host": "127.0.0.1", "port": port, "tls": "none"},
        "dkim": {"selector": "s1", "domain": "agents.test"},
    });
    let secrets = json!({"dkim.privateKey": key});
    let channel = channels::email::open(&settings, &secrets, &surroundings(None)).ok().unwrap();
    let mut message = to_ann();
    let Body::Email(email) = &mut message.body else { panic!("no mail") };
    email.subject =
        "Your loan – a subject that is longer than one line of a mail can be, and then some".to_owned();
    email.text = Some("Dear Zoë,\n\n.please call  \n\n\n".to_owned());
    email.html = Some("<p>Dear Zoë</p>".to_owned());
    email.cc = (0..40).map(|number| format!("somebody-{number}@customer.test")).collect();
    email.references = (0..60).map(|number| format!("a-rather-long-id-{number}@agents.test")).collect();
    email.unsubscribe = Some("https://desk.test/unsubscribe/1".to_owned());
    channel.send(&message).await.unwrap();
    drop(channel);
    server.await.unwrap()
}

async fn take_one(listener: TcpListener) -> String {
    let (stream, _) = listener.accept().await.unwrap();
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mx.example\r\n").await.unwrap();
    let mut content: Option<String> = None;
    let mut line = String::new();
    while stream.read_line(&mut line).await.unwrap() > 0 {
        match &mut content {
            Some(_) if line == ".\r\n" => {
                stream.write_all(b"250 taken\r\n").await.unwrap();
                break;
            }
            Some(content) => content.push_str(line.strip_prefix('.').unwrap_or(&line)),
            None if line.starts_with("DATA") => {
                content = Some(String::new());
                stream.write_all(b"354 go on\r\n").await.unwrap();
            }
            None => stream.write_all(b"250 fine\r\n").await.unwrap(),
        }
        line.clear();
    }
    content.unwrap()
}

async fn judged(raw: &str, record: &str) -> DkimResult {
    let key = DomainKey::parse(record.as_bytes()).unwrap();
    let known = Known::default();
    known.insert("s1._domainkey.agents.test.".into(), Txt::DomainKey(Arc::new(key)), Instant::now());
    let mail = AuthenticatedMessage::parse(raw.as_bytes()).unwrap();
    let asked = Parameters::new(&mail).with_txt_cache(&known);
    let outcomes = MessageAuthenticator::new_cloudflare().unwrap().verify_dkim(asked).await;
    assert_eq!(outcomes.len(), 1);
    outcomes[0].result().clone()
}
