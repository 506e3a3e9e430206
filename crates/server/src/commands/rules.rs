//! `switchboard rules`

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use guard::rulebook::schema::Rule;
use guard::{Rulebook, Word, check, explain};

use super::{Failure, Options, say};

/// What to do with the rules of Compliance Guard.
#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// Tell every rule in the order in which they are asked: those of the company where a store is named
    List {
        /// Only those that are on
        #[arg(long)]
        enabled: bool,
    },
    /// Say what is wrong with a rulebook
    Check {
        /// A TOML file, or a folder of them (default: the shipped rules)
        #[arg(value_name = "FILE|FOLDER")]
        path: Option<PathBuf>,
    },
    /// Explain a rule in plain words
    Explain {
        /// Its id, such as CG-REGF-7IN7
        rule: String,
    },
}

impl Rules {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        match self {
            Rules::List { enabled } => list(&book(options).await?, enabled),
            Rules::Check { path: None } => told(shipped()?),
            Rules::Check { path: Some(path) } => told(&read(&path)?),
            Rules::Explain { rule } => explained(&book(options).await?, &rule),
        }
    }
}

fn list(book: &Rulebook, enabled: bool) -> Result<(), Failure> {
    for rule in book.rules().filter(|rule| rule.enabled || !enabled) {
        say(line(rule))?;
    }
    Ok(())
}

fn line(rule: &Rule) -> String {
    let state = if rule.enabled { rule.severity.as_str() } else { "off" };
    format!("{} {} {state} {} {}", rule.id, rule.version, rule.jurisdiction.as_str(), rule.title)
}

fn explained(book: &Rulebook, id: &str) -> Result<(), Failure> {
    let rule = book.rule(id).ok_or_else(|| {
        Failure::from(format!("there is no rule {id}; `switchboard rules list` names them"))
    })?;
    say(explain::explain(rule).trim_end())
}

/// Everything a reader would object to in a book that is well formed.
fn told(book: &Rulebook) -> Result<(), Failure> {
    let findings = check(book);
    for finding in &findings {
        say(finding)?;
    }
    if findings.is_empty() {
        say(format!("ok: {} rules", book.rules().count()))
    } else {
        Err(Failure::told())
    }
}

fn read(path: &Path) -> Result<Rulebook, Failure> {
    let mut files = Vec::new();
    for file in files_of(path)? {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        files.push((name, text));
    }
    if files.is_empty() {
        return Err(Failure::from(format!("{}: there is no .toml file in it", path.display())));
    }
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    match Rulebook::parse("checked", &files) {
        Ok(book) => Ok(book),
        Err(mistakes) => {
            say(mistakes)?;
            Err(Failure::told())
        }
    }
}

/// The file itself, or the rule files of a folder by name.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| format!("{}: {error}", path.display()))?;
    let mut files: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension() == Some(OsStr::new("toml")));
    files.sort();
    Ok(files)
}

fn shipped() -> Result<&'static Rulebook, Failure> {
    Rulebook::shipped().map_err(Failure::from)
}

/// The company's rules where a store is named, else the shipped ones.
async fn book(options: &Options) -> Result<Rulebook, Failure> {
    if !options.names_a_store() {
        return Ok(shipped()?.clone());
    }
    let app = options.open().await?;
    let company = options.company(&app).await?;
    Ok((*app.books.of(&app.store, company).await?.rules).clone())
}
