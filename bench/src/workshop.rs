//! Where the figures are taken: the made stores, the private PostgreSQL, the program under test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::id::{CompanyId, Id};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::load::{READ, WRITTEN, postgres, sqlite};
use crate::raw::RawPlace;
use crate::server::Server;
use crate::table::Table;
use crate::{Failure, Options, Stores};

/// Settings of the private PostgreSQL, as docs/operate.md advises for a machine of this size.
const POSTGRES_SETTINGS: &str = "shared_buffers=2GB; max_wal_size=8GB; checkpoint_timeout=15min; effective_cache_size=8GB; max_connections=300";

/// Seals what channels keep secret; a folder would make a key of its own, PostgreSQL has none.
pub(crate) const SECRETS_KEY: (&str, &str) =
    ("SWITCHBOARD_SECRETS_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

/// The copy of a store.
const COPY: &str = "copied";

/// Everything a figure needs.
pub(crate) struct Workshop {
    pub(crate) folder: PathBuf,
    pub(crate) program: PathBuf,
    pub(crate) rows: u64,
    pub(crate) only: Option<String>,
    pub(crate) time: Duration,
    pub(crate) table: Table,
    postgres: Option<String>,
}

/// A made store with the program running on it.
pub(crate) struct Bench {
    pub(crate) store: Stores,
    pub(crate) rows: u64,
    pub(crate) place: RawPlace,
    pub(crate) server: Server,
    /// A key of the company that is read: an agent's, who sees no sensitive content.
    pub(crate) reader: String,
    /// A key of the company that is written to: an administrator's.
    pub(crate) writer: String,
}

impl Workshop {
    pub(crate) fn open(options: &Options) -> Result<Self, Failure> {
        let own = std::env::current_exe()?;
        let release = own.parent().ok_or_else(|| Failure("the bench has no folder".to_owned()))?;
        let target = release.parent().ok_or_else(|| Failure("no target folder".to_owned()))?;
        let folder = match std::env::var_os("SWITCHBOARD_BENCH_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => target.join("bench"),
        };
        let program = release.join("switchboard");
        if !program.exists() {
            return Err(Failure(format!("{} is missing; run make build first", program.display())));
        }
        std::fs::create_dir_all(&folder)?;
        allow_many_files();
        let rows = options.rows.unwrap_or(if options.large { 10_000_000 } else { 1_000_000 });
        Ok(Self {
            folder,
            program,
            rows,
            only: options.only.clone(),
            time: Duration::from_secs_f64(options.seconds),
            table: Table::new(rows),
            postgres: None,
        })
    }

    pub(crate) fn wants(&self, figure: &str) -> bool {
        self.only.as_ref().is_none_or(|only| figure.contains(only.as_str()))
    }

    /// The URL of the private PostgreSQL, started at the first need.
    pub(crate) fn postgres(&mut self) -> Result<String, Failure> {
        if let Some(url) = &self.postgres {
            return Ok(url.clone());
        }
        let folder = self.folder.join("postgres");
        // What an interrupted run left running is stopped, not joined: its settings may differ.
        tool(&["stop"], &folder)?;
        let url = tool(&["start"], &folder)?;
        self.postgres = Some(url.clone());
        Ok(url)
    }

    /// The made store of this size, with a server on it.
    pub(crate) async fn bench(&mut self, store: Stores, rows: u64) -> Result<Bench, Failure> {
        let place = self.made(store, rows).await?;
        raw_clean(&place, rows).await?;
        let reader = self.key(&place, READ, "agent")?;
        let writer = self.key(&place, WRITTEN, "administrator")?;
        let server = Server::start(&self.program, &place, &[SECRETS_KEY]).await?;
        Ok(Bench { store, rows, place, server, reader, writer })
    }

    async fn made(&mut self, store: Stores, rows: u64) -> Result<RawPlace, Failure> {
        if store == Stores::Postgres {
            let server = self.postgres()?;
            let mark = self.folder.join(format!("postgres-{rows}"));
            return Ok(RawPlace::Postgres(postgres::ensure(&server, &mark, rows).await?));
        }
        let folder = self.folder.join(format!("sqlite-{rows}"));
        sqlite::ensure(&folder, rows).await?;
        Ok(RawPlace::Sqlite(folder))
    }

    /// A copy of the made store, to be written to as one likes.
    pub(crate) async fn copy(&mut self, store: Stores, rows: u64) -> Result<RawPlace, Failure> {
        let place = self.made(store, rows).await?;
        raw_clean(&place, rows).await?;
        let copy = self.copy_of(&place);
        self.forget(&copy).await?;
        match (&place, &copy) {
            (RawPlace::Sqlite(from), RawPlace::Sqlite(to)) => copy_files(from, to)?,
            (RawPlace::Postgres(from), _) => postgres::copy_database(from, COPY).await?,
            _ => {}
        }
        Ok(copy)
    }

    fn copy_of(&self, place: &RawPlace) -> RawPlace {
        match place {
            RawPlace::Sqlite(_) => RawPlace::Sqlite(self.folder.join(COPY)),
            RawPlace::Postgres(url) => RawPlace::Postgres(postgres::database(url, COPY)),
        }
    }

    /// Takes a copy away.
    pub(crate) async fn forget(&self, copy: &RawPlace) -> Result<(), Failure> {
        match copy {
            RawPlace::Sqlite(folder) if folder.exists() => Ok(std::fs::remove_dir_all(folder)?),
            RawPlace::Sqlite(_) => Ok(()),
            RawPlace::Postgres(url) => {
                postgres::drop_database(&postgres::database(url, "postgres"), COPY).await
            }
        }
    }

    /// An administrator's key of the only company of a store.
    pub(crate) fn first_key(&self, place: &RawPlace) -> Result<String, Failure> {
        self.key(place, 1, "administrator")
    }

    /// A key of a company.
    pub(crate) fn key(&self, place: &RawPlace, company: i64, role: &str) -> Result<String, Failure> {
        let company = CompanyId::of(company).to_string();
        let arguments = ["apikey", "create", "--name", "bench", "--role", role, "--company", &company];
        let output = Command::new(&self.program).args(arguments).args(place.options()).output()?;
        if !output.status.success() {
            return Err(Failure(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Stops what was started.
    pub(crate) fn close(&mut self) -> Result<(), Failure> {
        if self.postgres.take().is_some() {
            tool(&["stop"], &self.folder.join("postgres"))?;
        }
        Ok(())
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Err(Failure(why)) = self.close() {
            eprintln!("bench: PostgreSQL was not stopped: {why}");
        }
    }
}

/// As many open files as the machine permits, for this process and those it starts. A shell's usual
/// 1,024 are fewer than the streams; docs/operate.md gives the server 65,536.
fn allow_many_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    // Where it is refused, whoever needs the files says so.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
}

/// Takes away what an earlier run wrote.
async fn raw_clean(place: &RawPlace, rows: u64) -> Result<(), Failure> {
    crate::raw::clean(place, rows).await
}

fn copy_files(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn tool(command: &[&str], folder: &Path) -> Result<String, Failure> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/postgres");
    let output = Command::new(script)
        .args(command)
        .arg(folder)
        .env("POSTGRES_SETTINGS", POSTGRES_SETTINGS)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(Failure("tools/postgres failed".to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
