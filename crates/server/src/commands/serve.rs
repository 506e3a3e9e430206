//! `switchboard serve`

use std::sync::Arc;

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{Failure, Options, open_observed};
use crate::app::SharedApp;
use crate::config::{Config, PublicUrl};
use crate::http::router;
use crate::http::serve::{Server, install_tls_provider, stop_on_signal};
use crate::jobs;
use crate::live::Live;
use crate::telemetry::{Metrics, Telemetry};

/// How to run the server.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Address and port to listen on; port 0 takes a free one (default: 127.0.0.1:8080)
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

impl Serve {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let config = options.config(self.listen)?;
        let telemetry = Telemetry::start(&config)?;
        let outcome = serve(&config, |_| {}).await;
        telemetry.stop().await;
        outcome
    }
}

/// Serves as configured until it is told to stop; `beside` begins what goes on meanwhile.
pub(crate) async fn serve(config: &Config, beside: impl FnOnce(&SharedApp)) -> Result<(), Failure> {
    install_tls_provider();
    let stopping = CancellationToken::new();
    stop_on_signal(stopping.clone())?;
    let metrics = Metrics::new();
    let mut app = open_observed(config, Arc::new(metrics.clone())).await?;
    app.live = Live::new(metrics.streams_open.clone());
    app.stopping = stopping.clone();
    let server = Server::bind(config).await?;
    app.settings.public_url.get_or_insert_with(|| PublicUrl::of(server.url()));
    let app = Arc::new(app);
    let jobs = jobs::start(&app);
    beside(&app);
    let outcome = server.run(router::guarded(app, config, metrics), stopping.clone()).await;
    // Without a server there is nobody to tell it to stop.
    stopping.cancel();
    if timeout(config.limits.shutdown_time, jobs.join_all()).await.is_err() {
        tracing::warn!("some work was not finished; it is done after the next start");
    }
    Ok(outcome?)
}
