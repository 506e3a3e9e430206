//! `switchboard channel`

use std::io::Read as _;

use clap::Subcommand;
use domain::channel::{ChannelDraft, CompanyChannel};
use domain::id::{AnyId, Id};
use domain::vocabulary::ChannelKind;
use serde_json::{Map, Value, json};
use store::page::{From, Slice};

use super::{Failure, Options, say};
use crate::app::channels;

/// Rows read at once.
const CHUNK: i64 = 500;

/// What to do with channels.
#[derive(Debug, Subcommand)]
pub(crate) enum Channel {
    /// Set a channel up and print its id
    Add {
        /// What it speaks to: email, sendgrid, twilio, smpp or sandbox
        #[arg(long, value_parser = read_kind)]
        kind: ChannelKind,
        /// What people call it (default: its kind)
        #[arg(long)]
        name: Option<String>,
        /// A number in E.164 or an email address it sends as; the first is the usual one
        #[arg(long = "sender", value_name = "ADDRESS")]
        senders: Vec<String>,
        /// Its settings as a JSON object
        #[arg(long, value_name = "JSON", default_value = "{}")]
        settings: String,
        /// Read its secrets, a JSON object of texts, from the standard input
        #[arg(long)]
        secrets_stdin: bool,
    },
    /// Tell the channels, newest first
    List,
    /// Try a channel without sending anything
    Test {
        /// The channel (CH-…)
        id: String,
    },
}

impl Channel {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let app = options.open().await?;
        let caller = options.caller(&app).await?;
        match self {
            Channel::Add { kind, name, senders, settings, secrets_stdin } => {
                let mut body = Map::new();
                body.insert("kind".to_owned(), json!(kind));
                body.insert("settings".to_owned(), read_object("--settings", &settings)?);
                body.insert("secrets".to_owned(), if secrets_stdin { secrets()? } else { json!({}) });
                let senders: Vec<_> = senders.iter().map(|address| json!({"address": address})).collect();
                body.insert("senders".to_owned(), Value::Array(senders));
                if let Some(name) = name {
                    body.insert("name".to_owned(), Value::String(name));
                }
                let draft = ChannelDraft::read(&Value::Object(body).to_string())?;
                say(channels::create(&app, &caller, draft).await?.id)
            }
            Channel::List => {
                let mut from = From::Start;
                loop {
                    let page = channels::list(&app, &caller, Slice { limit: CHUNK, offset: 0, from }).await?;
                    for channel in &page.rows {
                        say(line(channel))?;
                    }
                    match page.rows.last().filter(|_| page.more_after) {
                        Some(last) => from = From::After(last.id.key()),
                        None => return Ok(()),
                    }
                }
            }
            Channel::Test { id } => say(channels::test(&app, &caller, AnyId::read(&id)).await?),
        }
    }
}

fn read_kind(text: &str) -> Result<ChannelKind, String> {
    let spelled = || ChannelKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    ChannelKind::parse(text).ok_or_else(|| format!("give one of {}", spelled()))
}

fn secrets() -> Result<Value, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    read_object("the standard input", &text)
}

fn read_object(what: &str, text: &str) -> Result<Value, Failure> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("{what} is no JSON object: {error}"))?;
    if value.is_object() {
        return Ok(value);
    }
    Err(format!("{what} is no JSON object").into())
}

fn line(channel: &CompanyChannel) -> String {
    let state = if channel.enabled { "" } else { " off" };
    let trouble = channel.trouble.as_deref().map(|text| format!(" trouble: {text}")).unwrap_or_default();
    let senders: Vec<_> = channel.senders.iter().map(|sender| sender.address.as_str()).collect();
    format!("{} {} {}{state} {}{trouble}", channel.id, channel.kind, channel.name, senders.join(","))
}
