//! `switchboard doctor`

mod disk;

use std::path::{Path, PathBuf};

use store::Store;
use store::blobs::Blobs;
use store::checkup::{self, Finding};

use super::{Failure, Options, place, say};
use crate::app::{self, Clock};
use crate::config::{self, Config};

/// By how much a clock may be behind the newest event.
const FUTURE_MICROS: i64 = 60_000_000;

/// Say what is wrong with the store and what to do about it
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// Build counters and search texts anew where they are wrong, remove unfinished uploads older than a day
    #[arg(long)]
    repair: bool,
    /// Look at every interaction's search text, not only at those of the newest
    #[arg(long)]
    deep: bool,
}

impl Doctor {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let config = options.config(None)?;
        let store = match Store::open(place(&config.store)).await {
            Ok(store) => store,
            Err(error) => {
                say(format!("problem store: {error} — check the address, the folder and its rights"))?;
                return Err(Failure::told());
            }
        };
        say(format!("ok      store: reachable, schema {}", store::migrate::newest()))?;
        let blobs = app::blobs::open(&place(&config.store), Some(&config.blobs))?;
        let mut findings = self.examine(&store, &blobs).await?;
        if self.repair && findings.iter().any(|finding| finding.problem.is_some()) {
            self.mend(&store, &blobs, &findings).await?;
            findings = self.examine(&store, &blobs).await?;
        }
        findings.extend(folders(&config).iter().filter_map(|folder| disk::free(folder)));
        let newest = checkup::newest_moment(&store).await?;
        findings.push(clock(newest.map_or(0, |at| at.0)));
        tell(findings)
    }

    async fn examine(&self, store: &Store, blobs: &Blobs) -> Result<Vec<Finding>, Failure> {
        let mut findings = checkup::examine(store).await?;
        findings.push(checkup::missing_texts(store, self.deep).await?);
        match checkup::recordings(store, blobs).await {
            Ok(found) => findings.extend(found),
            Err(error) => findings.push(Finding {
                check: "recordings",
                detail: error.to_string(),
                problem: Some("check blobs.folder or blobs.s3 and the rights there"),
            }),
        }
        Ok(findings)
    }

    async fn mend(&self, store: &Store, blobs: &Blobs, findings: &[Finding]) -> Result<(), Failure> {
        if findings.iter().any(|finding| finding.check == checkup::COUNTERS && finding.problem.is_some()) {
            checkup::rebuild_counters(store, Clock::System.now()).await?;
            say("mended  counters: built anew")?;
        }
        let texts = checkup::write_missing_texts(store, self.deep, Clock::System.now()).await?;
        if texts > 0 {
            say(format!("mended  searchable: {texts} texts written"))?;
        }
        let removed = checkup::remove_unfinished(blobs).await?;
        if removed > 0 {
            say(format!("mended  unfinished uploads: {removed} removed"))?;
        }
        Ok(())
    }
}

fn tell(findings: Vec<Finding>) -> Result<(), Failure> {
    let mut problems = 0;
    for Finding { check, detail, problem } in findings {
        match problem {
            None => say(format!("ok      {check}: {detail}"))?,
            Some(remedy) => {
                problems += 1;
                say(format!("problem {check}: {detail} — {remedy}"))?;
            }
        }
    }
    if problems > 0 { Err(Failure::told()) } else { Ok(()) }
}

/// Where this machine keeps something: a database looks after its own disk.
fn folders(config: &Config) -> Vec<PathBuf> {
    let store = match &config.store {
        config::Store::Folder(folder) => Some(folder.clone()),
        config::Store::Postgres(_) => None,
    };
    let blobs = match &config.blobs {
        config::Blobs::Folder(folder) => Some(folder.clone()),
        config::Blobs::S3(_) => None,
    };
    let beside = |blobs: &PathBuf| store.as_deref().is_some_and(|store: &Path| blobs.starts_with(store));
    let blobs = blobs.filter(|blobs| !beside(blobs));
    store.into_iter().chain(blobs).collect()
}

fn clock(newest: i64) -> Finding {
    let now = Clock::System.now();
    let behind = newest > now.0 + FUTURE_MICROS;
    Finding {
        check: "clock",
        detail: format!("it is {now}"),
        problem: behind.then_some("the newest event is later than now: set this machine's clock"),
    }
}
