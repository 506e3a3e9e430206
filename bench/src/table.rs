//! The one table that is printed.

use std::io::Write as _;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::{Failure, Stores};

/// A figure that was taken.
pub(crate) struct Line {
    pub(crate) store: &'static str,
    pub(crate) figure: String,
    pub(crate) ours: String,
    pub(crate) raw: String,
    pub(crate) ratio: String,
    pub(crate) bar: String,
    pub(crate) passed: Option<bool>,
}

impl Line {
    /// A value alone, without a bar.
    fn of(store: Stores, figure: &str, (value, unit): (f64, &str)) -> Self {
        let none = || "-".to_owned();
        Self {
            store: name(store),
            figure: figure.to_owned(),
            ours: format!("{} {unit}", number(value)),
            raw: none(),
            ratio: none(),
            bar: none(),
            passed: None,
        }
    }

    /// Two values, without a bar.
    fn beside(store: Stores, figure: &str, pair: (f64, f64), unit: &str) -> Self {
        Self {
            raw: format!("{} {unit}", number(pair.1)),
            ratio: format!("{:.2}", pair.0 / pair.1),
            ..Self::of(store, figure, (pair.0, unit))
        }
    }
}

/// All of them.
pub(crate) struct Table {
    rows: u64,
    lines: Vec<Line>,
}

/// What a figure is compared with.
#[derive(Clone, Copy)]
pub(crate) enum Bar {
    /// At least this many times raw.
    Least(f64),
    /// At most this many times raw.
    Most(f64),
}

impl Table {
    pub(crate) fn new(rows: u64) -> Self {
        Self { rows, lines: Vec::new() }
    }

    /// A value of ours that no bar is set for.
    pub(crate) fn note(&mut self, store: Stores, figure: &str, ours: (f64, &str)) {
        self.push(Line::of(store, figure, ours));
    }

    /// A value of ours with a limit of its own; `least` where more is better.
    pub(crate) fn limit(&mut self, store: Stores, figure: &str, ours: (f64, &str), limit: f64, least: bool) {
        let (value, unit) = ours;
        let (word, passed) = if least { ("at least", value >= limit) } else { ("at most", value <= limit) };
        let bar = format!("{word} {limit} {unit}");
        self.push(Line { bar, passed: Some(passed), ..Line::of(store, figure, ours) });
    }

    /// Two values beside each other that no bar is set for.
    pub(crate) fn tell(&mut self, store: Stores, figure: &str, pair: (f64, f64), unit: &str) {
        self.push(Line::beside(store, figure, pair, unit));
    }

    /// A rate or a time of ours beside raw's.
    pub(crate) fn compare(&mut self, store: Stores, figure: &str, pair: (f64, f64), unit: &str, bar: Bar) {
        let ratio = pair.0 / pair.1;
        let (bar, passed) = match bar {
            Bar::Least(least) => (format!("at least {least} of raw"), ratio >= least),
            Bar::Most(most) => (format!("at most {most} times raw"), ratio <= most),
        };
        self.push(Line { bar, passed: Some(passed), ..Line::beside(store, figure, pair, unit) });
    }

    fn push(&mut self, line: Line) {
        eprintln!("{}", print(&line, [0; 6]));
        self.lines.push(line);
    }

    pub(crate) fn all_passed(&self) -> bool {
        self.lines.iter().all(|line| line.passed != Some(false))
    }

    /// Prints the table and keeps it in a file of its day.
    pub(crate) fn finish(&self, folder: &Path) -> Result<(), Failure> {
        let head = Line {
            store: "store",
            figure: "figure".to_owned(),
            ours: "ours".to_owned(),
            raw: "raw".to_owned(),
            ratio: "ratio".to_owned(),
            bar: "bar".to_owned(),
            passed: None,
        };
        let all = || std::iter::once(&head).chain(&self.lines);
        let widths =
            [0, 1, 2, 3, 4, 5].map(|at| all().map(|line| cells(line)[at].chars().count()).max().unwrap_or(0));
        let mut text = format!("{} interactions, {}\n", self.rows, machine());
        all().for_each(|line| text.push_str(&format!("{}\n", print(line, widths))));
        std::io::stdout().write_all(text.as_bytes())?;
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        let date = domain::time::Instant(seconds * 1_000_000).to_string();
        let file = folder.join(format!("result-{}-{}.txt", self.rows, &date[..10]));
        std::fs::File::options()
            .append(true)
            .create(true)
            .open(file)?
            .write_all(format!("{date}\n{text}\n").as_bytes())?;
        Ok(())
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("{cores} cores, load {}", load.split(' ').next().unwrap_or("?"))
}

/// The store's name in the table.
pub(crate) fn name(store: Stores) -> &'static str {
    if store == Stores::Postgres { "PostgreSQL" } else { "SQLite" }
}

fn cells(line: &Line) -> [&str; 6] {
    [line.store, &line.figure, &line.ours, &line.raw, &line.ratio, &line.bar]
}

fn print(line: &Line, widths: [usize; 6]) -> String {
    let mut text = String::new();
    for (cell, width) in cells(line).into_iter().zip(widths) {
        text.push_str(&format!("{cell:width$}  "));
    }
    text.push_str(match line.passed {
        Some(true) => "pass",
        Some(false) => "FAIL",
        None => "",
    });
    text.trim_end().to_owned()
}

fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}
