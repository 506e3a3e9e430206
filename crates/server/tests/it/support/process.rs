//! The program itself, as its users start it; it can be killed.

use std::process::Stdio;

use reqwest::Client;
use store::Place;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::Actor;

/// A running `switchboard serve`.
pub struct Process {
    child: Child,
    pub base: String,
    place: Place,
}

impl Process {
    /// Starts it on a free port and waits until it says that it listens.
    pub async fn serve(place: &Place) -> Self {
        let mut command = program(place);
        command.stderr(Stdio::null());
        Self::start(command, place).await
    }

    /// As `serve`, with a program that was told more.
    pub async fn start(mut command: Command, place: &Place) -> Self {
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().expect("it ended before it listened");
        let base = line.strip_prefix("listening on ").unwrap().to_owned();
        Self { child, base, place: place.clone() }
    }

    /// A key of the role administrator, made by the command while the server runs.
    pub async fn administrator(&self) -> Actor {
        let mut command = program(&self.place);
        command.args(["apikey", "create", "--name", "story", "--role", "administrator"]);
        let output = command.output().await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let key = String::from_utf8(output.stdout).unwrap().trim().to_owned();
        self.actor(Some(key))
    }

    /// Somebody with this key.
    pub fn actor(&self, key: Option<String>) -> Actor {
        let client = Client::builder().no_proxy().build().unwrap();
        Actor { client, base: self.base.clone(), key, name: "administrator".to_owned() }
    }

    /// Asks it to end, as an operator does, and waits until it has.
    pub async fn terminate(mut self) {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
        assert!(self.child.wait().await.unwrap().success());
    }

    /// Ends it at once, as a power cut would.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// The program, with the store it works on.
pub fn program(place: &Place) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_switchboard"));
    match place {
        Place::Folder(folder) => command.env("SWITCHBOARD_DATA", folder),
        // 32 bytes in base64: a database has no place for a key of its own.
        Place::Url(url) => command
            .env("SWITCHBOARD_DATABASE_URL", url)
            .env("SWITCHBOARD_SECRETS_KEY", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="),
    };
    command
}
