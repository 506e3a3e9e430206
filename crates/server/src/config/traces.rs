use super::ConfigError;
use super::layers::Values;

/// Where OpenTelemetry spans go (`[traces]`; off by default).
#[derive(Debug, Clone, PartialEq)]
pub struct Traces {
    /// The collector's address; default: no traces.
    pub otlp_endpoint: Option<String>,
    /// What the program calls itself; default `switchboard`.
    pub service_name: String,
    /// Share of requests traced, 0 to 1; default 1.
    pub sample_ratio: f64,
}

impl Traces {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let otlp_endpoint = values.text("traces.otlp_endpoint");
        let is_http = |address: &str| address.starts_with("http://") || address.starts_with("https://");
        if otlp_endpoint.as_deref().is_some_and(|address| !is_http(address)) {
            return Err(ConfigError::new("traces.otlp_endpoint", "begin it with http:// or https://"));
        }
        let sample_ratio = values.decimal("traces.sample_ratio").unwrap_or(1.0);
        if !(0.0..=1.0).contains(&sample_ratio) {
            return Err(ConfigError::new("traces.sample_ratio", "give a number from 0.0 to 1.0"));
        }
        let service_name = values.text("traces.service_name").unwrap_or_else(|| "switchboard".to_owned());
        Ok(Self { otlp_endpoint, service_name, sample_ratio })
    }
}
