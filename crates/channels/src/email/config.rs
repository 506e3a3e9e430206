//! Settings and secrets of a mail channel.

use serde_json::Value;

use crate::contract::Mistake;
use crate::email::dkim::Signer;
use crate::email::tls::{self, Security};
use crate::given::Given;

const SECURITY: [(&str, Security); 3] =
    [("starttls", Security::Starttls), ("implicit", Security::Implicit), ("none", Security::None)];

/// What a mail channel is set up with.
pub(super) struct Config {
    pub(super) smtp: Server,
    pub(super) imap: Option<Inward>,
    pub(super) bounce_domain: Option<String>,
    pub(super) delimiter: String,
    pub(super) signer: Option<Signer>,
}

/// A server and how to come in.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) login: Option<Login>,
    /// How many connections at once.
    pub(super) connections: usize,
    /// Certificates trusted beside the machine's own.
    pub(super) certificates: Option<String>,
}

/// A name and its password. Never printed.
#[derive(Clone)]
pub(super) struct Login {
    pub(super) username: String,
    pub(super) password: String,
}

/// A mailbox to read.
pub(super) struct Inward {
    pub(super) server: Server,
    pub(super) folder: String,
}

impl Config {
    /// Reads settings and secrets; says everything that is wrong with them.
    pub(super) fn read(settings: &Value, secrets: &Value) -> Result<Self, Vec<Mistake>> {
        let mut outer = Given::new("settings", settings);
        let mut hidden = Given::new("secrets", secrets);
        let mut mistakes = Vec::new();
        let certificates = outer.text("certificates", "certificates in PEM", tls::are_certificates);
        let bounce_domain = outer.text("bounceDomain", "a domain such as bounces.example.com", is_host);
        let delimiter =
            outer.text("plusDelimiter", "one character such as +, or empty for none", is_delimiter);
        let mut smtp = read_smtp(&inner(&mut outer, "smtp", settings), &mut mistakes);
        smtp.login = login(smtp.login, "smtp.password", &mut hidden);
        let given_imap = settings.get("imap").filter(|value| !value.is_null());
        let imap_settings = inner(&mut outer, "imap", settings);
        let mut imap = given_imap.map(|_| read_imap(&imap_settings, &mut mistakes));
        if let Some(inward) = &mut imap {
            inward.server.login = login(inward.server.login.take(), "imap.password", &mut hidden);
            inward.server.certificates.clone_from(&certificates);
        }
        let signer = read_dkim(&inner(&mut outer, "dkim", settings), &mut hidden, &mut mistakes);
        smtp.certificates = certificates;
        let mut all = outer.finish();
        all.append(&mut mistakes);
        all.append(&mut hidden.finish());
        if !all.is_empty() {
            return Err(all);
        }
        let delimiter = delimiter.unwrap_or_else(|| "+".to_owned());
        Ok(Self { smtp, imap, bounce_domain, delimiter, signer })
    }
}

/// The object in a field.
fn inner(outer: &mut Given<'_>, field: &'static str, settings: &Value) -> Value {
    outer.within(field);
    settings.get(field).cloned().unwrap_or(Value::Null)
}

fn read_smtp(value: &Value, mistakes: &mut Vec<Mistake>) -> Server {
    let mut given = Given::new("settings.smtp", value);
    let mut server = read_server(&mut given, 587, 465);
    server.connections = given.number("connections", 1..=64).map_or(8, |number| number as usize);
    mistakes.append(&mut given.finish());
    server
}

fn read_imap(value: &Value, mistakes: &mut Vec<Mistake>) -> Inward {
    let mut given = Given::new("settings.imap", value);
    let server = read_server(&mut given, 143, 993);
    if server.login.is_none() {
        given.mistake("username", "is required: the name of the mailbox".to_owned());
    }
    let folder = given.text("folder", "the name of a folder", |name| !name.is_empty());
    mistakes.append(&mut given.finish());
    Inward { server, folder: folder.unwrap_or_else(|| "INBOX".to_owned()) }
}

fn read_server(given: &mut Given<'_>, port: u16, implicit_port: u16) -> Server {
    let host = given.required("host", "the name of the mail server", is_host);
    let security = given.word("tls", &SECURITY, Security::Starttls);
    let usual = if matches!(security, Security::Implicit) { implicit_port } else { port };
    let port = given.number("port", 1..=65_535).and_then(|port| u16::try_from(port).ok()).unwrap_or(usual);
    let username = given.text("username", "the name to log in with", is_name);
    let in_the_clear = matches!(security, Security::None) && username.is_some();
    if in_the_clear && !is_this_machine(&host) {
        given.mistake(
            "tls",
            "must be starttls or implicit: the password would travel in the clear".to_owned(),
        );
    }
    let login = username.map(|username| Login { username, password: String::new() });
    Server { host, port, security, login, connections: 1, certificates: None }
}

fn login(login: Option<Login>, field: &'static str, hidden: &mut Given<'_>) -> Option<Login> {
    let wanted = "the password that belongs to the user name";
    match login {
        Some(login) => {
            Some(Login { password: hidden.required(field, wanted, |text| !text.is_empty()), ..login })
        }
        None => {
            hidden.text(field, wanted, |_| true);
            None
        }
    }
}

fn read_dkim(value: &Value, hidden: &mut Given<'_>, mistakes: &mut Vec<Mistake>) -> Option<Signer> {
    if value.is_null() {
        hidden.text("dkim.privateKey", "a private key in PEM", |_| true);
        return None;
    }
    let mut given = Given::new("settings.dkim", value);
    let selector = given.required("selector", "the name of the key in the DNS", is_host);
    let domain = given.required("domain", "the domain that signs", is_host);
    mistakes.append(&mut given.finish());
    let key =
        hidden.required("dkim.privateKey", "a private key in PEM, RSA or Ed25519", |text| !text.is_empty());
    let signer = Signer::new(&selector, &domain, &key);
    if signer.is_none() && !key.is_empty() {
        hidden.mistake("dkim.privateKey", "must be a private key in PEM, RSA or Ed25519".to_owned());
    }
    signer
}

fn is_host(text: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    !text.is_empty() && text.len() <= 253 && text.chars().all(good)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}

fn is_delimiter(text: &str) -> bool {
    text.is_empty() || (text.len() == 1 && "+-=_.".contains(text))
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}
