//! A client that costs almost nothing: requests are ready-made, of answers only status and length are read.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;

/// A connection that is kept.
pub(crate) struct Client {
    stream: TcpStream,
    read: Vec<u8>,
    body: (usize, usize),
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::with_capacity(1 << 18), body: (0, 0) })
    }

    /// Sends a request and reads its answer whole; the status.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Result<u16, Failure> {
        self.read.clear();
        self.stream.write_all(request).await?;
        let (mut end, mut length) = (0, 0);
        loop {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err(Failure("the server hung up".to_owned()));
            }
            if end == 0 {
                let Some(at) = self.read.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
                end = at + 4;
                length = content_length(&self.read[..at])?;
            }
            if self.read.len() >= end + length {
                self.body = (end, end + length);
                return status(&self.read);
            }
        }
    }

    /// As `send`, for answers that must be 200.
    pub(crate) async fn expect(&mut self, request: &[u8]) -> Result<(), Failure> {
        let status = self.send(request).await?;
        if status == 200 {
            return Ok(());
        }
        let asked = String::from_utf8_lossy(request);
        let asked = asked.lines().next().unwrap_or_default();
        Err(Failure(format!("{asked}: {status} {}", self.body())))
    }

    pub(crate) fn body(&self) -> String {
        String::from_utf8_lossy(&self.read[self.body.0..self.body.1]).into_owned()
    }
}

fn status(head: &[u8]) -> Result<u16, Failure> {
    let text = std::str::from_utf8(head.get(9..12).unwrap_or_default()).unwrap_or_default();
    text.parse().map_err(|_| Failure("the answer is not HTTP".to_owned()))
}

fn content_length(head: &[u8]) -> Result<usize, Failure> {
    let head = std::str::from_utf8(head).map_err(|_| Failure("the head is not text".to_owned()))?;
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = found.and_then(|(_, value)| value.trim().parse().ok());
    length.ok_or_else(|| Failure(format!("an answer without its length:\n{head}")))
}
