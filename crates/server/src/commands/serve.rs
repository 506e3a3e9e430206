//! `switchboard serve`

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{Failure, Options, say};
use crate::http::router;

/// How to run the server.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", env = "SWITCHBOARD_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

impl Serve {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let app = Arc::new(options.open().await?);
        let listener = TcpListener::bind(self.listen).await.map_err(|error| {
            format!("cannot listen on {}: {error}; choose another with --listen", self.listen)
        })?;
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        say(format!("listening on http://{}", listener.local_addr()?))?;
        let service = router::service(app).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        Ok(axum::serve(listener, service).with_graceful_shutdown(stopping).await?)
    }
}
