//! The configuration: defaults, then a TOML file, then the environment, then the command line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

mod blobs;
mod error;
mod keys;
mod layers;
mod limits;
mod logs;
mod proxies;
mod public_url;
mod rate_limit;
mod secret;
mod secrets_key;
mod store;
#[cfg(test)]
mod tests;
mod tls;
mod traces;

pub use blobs::{Blobs, S3};
pub use error::ConfigError;
pub use limits::Limits;
pub use logs::{LogFormat, Logs};
pub use proxies::TrustedProxies;
pub use public_url::PublicUrl;
pub use rate_limit::RateLimit;
pub use secret::Secret;
pub use secrets_key::SecretsKey;
pub use store::Store;
pub use tls::Tls;
pub use traces::Traces;

use layers::Values;

/// The commented file that holds every key with its default.
pub const DEFAULT_FILE: &str = include_str!("../../../config/default.toml");

const USUAL_FILE: &str = "switchboard.toml";

/// Everything that can be configured.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Where rows are kept.
    pub store: Store,
    /// Address and port to listen on; default 127.0.0.1:8080, port 0 takes a free one.
    pub listen: SocketAddr,
    /// How the world reaches this server; default the address to listen on.
    pub public_url: Option<PublicUrl>,
    /// The certificate to serve with; default none.
    pub tls: Option<Tls>,
    /// How much a single request may ask for.
    pub limits: Limits,
    /// How often one key may ask.
    pub rate_limit: RateLimit,
    /// What is logged, and how.
    pub logs: Logs,
    /// Where spans go.
    pub traces: Traces,
    /// Where recordings and voicemails are kept.
    pub blobs: Blobs,
    /// Seals secrets at rest; without it a folder keeps its own.
    pub secrets_key: Option<SecretsKey>,
    /// Whether webhooks may go to private networks, and over http; default no.
    pub private_webhooks: bool,
    /// How long a person stays signed in, in hours; default 12.
    pub session_hours: u32,
    /// The proxies whose word on the client's address is believed.
    pub trusted_proxies: TrustedProxies,
    /// Whether the reference page is served; default yes.
    pub docs: bool,
}

/// The options of the command line that set configuration; flatten them into a command.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Flags {
    /// Configuration file (default: switchboard.toml, where it exists)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded store
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database_url")]
    pub data: Option<String>,
    /// Address of a PostgreSQL store
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Any key of the configuration, such as limits.json_depth=32
    #[arg(long = "set", global = true, value_name = "KEY=VALUE")]
    pub settings: Vec<String>,
    /// Address and port to listen on: an option of the command `serve` alone, which fills it in.
    #[arg(skip)]
    pub listen: Option<String>,
}

impl Config {
    /// Reads the configuration of this process.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        Self::load_from(flags, &|name| std::env::var(name).ok(), Path::new(""))
    }

    fn load_from(
        flags: &Flags,
        environment: &dyn Fn(&str) -> Option<String>,
        folder: &Path,
    ) -> Result<Self, ConfigError> {
        let mut values = Values::default();
        if let Some(file) = file_to_read(flags, environment, folder) {
            values.lay(layers::from_file(&file)?)?;
        }
        values.lay(layers::from_environment(environment)?)?;
        values.lay(flags.layer()?)?;
        Self::read(&values)
    }

    fn read(values: &Values) -> Result<Self, ConfigError> {
        let store = Store::read(values)?;
        Ok(Self {
            blobs: Blobs::read(values, &store)?,
            store,
            listen: listen_address(values)?,
            public_url: PublicUrl::read(values)?,
            tls: Tls::read(values)?,
            limits: Limits::read(values)?,
            rate_limit: RateLimit::read(values)?,
            logs: Logs::read(values)?,
            traces: Traces::read(values)?,
            secrets_key: SecretsKey::read(values)?,
            private_webhooks: values.switch("webhooks.allow_private").unwrap_or(false),
            session_hours: session_hours(values)?,
            trusted_proxies: TrustedProxies::read(values)?,
            docs: values.switch("docs").unwrap_or(true),
        })
    }
}

impl Flags {
    fn layer(&self) -> Result<Vec<(&'static str, toml::Value)>, ConfigError> {
        let text = |text: &String| toml::Value::String(text.clone());
        let options = [
            ("store.data", &self.data),
            ("store.database_url", &self.database_url),
            ("listen", &self.listen),
        ];
        let mut layer = Vec::new();
        for setting in &self.settings {
            layer.push(layers::from_setting(setting)?);
        }
        layer.extend(options.into_iter().filter_map(|(key, value)| Some((key, text(value.as_ref()?)))));
        Ok(layer)
    }
}

fn file_to_read(
    flags: &Flags,
    environment: &dyn Fn(&str) -> Option<String>,
    folder: &Path,
) -> Option<PathBuf> {
    let named = || environment("SWITCHBOARD_CONFIG").filter(|name| !name.is_empty()).map(PathBuf::from);
    let usual = || Some(folder.join(USUAL_FILE)).filter(|file| file.exists());
    flags.config.clone().or_else(named).or_else(usual)
}

fn listen_address(values: &Values) -> Result<SocketAddr, ConfigError> {
    let text = values.text("listen").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    text.parse().map_err(|_| {
        ConfigError::new("listen", format!("{text:?} is no ADDRESS:PORT, write it as 127.0.0.1:8080"))
    })
}

fn session_hours(values: &Values) -> Result<u32, ConfigError> {
    match values.small("session_hours")?.unwrap_or(12) {
        0 => Err(ConfigError::new("session_hours", "0 would sign nobody in, give 1 or more")),
        hours => Ok(hours),
    }
}
