//! What the program tells its operators: log lines, metrics, traces.

use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

pub mod logs;
pub mod metrics;
pub mod traces;

pub use metrics::Metrics;

use crate::config::{Config, ConfigError};

/// Logs and traces at work; `stop` sends what is still waiting.
#[derive(Debug)]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

impl Telemetry {
    /// Starts logs, and traces where a collector is configured; call it once, inside the runtime.
    pub fn start(config: &Config) -> Result<Self, ConfigError> {
        let traces = traces::provider(&config.traces)?;
        tracing_subscriber::registry()
            .with(logs::layer(&config.logs, std::io::stderr))
            .with(traces.as_ref().map(traces::layer))
            .try_init()
            .map_err(|cause| ConfigError::new("logs", cause.to_string()))?;
        logs::log_panics();
        Ok(Self { traces })
    }

    /// Sends the spans that still wait, then ends.
    pub async fn stop(self) {
        let Some(provider) = self.traces else { return };
        // Blocks until the last batch is sent, which the runtime's other threads do.
        let flushed = tokio::task::spawn_blocking(move || provider.shutdown()).await;
        if !matches!(flushed, Ok(Ok(()))) {
            tracing::warn!("the last traces did not reach the collector");
        }
    }

    #[cfg(test)]
    fn of(traces: Option<SdkTracerProvider>) -> Self {
        Self { traces }
    }
}
