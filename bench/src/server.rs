//! The program under test, in a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::http::Client;
use crate::raw::RawPlace;

/// A running server; stopped when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts the program on a free port and waits until it is ready.
    pub(crate) async fn start(
        program: &Path,
        place: &RawPlace,
        variables: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(place.options())
            .envs(variables.iter().copied())
            .env("SWITCHBOARD_LOG_LEVEL", "warn")
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log()?)
            .spawn()?;
        let out = child.stdout.take().ok_or_else(|| Failure("no output".to_owned()))?;
        let mut line = String::new();
        let mut reader = BufReader::new(out);
        reader.read_line(&mut line)?;
        // Whatever else it says must not block it.
        std::thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
        let address = line.trim().rsplit("://").next().and_then(|address| address.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            return Err(Failure(format!("the server did not say where it listens: {line:?}")));
        };
        let server = Self { child, address };
        server.wait_until_ready().await?;
        Ok(server)
    }

    async fn wait_until_ready(&self) -> Result<(), Failure> {
        let request = b"GET /healthz HTTP/1.1\r\nhost: bench\r\n\r\n";
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            if let Ok(mut client) = Client::connect(self.address).await
                && client.send(request).await.is_ok_and(|status| status == 200)
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(Failure("the server did not get ready within a minute".to_owned()))
    }

    /// Resident memory in bytes.
    pub(crate) fn resident(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes =
            line.and_then(|line| line.split_whitespace().next()).and_then(|text| text.parse().ok());
        kilobytes.map(|kilobytes: u64| kilobytes * 1024).ok_or_else(|| Failure("no VmRSS".to_owned()))
    }
}

fn log() -> Result<Stdio, Failure> {
    match std::env::var_os("SWITCHBOARD_BENCH_LOG") {
        Some(file) => Ok(File::options().append(true).create(true).open(file)?.into()),
        None => Ok(Stdio::null()),
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        if asked.is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
