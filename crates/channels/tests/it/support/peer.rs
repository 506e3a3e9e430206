//! Programs of other people, started as our children.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::mpsc;

/// How long a peer may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A peer on a free loopback port; it ends with its story.
pub struct Peer {
    /// Where it listens.
    pub address: SocketAddr,
    said: mpsc::UnboundedReceiver<String>,
    ears: ChildStdin,
    _child: Child,
}

impl Peer {
    /// Starts a script below `node_modules` with arguments made from the port.
    pub async fn start(modules: &Path, script: &Path, arguments: impl Fn(u16) -> Vec<String>) -> Self {
        let address = free_address();
        let mut command = node(modules);
        command.arg("--require").arg(ours("loopback.cjs"));
        command.arg(script).args(arguments(address.port()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let started = Instant::now();
        while TcpStream::connect(address).await.is_err() {
            assert!(child.try_wait().unwrap().is_none(), "{} ended", script.display());
            assert!(started.elapsed() < PATIENCE, "{} does not listen", script.display());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let said = heard(child.stdout.take().unwrap());
        let ears = child.stdin.take().unwrap();
        Self { address, said, ears, _child: child }
    }

    /// Tells one of our scripts something: a line of JSON.
    pub async fn tell(&mut self, line: &Value) {
        self.ears.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    /// The next line of JSON that one of our scripts says.
    pub async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(PATIENCE, self.said.recv()).await.expect("the peer says nothing");
        serde_json::from_str(&line.expect("the peer ended")).unwrap()
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// The `node_modules` with a peer; none, and a line that says why, where it cannot be had.
pub async fn folder_of(peer: &str) -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/peers");
    let output = Command::new(script).arg(peer).output().await.unwrap();
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        println!("skipped: {}", why.trim().lines().last().unwrap_or_default());
        return None;
    }
    Some(PathBuf::from(String::from_utf8(output.stdout).unwrap().trim()))
}

/// Runs one of our scripts to its end: its arguments and standard input in, JSON out.
pub async fn run_node(modules: &Path, script: &str, arguments: &[&str], input: &str) -> Value {
    let mut command = node(modules);
    command.arg(ours(script)).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A file of the data folder; none, and a line that says why, where it is missing.
pub fn data(path: &str) -> Option<String> {
    let folder = std::env::var("SWITCHBOARD_TEST_DATA").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join(path)).ok();
    if text.is_none() {
        println!("skipped: no {path} in {}; SWITCHBOARD_TEST_DATA names their folder", folder.display());
    }
    text
}

/// One of our scripts.
pub fn ours(script: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/peers").join(script)
}

/// Reads on whether or not anybody wants it: a full pipe would stop the peer.
fn heard(stdout: ChildStdout) -> mpsc::UnboundedReceiver<String> {
    let (sender, said) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut lines = BufReader::new(stdout).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let _ = sender.send(line);
        }
    });
    said
}

fn node(modules: &Path) -> Command {
    let mut command = Command::new("node");
    command.env("NODE_PATH", modules).env("NO_COLOR", "1").kill_on_drop(true);
    command
}

/// An address on loopback where nobody listens yet.
pub fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}
