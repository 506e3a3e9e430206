//! The command line: what is asked for, one line on what went wrong.

mod apikey;
mod channel;
mod company;
mod copy;
mod demo;
mod doctor;
mod export;
mod guard;
mod import;
mod mail;
mod openapi;
mod rules;
mod serve;
mod user;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};
use domain::id::CompanyId;
use store::Place;
use store::observe::{Nobody, Observer};

use crate::app::{self, App, AppError, Caller, Clock, Pace, Settings};
use crate::config::{self, Config, Flags};

/// Exit status of a failure.
const FAILED: u8 = 1;
/// Exit status of a wrong option.
const MISUSED: u8 = 2;

/// Keeps, finds and acts on everything a company said to a person and heard from them.
#[derive(Debug, Parser)]
#[command(name = "switchboard", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    flags: Flags,
    /// The company it is about (default: the only one)
    #[arg(long, global = true, value_name = "ID", env = "SWITCHBOARD_COMPANY")]
    company: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Serve),
    /// Companies
    #[command(subcommand)]
    Company(company::Company),
    /// API keys
    #[command(subcommand)]
    Apikey(apikey::Apikey),
    /// Users
    #[command(subcommand)]
    User(user::User),
    /// Ways out of the house and in: mail servers, text gateways
    #[command(subcommand)]
    Channel(channel::Channel),
    /// The rules of Compliance Guard
    #[command(subcommand)]
    Rules(rules::Rules),
    /// The decisions of Compliance Guard
    #[command(subcommand)]
    Guard(guard::Guard),
    /// Take interactions in from a file, one a line
    Import(import::Import),
    /// Write interactions to the standard output, oldest first
    Export(export::Export),
    /// Look into mail
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Copy a whole store into an empty place, on either engine
    Copy(copy::Copy),
    /// Write the whole store into one file, while the server runs
    Backup(copy::Backup),
    /// Bring a backup back into an empty place
    Restore(copy::Restore),
    /// Say what is wrong with the store and what to do about it
    Doctor(doctor::Doctor),
    /// Fill a demo company with invented people and serve it
    Demo(demo::Demo),
    /// Print the OpenAPI 3.1 document
    Openapi,
}

/// Why a command failed, in one line.
#[derive(Debug)]
pub(crate) struct Failure {
    line: String,
    code: u8,
}

impl Failure {
    /// A failure whose reasons were told on the way.
    pub(crate) fn told() -> Self {
        Self { line: String::new(), code: FAILED }
    }
}

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { line: error.to_string(), code: FAILED }
    }
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string(), FAILED),
    };
    match runtime.block_on(cli.command.run(&cli.options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { line, code }) => failed(&line, code),
    }
}

impl Command {
    async fn run(self, options: &Options) -> Result<(), Failure> {
        match self {
            Command::Serve(serve) => serve.run(options).await,
            Command::Company(company) => company.run(options).await,
            Command::Apikey(apikey) => apikey.run(options).await,
            Command::User(user) => user.run(options).await,
            Command::Channel(channel) => channel.run(options).await,
            Command::Rules(rules) => rules.run(options).await,
            Command::Guard(guard) => guard.run(options).await,
            Command::Import(import) => import.run(options).await,
            Command::Export(export) => export.run(options).await,
            Command::Mail(mail) => mail.run().await,
            Command::Copy(copy) => copy.run().await,
            Command::Backup(backup) => backup.run(options).await,
            Command::Restore(restore) => restore.run(options).await,
            Command::Doctor(doctor) => doctor.run(options).await,
            Command::Demo(demo) => demo.run(options).await,
            Command::Openapi => openapi::run(),
        }
    }
}

impl Options {
    /// Everything that is configured; `listen` is an option of `serve` alone.
    pub(crate) fn config(&self, listen: Option<String>) -> Result<Config, Failure> {
        let loaded = Config::load(&Flags { listen, ..self.flags.clone() });
        loaded.map_err(|error| Failure { line: error.to_string(), code: MISUSED })
    }

    /// Whether a store is named on the command line or in the environment.
    pub(crate) fn names_a_store(&self) -> bool {
        let named = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        self.flags.data.is_some()
            || self.flags.database_url.is_some()
            || named("SWITCHBOARD_DATA")
            || named("SWITCHBOARD_DATABASE_URL")
    }

    /// The application on the configured store.
    pub(crate) async fn open(&self) -> Result<App, Failure> {
        Ok(open(&self.config(None)?).await?)
    }

    /// The company that is named, or the only one.
    pub(crate) async fn company(&self, app: &App) -> Result<CompanyId, AppError> {
        app::company::chosen(app, self.company.as_deref()).await
    }

    /// Switchboard itself, in that company.
    pub(crate) async fn caller(&self, app: &App) -> Result<Caller, AppError> {
        Ok(Caller::system(self.company(app).await?))
    }
}

/// The application as configured.
pub(crate) async fn open(config: &Config) -> Result<App, AppError> {
    open_observed(config, Arc::new(Nobody)).await
}

/// The application as configured, with somebody who watches its store.
pub(crate) async fn open_observed(config: &Config, observer: Arc<dyn Observer>) -> Result<App, AppError> {
    let settings = Settings {
        session_hours: config.session_hours,
        secure_cookies: config.tls.is_some(),
        json_bytes: config.limits.json_bytes,
        json_depth: config.limits.json_depth,
        upload_bytes: config.limits.upload_bytes,
        stalled_time: config.limits.stalled_time,
        docs: config.docs,
        blobs: Some(config.blobs.clone()),
        secrets_key: config.secrets_key.clone(),
        files: None,
        public_url: public_url(config),
        private_webhooks: config.private_webhooks,
        pace: Pace::default(),
    };
    App::open_observed(place(&config.store), Clock::System, settings, observer).await
}

/// How the world reaches this server, or at least this machine; a free port is known only once it is taken.
fn public_url(config: &Config) -> Option<config::PublicUrl> {
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let here = || config::PublicUrl::of(format!("{scheme}://{}", config.listen));
    config.public_url.clone().or_else(|| (config.listen.port() != 0).then(here))
}

/// The configured store.
pub(crate) fn place(store: &config::Store) -> Place {
    match store {
        config::Store::Folder(folder) => Place::Folder(folder.clone()),
        config::Store::Postgres(url) => Place::Url(url.reveal().to_owned()),
    }
}

/// Writes a line to standard output.
pub(crate) fn say(line: impl Display) -> Result<(), Failure> {
    match writeln!(std::io::stdout(), "{line}") {
        // Whoever read it has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        told => Ok(told?),
    }
}

fn failed(line: &str, code: u8) -> ExitCode {
    if !line.is_empty() {
        complain(line);
    }
    ExitCode::from(code)
}

/// Help and versions go out as they are; of a refusal only what is wrong.
fn misused(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = write!(std::io::stdout(), "{error}");
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        complain("say what to do, such as serve; see switchboard --help");
        return ExitCode::from(MISUSED);
    }
    let text = error.to_string();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    complain(&format!("{}; see switchboard --help", words.trim_start_matches("error: ")));
    ExitCode::from(MISUSED)
}

fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "switchboard: {}", line.replace('\n', " "));
}
