use super::ConfigError;
use super::layers::Values;

/// What is logged on standard error, and how (`[logs]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logs {
    /// The form of a line; default text.
    pub format: LogFormat,
    /// The level, or directives such as `info,server=debug`; default `info`.
    pub level: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Logs {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let format = match values.text("logs.format").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(_) => return Err(ConfigError::new("logs.format", "give text or json")),
        };
        let level = values.text("logs.level").unwrap_or_else(|| "info".to_owned());
        if level.parse::<tracing_subscriber::EnvFilter>().is_err() {
            let remedy = "give error, warn, info, debug or trace, or directives such as info,server=debug";
            return Err(ConfigError::new("logs.level", remedy));
        }
        Ok(Self { format, level })
    }
}
