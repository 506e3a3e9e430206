//! `switchboard demo`

mod beside;
mod borrowers;
mod company;
mod desk;
mod floor;
mod life;
mod story;
mod templates;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use domain::api_key::ApiKeyDraft;
use domain::role::HeldRole;
use domain::vocabulary::Role;

use super::serve::serve;
use super::{Failure, Options, open, say};
use crate::app::transport::import::Import;
use crate::app::transport::lines::{self, Format, Lines};
use crate::app::{App, Caller, api_keys};
use crate::config::{self, Config};

/// Ports tried after the usual one.
const PORTS: std::ops::Range<u16> = 8080..8180;

/// Fill a demo company with invented people and serve it
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Address and port to listen on (default: 127.0.0.1:8080, or the next free port)
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,

    /// Let nothing new happen by itself
    #[arg(long)]
    still: bool,
}

impl Demo {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let mut config = options.config(Some(self.listen.clone().map_or_else(free_address, Ok)?))?;
        // The lines to try name the port: a free one is taken now.
        config.listen = TcpListener::bind(config.listen)
            .and_then(|listener| listener.local_addr())
            .map_err(|error| format!("{} cannot be listened on: {error}", config.listen))?;
        let fresh = !options.names_a_store();
        if fresh {
            let folder = fresh_folder()?;
            config.blobs = config::Blobs::Folder(folder.join("blobs"));
            config.store = config::Store::Folder(folder);
        }
        let app = open(&config).await?;
        let caller = Caller::system(crate::app::company::chosen(&app, None).await?);
        let password = desk::record(&app, &caller).await?;
        floor::record(&app, &caller).await?;
        fill(&app, &caller).await?;
        let role = HeldRole::Standard(Role::Administrator);
        let key = api_keys::create(&app, &caller, ApiKeyDraft { name: "demo".to_owned(), role, user: None })
            .await?
            .key;
        drop(app);
        greet(&config, &key, &password)?;
        serve(&config, |app| {
            if !self.still {
                tokio::spawn(life::go_on(app.clone(), caller));
            }
        })
        .await
    }
}

/// Takes the invented history in, unless it is there already.
async fn fill(app: &App, caller: &Caller) -> Result<(), Failure> {
    company::record(app, caller).await?;
    templates::record(app, caller).await?;
    borrowers::record(app, caller).await?;
    let now = app.clock.now();
    let text = story::lines(now) + &borrowers::lines(now);
    let mut lines = Lines::new(Box::new(std::io::Cursor::new(text.into_bytes())), Format::Ndjson);
    let mut import = Import::begin(app, caller, true)?;
    loop {
        let batch = lines.batch()?;
        if batch.is_empty() {
            break;
        }
        if let Some(refusal) = import.take(lines::read(batch)).await?.first() {
            return Err(format!("the demo's own line {}: {}", refusal.number, refusal.problems).into());
        }
    }
    let (tally, _) = import.finish().await?;
    beside::record(app, caller).await?;
    say(format!("a demo company with {} interactions of invented people", tally.imported + tally.already))
}

fn greet(config: &Config, key: &str, password: &str) -> Result<(), Failure> {
    let base = format!("http://{}", config.listen);
    say(format!("address: {base}"))?;
    desk::greet(&base, password)?;
    say(format!("key:     {key}"))?;
    say("try:")?;
    say(format!("  curl -H 'X-API-KEY: {key}' '{base}/api/interactions?limit=3'"))?;
    say(format!(
        "  curl -H 'X-API-KEY: {key}' '{base}/api/interactions?contentContains=hardship&view=card'"
    ))?;
    say(format!("  curl -H 'X-API-KEY: {key}' '{base}/api/people/ext-demo-7/interactions?channel=voice'"))?;
    borrowers::greet(&base, key)
}

fn free_address() -> Result<String, String> {
    let free = |port: &u16| TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], *port))).is_ok();
    let port =
        PORTS.clone().find(free).ok_or("no port from 8080 to 8179 is free; choose one with --listen")?;
    Ok(format!("127.0.0.1:{port}"))
}

fn fresh_folder() -> Result<PathBuf, Failure> {
    let mut bytes = [0u8; 6];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    let name: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(std::env::temp_dir().join(format!("switchboard-demo-{name}")))
}
