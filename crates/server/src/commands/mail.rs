//! `switchboard mail`

use std::path::PathBuf;

use channels::mail::{Explained, explain};
use clap::Subcommand;
use serde::Serialize;

use super::{Failure, say};

/// What to do with mail.
#[derive(Debug, Subcommand)]
pub(crate) enum Mail {
    /// Say what each mail is, one JSON line for each failed recipient; needs no store
    Explain {
        /// Mails as they came (.eml)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// One line of the answer.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    explained: Explained,
}

impl Mail {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let Self::Explain { files } = self;
        let mut unread = Vec::new();
        for path in &files {
            let file = path.to_string_lossy();
            match tokio::fs::read(path).await {
                Ok(raw) => tell(&file, &raw)?,
                Err(error) => unread.push(format!("{file}: {error}")),
            }
        }
        if unread.is_empty() { Ok(()) } else { Err(unread.join("; ").into()) }
    }
}

fn tell(file: &str, raw: &[u8]) -> Result<(), Failure> {
    for explained in explain(raw) {
        say(serde_json::to_string(&Line { file, explained })?)?;
    }
    Ok(())
}
