//! The program on a store of its own, as its users install it.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use futures::FutureExt as _;
use store::Place;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::{Database, Engine, Process, program};

/// A store that only the program touches, and a folder for files.
pub struct Installed {
    database: Database,
    pub place: Place,
    files: TempDir,
}

/// What a command said before it ended.
#[derive(Debug)]
pub struct Told {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Installed {
    /// On a fresh store; none where there is no PostgreSQL.
    pub async fn on(engine: Engine) -> Option<Self> {
        let database = Database::create(engine).await?;
        Some(Self { place: database.place(), database, files: TempDir::new().unwrap() })
    }

    /// The program on this store, with its audio beside it.
    pub fn program(&self) -> Command {
        let mut command = program(&self.place);
        if let Place::Url(_) = self.place {
            command.env("SWITCHBOARD_BLOBS_FOLDER", self.files.path().join("blobs"));
        }
        command
    }

    /// The store as `copy` names it.
    pub fn name(&self) -> String {
        match &self.place {
            Place::Folder(folder) => folder.display().to_string(),
            Place::Url(url) => url.clone(),
        }
    }

    /// Runs a command to its end.
    pub async fn run(&self, words: &[&str]) -> Told {
        self.run_with(words, "").await
    }

    /// As `run`, with something on standard input.
    pub async fn run_with(&self, words: &[&str], input: &str) -> Told {
        let mut command = self.program();
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.kill_on_drop(true).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that reads nothing may have ended before this.
        let _ = stdin.write_all(input.as_bytes()).await;
        drop(stdin);
        let output = child.wait_with_output().await.unwrap();
        Told {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a server.
    pub async fn serve(&self) -> Process {
        let mut command = self.program();
        command.stderr(Stdio::null());
        Process::start(command, &self.place).await
    }

    /// Everything an administrator may export.
    pub async fn export(&self) -> String {
        self.run(&["export"]).await.fine()
    }

    /// A path for a file of this name.
    pub fn path(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    /// A file with this text; its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        shown(&path)
    }

    pub async fn remove(self) {
        self.database.remove().await;
    }
}

impl Told {
    /// It went well; what it printed.
    #[track_caller]
    pub fn fine(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// It printed one line and nothing else.
    #[track_caller]
    pub fn line(self) -> String {
        let out = self.fine();
        assert_eq!(out.lines().count(), 1, "{out:?}");
        out.trim_end().to_owned()
    }

    /// It ended with this code, nothing printed and one line on standard error.
    #[track_caller]
    pub fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        self.err.trim_end().to_owned()
    }
}

/// A path as a word of a command line.
pub fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Makes the tests `name::sqlite` and `name::postgres` of each `async fn name(here: &Installed)`.
macro_rules! by_the_program {
    ($($(#[$about:meta])* async fn $name:ident($here:ident: &Installed) $story:block)+) => {
        $(
            $(#[$about])*
            mod $name {
                use super::*;

                async fn story($here: &$crate::support::Installed) $story

                #[test]
                fn sqlite() {
                    $crate::support::run_program($crate::support::Engine::Sqlite, async |here| story(here).await);
                }

                #[test]
                fn postgres() {
                    $crate::support::run_program($crate::support::Engine::Postgres, async |here| story(here).await);
                }
            }
        )+
    };
}
pub(crate) use by_the_program;

/// Tells a story on a fresh store, which is removed however it ends.
pub fn run_program(engine: Engine, story: impl AsyncFnOnce(&Installed)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        server::http::serve::install_tls_provider();
        let Some(here) = Installed::on(engine).await else {
            println!("skipped on PostgreSQL: SWITCHBOARD_TEST_POSTGRES names no server; use tools/test");
            return;
        };
        let ending = AssertUnwindSafe(story(&here)).catch_unwind().await;
        here.remove().await;
        if let Err(panic) = ending {
            resume_unwind(panic);
        }
    });
}
