//! What Prometheus is told at `/metrics`.

use std::sync::Arc;
use std::time::Duration;

use domain::time::Instant;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Metric, Registry};
use store::webhooks::work::Backlog;

/// The handles everybody counts with; clones count together.
#[derive(Debug, Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    http_requests: Family<RequestLabels, Counter>,
    http_request_seconds: Family<RouteLabel, Histogram, fn() -> Histogram>,
    /// Writes that wait for the write lane.
    pub write_lane_depth: Gauge,
    /// Writes that shared one commit.
    pub write_batch_size: Histogram,
    /// How long a commit took, in seconds.
    pub write_commit_seconds: Histogram,
    /// How long a read of the store took, in seconds.
    pub store_read_seconds: Histogram,
    /// Event streams open now.
    pub streams_open: Gauge,
    /// The highest event number seen.
    pub events_last: Gauge,
    /// What webhooks wait for.
    pub webhooks: Webhooks,
}

/// How much of the log has not reached its webhook subscriptions.
#[derive(Debug, Clone)]
pub struct Webhooks {
    pending: Gauge,
    lag: Gauge,
    oldest_seconds: Gauge,
    given_up: Gauge,
}

impl Webhooks {
    fn new(r: &mut Registry) -> Self {
        let gauge = Gauge::default;
        let oldest = "Age of the oldest webhook delivery that waits, in seconds";
        Self {
            pending: add(r, "webhooks_pending", "Webhook deliveries that wait", gauge()),
            lag: add(r, "webhooks_lag", "Events that the slowest webhook subscription has to take", gauge()),
            oldest_seconds: add(r, "webhooks_oldest_seconds", oldest, gauge()),
            given_up: add(r, "webhooks_given_up", "Webhook subscriptions off for failing", gauge()),
        }
    }

    /// Takes over what the store says.
    pub fn tell(&self, backlog: &Backlog, now: Instant) {
        self.pending.set(backlog.pending);
        self.lag.set(backlog.lag);
        self.oldest_seconds.set(backlog.oldest.map_or(0, |at| (now.0 - at.0).max(0) / 1_000_000));
        self.given_up.set(backlog.given_up);
    }
}

/// The media type of what `encode` gives.
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

impl Metrics {
    /// A registry with every metric at nothing.
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let r = &mut registry;
        let latency: fn() -> Histogram = seconds;
        let family = Family::new_with_constructor(latency);
        let batches = Histogram::new(exponential_buckets(1.0, 2.0, 10));
        Self {
            http_requests: add(r, "http_requests", "Requests answered", Family::default()),
            http_request_seconds: add(r, "http_request_seconds", "Time to the head of the answer", family),
            write_lane_depth: add(r, "write_lane_depth", "Writes waiting", Gauge::default()),
            write_batch_size: add(r, "write_batch_size", "Writes that shared one commit", batches),
            write_commit_seconds: add(r, "write_commit_seconds", "Time of a commit", seconds()),
            store_read_seconds: add(r, "store_read_seconds", "Time of a read of the store", seconds()),
            streams_open: add(r, "streams_open", "Event streams open", Gauge::default()),
            events_last: add(r, "events_last", "Highest event number", Gauge::default()),
            webhooks: Webhooks::new(r),
            registry: Arc::new(registry),
        }
    }

    /// Everything in the text form that Prometheus reads.
    pub fn encode(&self) -> String {
        let mut page = String::new();
        if text::encode(&mut page, &self.registry).is_err() {
            tracing::error!("the metrics could not be written out");
        }
        page
    }

    pub(crate) fn request(&self, route: &str, method: &'static str, status: u16, elapsed: Duration) {
        let labels = RequestLabels { route: route.to_owned(), method, status };
        self.http_requests.get_or_create(&labels).inc();
        let label = RouteLabel { route: route.to_owned() };
        self.http_request_seconds.get_or_create(&label).observe(elapsed.as_secs_f64());
    }
}

impl store::observe::Observer for Metrics {
    fn committed(&self, writes: usize, took: Duration) {
        self.write_batch_size.observe(writes as f64);
        self.write_commit_seconds.observe(took.as_secs_f64());
    }

    fn read(&self, took: Duration) {
        self.store_read_seconds.observe(took.as_secs_f64());
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

fn add<M: Metric + Clone>(registry: &mut Registry, name: &str, help: &str, metric: M) -> M {
    registry.register(name, help, metric.clone());
    metric
}

/// 0.1 ms to 26 s, each bound twice the one before.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.0001, 2.0, 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clone_counts_stands_on_the_page() {
        let metrics = Metrics::new();
        let clone = metrics.clone();
        clone.write_lane_depth.set(3);
        clone.events_last.set(17);
        clone.write_batch_size.observe(4.0);
        let page = metrics.encode();
        for line in ["write_lane_depth 3", "events_last 17", "write_batch_size_sum 4.0"] {
            assert!(page.contains(line), "{page}");
        }
        assert!(page.ends_with("# EOF\n"));
    }
}
