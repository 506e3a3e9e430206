//! Listens, answers, and ends in good order.

use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use axum::Router;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use futures::future::BoxFuture;
use hyper_util::rt::TokioTimer;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::config::{Config, Limits, Tls};

mod connection;
#[cfg(test)]
mod tests;

pub use connection::Connection;
use connection::Limited;

/// Why the server cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}, choose another with --listen")]
    Listen {
        /// The configured address.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// The certificate or its key cannot be used.
    #[error("cannot use the certificate {} with the key {}: {cause}, check tls.cert and tls.key", cert.display(), key.display())]
    Certificate {
        /// The certificate's file.
        cert: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What is wrong with them.
        cause: io::Error,
    },
    /// The system refuses something else.
    #[error("the server cannot go on: {0}")]
    Io(#[from] io::Error),
}

/// A server that owns its port and is ready to run.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    certificate: Option<Certificate>,
    limits: Limits,
}

/// A certificate that can be read again while the server runs.
#[derive(Debug, Clone)]
pub struct Certificate {
    files: Tls,
    current: RustlsConfig,
}

/// Makes `ring` the cryptography of every TLS connection; harmless when done before.
pub fn install_tls_provider() {
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("the TLS provider was installed before");
    }
}

/// Cancels the token at SIGTERM or Ctrl-C; the handlers are in place when this returns.
pub fn stop_on_signal(stopping: CancellationToken) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: finishing what is in flight");
        stopping.cancel();
    });
    Ok(())
}

impl Server {
    /// Takes the configured port and reads the certificate, if there is one.
    pub async fn bind(config: &Config) -> Result<Self, ServeError> {
        let certificate = match &config.tls {
            Some(files) => Some(Certificate::read(files.clone()).await?),
            None => None,
        };
        let refused = |cause| ServeError::Listen { address: config.listen, cause };
        let listener = tokio::net::TcpListener::bind(config.listen).await.map_err(refused)?;
        Ok(Self {
            address: listener.local_addr()?,
            listener: listener.into_std()?,
            certificate,
            limits: config.limits.clone(),
        })
    }

    /// The address taken, with the real port where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as one types it.
    pub fn url(&self) -> String {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// The certificate, for reading it again.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    /// Answers until the token is cancelled, then lets what is in flight finish within the limit.
    ///
    /// Streams without an end must end themselves when the token is cancelled.
    pub async fn run(self, router: Router, stopping: CancellationToken) -> Result<(), ServeError> {
        let handle = Handle::new();
        let line = format!("listening on {}", self.url());
        let _on_hangup = match self.certificate.clone() {
            Some(certificate) => certificate.reload_on_hangup()?,
            None => stay_on_hangup()?,
        };
        let limit = self.limits.shutdown_time;
        let serving = self.serving(router, handle.clone())?;
        let watching = handle.clone();
        let _announcing = AbortOnDropHandle::new(tokio::spawn(async move {
            if watching.listening().await.is_some() {
                announce(&line);
            }
        }));
        let _stopping = AbortOnDropHandle::new(tokio::spawn(async move {
            stopping.cancelled().await;
            handle.graceful_shutdown(Some(limit));
        }));
        Ok(serving.await?)
    }

    fn serving(
        self,
        router: Router,
        handle: Handle<SocketAddr>,
    ) -> io::Result<BoxFuture<'static, io::Result<()>>> {
        let Limits { header_bytes, header_time, stalled_time, .. } = self.limits;
        let mut server = axum_server::from_tcp(self.listener)?.handle(handle);
        let mut http1 = server.http_builder().http1();
        http1.max_buf_size(header_bytes).timer(TokioTimer::new()).header_read_timeout(header_time);
        // A client that reads nothing leaves a ping unanswered, long before its socket is full.
        let mut http2 = server.http_builder().http2();
        http2.timer(TokioTimer::new()).keep_alive_interval(header_time).keep_alive_timeout(stalled_time);
        let router = router.into_make_service_with_connect_info::<SocketAddr>();
        let plain = NoDelayAcceptor::new();
        let Some(certificate) = self.certificate else {
            return Ok(Box::pin(server.acceptor(Limited::new(plain, header_time)).serve(router)));
        };
        let acceptor = RustlsAcceptor::new(certificate.current).acceptor(plain);
        Ok(Box::pin(server.acceptor(Limited::new(acceptor, header_time)).serve(router)))
    }
}

impl Certificate {
    async fn read(files: Tls) -> Result<Self, ServeError> {
        install_tls_provider();
        match RustlsConfig::from_pem_file(&files.cert, &files.key).await {
            Ok(current) => Ok(Self { files, current }),
            Err(cause) => Err(ServeError::Certificate { cert: files.cert, key: files.key, cause }),
        }
    }

    /// Reads the files again for the connections to come; a bad file leaves the old certificate in use.
    pub async fn reload(&self) -> Result<(), ServeError> {
        let Tls { cert, key } = self.files.clone();
        let reloaded = self.current.reload_from_pem_file(&cert, &key).await;
        reloaded.map_err(|cause| ServeError::Certificate { cert, key, cause })
    }

    fn reload_on_hangup(self) -> io::Result<AbortOnDropHandle<()>> {
        let hangup = signal(SignalKind::hangup())?;
        Ok(AbortOnDropHandle::new(tokio::spawn(self.reload_at(hangup))))
    }

    async fn reload_at(self, mut hangup: Signal) {
        while hangup.recv().await.is_some() {
            match self.reload().await {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => tracing::error!(%error, "the old certificate stays in use"),
            }
        }
    }
}

/// Without a certificate there is nothing to read again, and a closed terminal is no reason to stop.
fn stay_on_hangup() -> io::Result<AbortOnDropHandle<()>> {
    let mut hangup = signal(SignalKind::hangup())?;
    let stay = async move {
        while hangup.recv().await.is_some() {
            tracing::info!("SIGHUP: there is no certificate to read again");
        }
    };
    Ok(AbortOnDropHandle::new(tokio::spawn(stay)))
}

/// The first line of standard output, for whoever started the program; nobody may be reading.
fn announce(line: &str) {
    let mut out = io::stdout().lock();
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        tracing::debug!("nobody reads the standard output");
    }
}
