use std::time::Duration;

use super::ConfigError;
use super::layers::Values;

/// How much a single request may ask for (`[limits]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest JSON body in bytes; default 5 MB.
    pub json_bytes: usize,
    /// Largest recording, voicemail or attachment in bytes; default 512 MB.
    pub upload_bytes: u64,
    /// Deepest nesting of a JSON body; default 64.
    pub json_depth: usize,
    /// Time until a request is given up (`request_seconds`); default 30 s.
    pub request_time: Duration,
    /// Largest request head in bytes; default 64 KB.
    pub header_bytes: usize,
    /// Time a request head gets, and a connection without a request (`header_seconds`); default 30 s.
    pub header_time: Duration,
    /// Time until a stream is ended whose client reads nothing (`stalled_seconds`); default 30 s.
    pub stalled_time: Duration,
    /// Time that requests in flight get at shutdown (`shutdown_seconds`); default 30 s.
    pub shutdown_time: Duration,
}

impl Limits {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let limits = Self {
            json_bytes: values.small("limits.json_bytes")?.unwrap_or(5 * 1024 * 1024),
            upload_bytes: values.count("limits.upload_bytes").unwrap_or(512 * 1024 * 1024),
            json_depth: values.small("limits.json_depth")?.unwrap_or(64),
            request_time: Duration::from_secs(values.count("limits.request_seconds").unwrap_or(30)),
            header_bytes: values.small("limits.header_bytes")?.unwrap_or(64 * 1024),
            header_time: Duration::from_secs(values.count("limits.header_seconds").unwrap_or(30)),
            stalled_time: Duration::from_secs(values.count("limits.stalled_seconds").unwrap_or(30)),
            shutdown_time: Duration::from_secs(values.count("limits.shutdown_seconds").unwrap_or(30)),
        };
        let positive = [
            ("limits.json_bytes", limits.json_bytes > 0),
            ("limits.upload_bytes", limits.upload_bytes > 0),
            ("limits.json_depth", limits.json_depth > 0),
            ("limits.request_seconds", !limits.request_time.is_zero()),
            ("limits.header_seconds", !limits.header_time.is_zero()),
        ];
        if let Some((key, _)) = positive.into_iter().find(|(_, holds)| !holds) {
            return Err(ConfigError::new(key, "0 would refuse every request, give 1 or more"));
        }
        if limits.stalled_time.is_zero() {
            return Err(ConfigError::new(
                "limits.stalled_seconds",
                "0 would end every stream, give 1 or more",
            ));
        }
        // hyper refuses to run with a smaller read buffer.
        if limits.header_bytes < 8192 {
            return Err(ConfigError::new("limits.header_bytes", "too small, give 8192 or more"));
        }
        Ok(limits)
    }
}
