//! Postfix and Dovecot, started as our child.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};

/// A mail server that ends with its story.
pub struct MailServer {
    /// Where it takes mail.
    pub smtp: u16,
    /// Where mail is read.
    pub imap: u16,
    /// Whom to trust, in PEM.
    pub authority: String,
    ears: Option<ChildStdin>,
    child: Child,
    folder: TempDir,
}

impl MailServer {
    /// Starts one; none, and a line that says why, where there can be none.
    pub async fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(script());
        command.arg("run").arg(folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).await.unwrap();
        let Some((smtp, imap)) = ports(&line) else {
            let mut why = String::new();
            child.stderr.take().unwrap().read_to_string(&mut why).await.unwrap();
            println!("skipped: {}", why.trim().lines().last().unwrap_or_default());
            return None;
        };
        let authority = std::fs::read_to_string(folder.path().join("ca.pem")).unwrap();
        let ears = child.stdin.take();
        Some(Self { smtp, imap, authority, ears, child, folder })
    }
}

impl Drop for MailServer {
    /// The script ends both when nobody holds its standard input, also when the story is killed.
    fn drop(&mut self) {
        drop(self.ears.take());
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while self.child.try_wait().unwrap().is_none() && std::time::Instant::now() < patience {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.folder.path().join("mail.log")).unwrap_or_default();
            println!("{}", log.lines().rev().take(40).collect::<Vec<_>>().join("\n"));
        }
    }
}

fn ports(line: &str) -> Option<(u16, u16)> {
    let mut words = line.split_whitespace();
    let smtp = words.next()?.strip_prefix("smtp=")?.parse().ok()?;
    Some((smtp, words.next()?.strip_prefix("imap=")?.parse().ok()?))
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/mailserver")
}
