//! Connections that do not wait for a silent client for ever: neither for its first words nor, once
//! it follows a stream, for it to read.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Extension;
use axum::middleware::AddExtension;
use axum_server::accept::Accept;
use futures::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};
use tower::Layer;

/// Bytes after which it is known which HTTP is spoken; hyper's own clock runs only from then on.
const GREETING: usize = 24;

/// A connection, as its requests know it.
#[derive(Debug, Clone, Default)]
pub struct Connection(Arc<OnceLock<Duration>>);

impl Connection {
    /// From now on ends when the client takes nothing of what is written for so long.
    pub fn end_when_stalled(&self, limit: Duration) {
        // A second stream of the connection has the same limit as the first.
        let _ = self.0.set(limit);
    }
}

/// Accepts as another does, with limits.
#[derive(Debug, Clone)]
pub(super) struct Limited<A> {
    inner: A,
    greeting_time: Duration,
}

impl<A> Limited<A> {
    pub(super) fn new(inner: A, greeting_time: Duration) -> Self {
        Self { inner, greeting_time }
    }
}

impl<A, I, S> Accept<I, S> for Limited<A>
where
    A: Accept<I, S>,
    A::Stream: Send,
    A::Service: Send,
    A::Future: Send + 'static,
{
    type Stream = Line<A::Stream>;
    type Service = AddExtension<A::Service, Connection>;
    type Future = BoxFuture<'static, io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let accepting = self.inner.accept(stream, service);
        let greeting_time = self.greeting_time;
        Box::pin(async move {
            let (stream, service) = accepting.await?;
            let connection = Connection::default();
            let service = Extension(connection.clone()).layer(service);
            Ok((Line::new(stream, greeting_time, connection), service))
        })
    }
}

/// What goes to and fro on a connection.
#[derive(Debug)]
pub(super) struct Line<S> {
    inner: S,
    connection: Connection,
    heard: usize,
    greeting: Option<Pin<Box<Sleep>>>,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Line<S> {
    fn new(inner: S, greeting_time: Duration, connection: Connection) -> Self {
        Self { inner, connection, heard: 0, greeting: Some(Box::pin(sleep(greeting_time))), stalled: None }
    }

    /// The outcome of a write, or the end where nothing has been taken for too long.
    fn taken<T>(&mut self, cx: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.stalled = None;
            return outcome;
        }
        let Some(limit) = self.connection.0.get() else { return Poll::Pending };
        ready!(self.stalled.get_or_insert_with(|| Box::pin(sleep(*limit))).as_mut().poll(cx));
        Poll::Ready(Err(silent("the client takes nothing")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.inner).poll_read(cx, buffer);
        let Some(greeting) = &mut self.greeting else { return outcome };
        if outcome.is_pending() {
            ready!(greeting.as_mut().poll(cx));
            return Poll::Ready(Err(silent("the client says nothing")));
        }
        self.heard += buffer.filled().len() - before;
        if self.heard >= GREETING {
            self.greeting = None;
        }
        outcome
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Line<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        // Whoever is answered has said enough.
        self.greeting = None;
        let outcome = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.taken(cx, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        // Whoever is answered has said enough.
        self.greeting = None;
        let outcome = Pin::new(&mut self.inner).poll_write_vectored(cx, slices);
        self.taken(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_flush(cx);
        self.taken(cx, outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.taken(cx, outcome)
    }
}

fn silent(text: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, text)
}
