//! Texts through SMPP, with gateways of other people.

mod gateway;
mod kannel;
mod receiving;

use std::sync::Arc;

use channels::{Channel, Inbox, Refusal};
use domain::vocabulary::ChannelKind;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::support::{Memory, Peer, folder_of, ours, surroundings};

const OURS: &str = "+15551234567";
const ADA: &str = "+15550100123";

/// npm `smpp` as a gateway.
struct Gateway {
    peer: Peer,
    seen: Vec<Value>,
}

impl Gateway {
    async fn start() -> Option<Self> {
        let modules = folder_of("smpp").await?;
        let peer = Peer::start(&modules, &ours("gateway.cjs"), |port| vec![port.to_string()]).await;
        Some(Self { peer, seen: Vec::new() })
    }

    fn channel(&self, more: Value) -> Arc<dyn Channel> {
        self.channel_with("secret", more)
    }

    fn channel_with(&self, password: &str, more: Value) -> Arc<dyn Channel> {
        let mut settings = json!({"url": format!("smpp://{}", self.peer.address), "systemId": "switch"});
        settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let secrets = json!({"password": password});
        channels::open(ChannelKind::Smpp, &settings, &secrets, &surroundings(None)).unwrap()
    }

    /// Gives an order and waits until it was heard; what else it says meanwhile is kept.
    async fn order(&mut self, order: Value) {
        self.peer.tell(&order).await;
        loop {
            let line = self.peer.next().await;
            if line["done"] == true {
                return;
            }
            self.seen.push(line);
        }
    }

    /// The next thing of this kind that it saw.
    async fn saw(&mut self, what: &str) -> Value {
        if let Some(at) = self.seen.iter().position(|line| !line[what].is_null()) {
            return self.seen.remove(at)[what].take();
        }
        loop {
            let mut line = self.peer.next().await;
            if !line[what].is_null() {
                return line[what].take();
            }
            self.seen.push(line);
        }
    }
}

/// Listens as the server does: again whenever the connection ends.
struct Listening(JoinHandle<()>);

impl Listening {
    fn start(channel: &Arc<dyn Channel>, inbox: &Arc<Memory>) -> Self {
        let (channel, inbox) = (Arc::clone(channel), Arc::clone(inbox));
        Self(tokio::spawn(async move {
            loop {
                once(&*channel, &*inbox).await;
            }
        }))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Listens until the connection ends.
async fn once(channel: &dyn Channel, inbox: &dyn Inbox) -> Refusal {
    channel.listen(inbox).expect("it listens").await
}
