use std::sync::atomic::{AtomicUsize, Ordering};

use ::channels::{Arrival, Capabilities, Inbox, Item, Message, Receipt, Refusal, Remedy, Unreadable};
use bytes::Bytes;
use domain::channel::ChannelDraft;
use domain::vocabulary::ArrivalState;
use futures::FutureExt;
use futures::future::BoxFuture;
use store::Place;
use store::page::{From, Slice};
use tempfile::TempDir;

use super::*;
use crate::app::{App, Caller, Clock, Settings, channels as of_company, company};

/// A mailbox with two mails, whose connection ends after the second.
struct Mailbox {
    capabilities: Capabilities,
    opened: AtomicUsize,
}

impl Channel for Mailbox {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn send<'a>(&'a self, _: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>> {
        async { Err(ended()) }.boxed()
    }

    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>> {
        async { Ok("there".to_owned()) }.boxed()
    }

    fn read(&self, _: &[u8]) -> Result<Arrival, Unreadable> {
        Ok(Arrival::Nothing("a mail".to_owned()))
    }

    fn listen<'a>(&'a self, inbox: &'a dyn Inbox) -> Option<BoxFuture<'a, Refusal>> {
        let listening = async move {
            self.opened.fetch_add(1, Ordering::Relaxed);
            let from: usize = inbox.bookmark().await.and_then(|mark| mark.parse().ok()).unwrap_or(0);
            for number in from..2 {
                let item = Item { id: format!("uid-{number}"), raw: Bytes::from_static(b"mail") };
                inbox.take(item).await.unwrap();
                inbox.mark(&(number + 1).to_string()).await.unwrap();
            }
            ended()
        };
        Some(listening.boxed())
    }
}

fn ended() -> Refusal {
    Refusal {
        remedy: Remedy::Retry(None),
        details: None,
        code: None,
        short: "closed".to_owned(),
        long: "the server closed the connection".to_owned(),
    }
}

fn mailbox() -> Mailbox {
    let capabilities = Capabilities {
        carries: &[],
        longest_text: None,
        attachments: false,
        repeats_safely: false,
        handles_opt_out: false,
        has_hook: false,
        listens: true,
    };
    Mailbox { capabilities, opened: AtomicUsize::new(0) }
}

async fn desk(folder: &TempDir) -> (SharedApp, Opened) {
    let place = Place::Folder(folder.path().to_owned());
    let app = Arc::new(App::open(place, Clock::System, Settings::default()).await.unwrap());
    let caller = Caller::system(company::chosen(&app, None).await.unwrap());
    let draft = ChannelDraft::read(r#"{"kind":"sandbox"}"#).unwrap();
    of_company::create(&app, &caller, draft).await.unwrap();
    let channel = channels::everywhere(&app.store).await.unwrap()[0];
    (app, channel)
}

#[tokio::test]
async fn every_mail_is_kept_once_and_the_end_of_the_connection_is_told() {
    let folder = TempDir::new().unwrap();
    let (app, channel) = desk(&folder).await;
    let mailbox = mailbox();
    for _ in 0..2 {
        assert!(claim(&app, channel, "this server").await.unwrap());
        assert!(matches!(listen_once(&app, channel, &mailbox, "this server").await, Heard::Little));
    }
    assert_eq!(mailbox.opened.load(Ordering::Relaxed), 2);
    let slice = Slice { limit: 10, offset: 0, from: From::Start };
    let states = [ArrivalState::Waiting];
    let kept = store::arrivals::list(&app.store, channel.company, &states, slice).await.unwrap();
    assert_eq!(kept.rows.iter().map(|one| one.item.as_str()).collect::<Vec<_>>(), ["uid-1", "uid-0"]);
    let told = channels::find(&app.store, channel.company, channel.id).await.unwrap().unwrap();
    assert!(told.trouble.is_some_and(|text| text.contains("closed the connection")));
}

#[tokio::test]
async fn two_servers_do_not_listen_to_one_mailbox() {
    let folder = TempDir::new().unwrap();
    let (app, channel) = desk(&folder).await;
    assert!(claim(&app, channel, "one").await.unwrap());
    assert!(!claim(&app, channel, "another").await.unwrap());
    assert!(claim(&app, channel, "one").await.unwrap());
}

#[tokio::test]
async fn listening_ends_with_the_server() {
    let folder = TempDir::new().unwrap();
    let (app, channel) = desk(&folder).await;
    app.stopping.cancel();
    let driver: Arc<dyn Channel> = Arc::new(mailbox());
    listen_on(app, channel, driver, "this server".to_owned()).await;
}
