//! `switchboard copy`, `backup` and `restore`

use std::path::{Path, PathBuf};

use store::blobs::Blobs;
use store::copy::{self, Copied, End};
use store::{Place, archive};

use super::{Failure, Options, place, say};
use crate::config;
use crate::progress::Progress;

/// Copy a whole store into an empty place, on either engine
#[derive(Debug, clap::Args)]
pub(crate) struct Copy {
    /// A folder or a PostgreSQL address
    #[arg(long, value_name = "PLACE")]
    from: String,
    /// An empty folder or database
    #[arg(long, value_name = "PLACE")]
    to: String,
}

/// Write the whole store and its recordings into one file, while the server runs
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// The file; it must not be there yet
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

/// Bring a backup back into an empty place, on either engine
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// What `backup` wrote
    file: PathBuf,
}

impl Copy {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let (from, to) = (read_place(&self.from), read_place(&self.to));
        if from == to {
            return Err("--from and --to name the same place".into());
        }
        tell(&carry("copy", &End::from(&from), &End::from(&to)).await?)?;
        match (from, to) {
            (Place::Folder(from), Place::Folder(to)) => copy_recordings(&from, &to).await,
            _ => say(
                "recordings stay where they are: with PostgreSQL their place is set by blobs.folder or blobs.s3",
            ),
        }
    }
}

impl Backup {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let shown = self.file.display();
        if self.file.exists() && !self.force {
            return Err(format!("{shown} exists; choose another name or add --force").into());
        }
        let config = options.config(None)?;
        let unfinished = PathBuf::from(format!("{shown}.part"));
        if unfinished.exists() {
            std::fs::remove_file(&unfinished)?;
        }
        let copied =
            carry("backup", &End::from(&place(&config.store)), &End::File(unfinished.clone())).await?;
        let recordings = match recordings(&config)? {
            Some(blobs) => archive::add_blobs(&unfinished, &blobs).await?,
            None => 0,
        };
        copy::put_in_place(&unfinished, &self.file)?;
        tell(&copied)?;
        say(format!("{recordings} recordings and voicemails; wrote {shown}"))
    }
}

impl Restore {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let config = options.config(None)?;
        let copied =
            carry("restore", &End::File(self.file.clone()), &End::from(&place(&config.store))).await?;
        let count = match recordings(&config)? {
            Some(blobs) => archive::restore_blobs(&self.file, &blobs).await?,
            None => 0,
        };
        tell(&copied)?;
        say(format!("{count} recordings and voicemails"))
    }
}

/// Where recordings lie, if that is a folder; those in an S3 store are kept by that store.
fn recordings(config: &config::Config) -> Result<Option<Blobs>, Failure> {
    match &config.blobs {
        config::Blobs::Folder(folder) => Ok(Some(Blobs::folder(folder)?)),
        config::Blobs::S3(_) => {
            say("recordings are in an S3 store: keep them with its own means")?;
            Ok(None)
        }
    }
}

async fn copy_recordings(from: &Path, to: &Path) -> Result<(), Failure> {
    use futures::TryStreamExt;
    let (from, to) = (Blobs::folder(&from.join("blobs"))?, Blobs::folder(&to.join("blobs"))?);
    let mut names = std::pin::pin!(from.list());
    let mut count = 0u64;
    while let Some((name, _)) = names.try_next().await? {
        let (bytes, _) = from.get(&name, None).await?;
        to.put(&name, Box::pin(bytes), u64::MAX, |_| Ok(())).await?;
        count += 1;
    }
    say(format!("{count} recordings and voicemails"))
}

async fn carry(label: &str, from: &End, to: &End) -> Result<Vec<Copied>, Failure> {
    let progress = Progress::start(label, Some(copy::count(from).await?));
    let copied = copy::run(from, to, |rows| progress.advance(rows)).await?;
    progress.finish();
    Ok(copied)
}

fn tell(copied: &[Copied]) -> Result<(), Failure> {
    for table in copied.iter().filter(|table| table.rows > 0) {
        say(format!("{:<24} {:>12} rows  {}", table.table, table.rows, table.checksum))?;
    }
    say("every table holds the same rows on both sides")
}

fn read_place(text: &str) -> Place {
    match text.starts_with("postgres://") || text.starts_with("postgresql://") {
        true => Place::Url(text.to_owned()),
        false => Place::Folder(PathBuf::from(text)),
    }
}
