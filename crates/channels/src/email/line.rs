//! The connection to a mail server that takes mail.
//!
//! Opened here and not by lettre, which leaves Nagle's algorithm on: it writes the end of a message by itself, and that
//! would wait for the server's delayed acknowledgement, 40 ms a message.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::email::config::Server;
use crate::email::tls::{Security, wrap};

/// Connects; encrypted where that begins with the first byte.
pub(super) async fn open(server: &Server) -> io::Result<Box<dyn AsyncTokioStream>> {
    let plain = TcpStream::connect((server.host.as_str(), server.port)).await?;
    plain.set_nodelay(true)?;
    if server.security != Security::Implicit {
        return Ok(Box::new(plain));
    }
    let encrypted = wrap(plain, &server.host, server.certificates.as_deref()).await?;
    Ok(Box::new(Encrypted(encrypted)))
}

/// Lets lettre speak over TLS that it did not make.
#[derive(Debug)]
struct Encrypted(TlsStream<TcpStream>);

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        read: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, read)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
