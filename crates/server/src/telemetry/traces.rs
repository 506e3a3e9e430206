//! OpenTelemetry spans, sent to a collector where one is configured; nothing at all otherwise.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, SpanData, SpanExporter};
use tokio::runtime::Handle;
use tracing::level_filters::LevelFilter;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

use crate::config::{ConfigError, Traces};

/// The sender of spans, if a collector is configured; needs a tokio runtime around it.
pub fn provider(config: &Traces) -> Result<Option<SdkTracerProvider>, ConfigError> {
    let Some(endpoint) = &config.otlp_endpoint else { return Ok(None) };
    let refused = |cause: String| ConfigError::new("traces.otlp_endpoint", cause);
    let runtime = Handle::try_current().map_err(|cause| refused(cause.to_string()))?;
    crate::http::serve::install_tls_provider();
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_endpoint(full_address(endpoint))
        .with_timeout(Duration::from_secs(5))
        .build()
        .map_err(|cause| refused(cause.to_string()))?;
    let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(config.sample_ratio)));
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(OnRuntime { exporter: Arc::new(exporter), runtime })
        .with_sampler(sampler)
        .with_resource(Resource::builder().with_service_name(config.service_name.clone()).build())
        .build();
    Ok(Some(provider))
}

/// The layer that turns our own spans (and nobody else's) into OpenTelemetry's.
pub fn layer<S>(provider: &SdkTracerProvider) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync,
{
    let ours =
        Targets::new().with_target("server", LevelFilter::INFO).with_target("store", LevelFilter::INFO);
    tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("switchboard"))
        .with_location(false)
        .with_threads(false)
        .with_filter(ours)
        .boxed()
}

/// Continues the trace that a request's `traceparent` names.
pub fn take_up(span: &Span, headers: &HeaderMap) {
    let parent = TraceContextPropagator::new().extract(&Headers(headers));
    if let Err(cause) = span.set_parent(parent) {
        tracing::debug!(%cause, "a traceparent could not be taken up");
    }
}

fn full_address(endpoint: &str) -> String {
    let trimmed = endpoint.trim_end_matches('/');
    if trimmed.ends_with("/v1/traces") { trimmed.to_owned() } else { format!("{trimmed}/v1/traces") }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}

/// The batch processor exports on a thread of its own, the HTTP client wants our runtime.
#[derive(Debug)]
struct OnRuntime {
    exporter: Arc<opentelemetry_otlp::SpanExporter>,
    runtime: Handle,
}

impl SpanExporter for OnRuntime {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let exporter = Arc::clone(&self.exporter);
        let sent = self.runtime.spawn(async move { exporter.export(batch).await }).await;
        sent.unwrap_or_else(|cause| Err(OTelSdkError::InternalFailure(cause.to_string())))
    }

    fn set_resource(&mut self, resource: &Resource) {
        if let Some(exporter) = Arc::get_mut(&mut self.exporter) {
            exporter.set_resource(resource);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, Bytes};
    use axum::http::{Request, header::CONTENT_TYPE};
    use axum::routing::{get, post};
    use tokio::sync::mpsc;
    use tower::ServiceExt;
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;
    use crate::http::edge::Edge;
    use crate::telemetry::{Metrics, Telemetry};

    fn config(otlp_endpoint: Option<String>) -> Traces {
        Traces { otlp_endpoint, service_name: "switchboard-here".to_owned(), sample_ratio: 1.0 }
    }

    fn contains(body: &[u8], part: &[u8]) -> bool {
        body.windows(part.len()).any(|window| window == part)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_request_reaches_the_collector_as_a_part_of_its_callers_trace() {
        let (sender, mut received) = mpsc::unbounded_channel();
        let take =
            move |headers: HeaderMap, body: Bytes| async move { sender.send((headers, body)).unwrap() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let collector = Router::new().route("/v1/traces", post(take));
        let running = tokio::spawn(async move { axum::serve(listener, collector).await });

        let provider = provider(&config(Some(format!("http://{address}")))).unwrap().unwrap();
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer(&provider)));
        let configured = crate::config::Config::load(&crate::config::Flags::default()).unwrap();
        let edge = Edge { traced: true, ..Edge::new(&configured, Metrics::new(), &[]) };
        let router = edge.around(Router::new().route("/api/people/{p}", get(|| async { "" })));
        let request = Request::get("/api/people/SECRET?q=SECRET")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .body(Body::empty());
        router.oneshot(request.unwrap()).await.unwrap();
        drop(guard);
        Telemetry::of(Some(provider)).stop().await;

        let (headers, body) = received.recv().await.unwrap();
        running.abort();
        assert_eq!(headers[CONTENT_TYPE], "application/x-protobuf");
        assert!(contains(&body, &0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c_u128.to_be_bytes()));
        assert!(contains(&body, b"GET /api/people/{p}"));
        assert!(contains(&body, b"switchboard-here"));
        assert!(!contains(&body, b"SECRET"));
    }

    #[test]
    fn without_a_collector_there_is_nothing() {
        assert!(provider(&config(None)).unwrap().is_none());
    }

    #[test]
    fn the_path_is_appended_where_it_is_missing() {
        for given in ["http://c:4318", "http://c:4318/", "http://c:4318/v1/traces"] {
            assert_eq!(full_address(given), "http://c:4318/v1/traces");
        }
    }
}
