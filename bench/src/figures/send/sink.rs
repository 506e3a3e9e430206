//! A mail server that takes everything and keeps only when, and of which interaction.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::Failure;

/// What arrived: the interaction in its Message-ID, and when it was whole.
type Arrived = Arc<Mutex<Vec<(String, Instant)>>>;

/// A mail server on loopback; ends with this process.
pub(super) struct Sink {
    pub(super) port: u16,
    arrived: Arrived,
}

impl Sink {
    pub(super) async fn open() -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let arrived = Arrived::default();
        let kept = arrived.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, kept.clone()));
            }
        });
        Ok(Self { port, arrived })
    }

    /// Waits until so many messages are there.
    pub(super) async fn wait_for(&self, count: usize, patience: Duration) -> Result<(), Failure> {
        let deadline = Instant::now() + patience;
        while self.count() < count {
            if Instant::now() > deadline {
                return Err(Failure(format!("of {count} messages {} arrived", self.count())));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// What arrived since the last time.
    pub(super) fn take(&self) -> Vec<(String, Instant)> {
        std::mem::take(&mut *self.arrived.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn count(&self) -> usize {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

/// One connection; whatever is wrong with it ends it.
async fn serve(stream: TcpStream, arrived: Arrived) {
    let _ = stream.set_nodelay(true);
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    if write.write_all(b"220 sink ESMTP\r\n").await.is_err() {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
            "DATA" => "354 go on\r\n",
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        if write.write_all(answer.as_bytes()).await.is_err() || verb == "QUIT" {
            return;
        }
        if verb == "DATA" {
            let mut interaction = String::new();
            while let Ok(Some(line)) = lines.next_line().await {
                if line == "." {
                    break;
                }
                if let Some(id) = line.strip_prefix("Message-ID: <").and_then(interaction_of) {
                    interaction = id;
                }
            }
            arrived.lock().unwrap_or_else(PoisonError::into_inner).push((interaction, Instant::now()));
            if write.write_all(b"250 taken\r\n").await.is_err() {
                return;
            }
        }
    }
}

/// `RANDOM.IN-XXXX-XXXX@HOST>`
fn interaction_of(id: &str) -> Option<String> {
    let (local, _) = id.split_once('@')?;
    local.split_once('.').map(|(_, interaction)| interaction.to_owned())
}
