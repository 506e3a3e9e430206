//! A bar on standard error for whatever takes longer than two seconds on a terminal.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(2);

/// How far a long command has come.
#[derive(Debug)]
pub struct Progress {
    label: String,
    total: Option<u64>,
    done: AtomicU64,
    started: Instant,
    terminal: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Starts counting towards a total, if one is known.
    pub fn start(label: &str, total: Option<u64>) -> Self {
        Self::on(label, total, std::io::stderr().is_terminal())
    }

    /// Counts `steps` more as done.
    pub fn advance(&self, steps: u64) {
        let done = self.done.fetch_add(steps, Ordering::Relaxed) + steps;
        if !self.is_due(self.started.elapsed()) {
            return;
        }
        self.bar.get_or_init(|| self.draw()).set_position(done);
    }

    /// How much is done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Leaves the bar as it stands and ends its line.
    pub fn finish(self) {
        if let Some(bar) = self.bar.get() {
            bar.set_position(self.done());
            bar.abandon();
        }
    }

    fn on(label: &str, total: Option<u64>, terminal: bool) -> Self {
        Self {
            label: label.to_owned(),
            total,
            done: AtomicU64::new(0),
            started: Instant::now(),
            terminal,
            bar: OnceLock::new(),
        }
    }

    fn is_due(&self, elapsed: Duration) -> bool {
        self.terminal && elapsed >= PATIENCE
    }

    fn draw(&self) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(self.total, ProgressDrawTarget::stderr())
            .with_elapsed(self.started.elapsed());
        let template = match self.total {
            Some(_) => "{prefix} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}",
            None => "{prefix} {spinner} {human_pos} {per_sec} {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(self.label.clone());
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_waits_two_seconds_and_needs_a_terminal() {
        let on_terminal = Progress::on("import", Some(10), true);
        assert!(!on_terminal.is_due(Duration::from_millis(1999)));
        assert!(on_terminal.is_due(PATIENCE));
        assert!(!Progress::on("import", Some(10), false).is_due(PATIENCE));
    }

    #[test]
    fn it_counts_across_threads_and_stays_silent_when_quick() {
        let progress = Progress::on("import", None, true);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| progress.advance(2)));
            }
        });
        assert_eq!(progress.done(), 800);
        assert!(progress.bar.get().is_none());
        progress.finish();
    }
}
