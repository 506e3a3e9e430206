//! Times and rates.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::Failure;

/// Times of one thing done many times.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The time that this share of all took at most, in milliseconds.
    pub(crate) fn at(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = (share * last as f64).round() as usize;
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }

    pub(crate) fn p50(&mut self) -> f64 {
        self.at(0.5)
    }

    pub(crate) fn p99(&mut self) -> f64 {
        self.at(0.99)
    }

    pub(crate) fn best(&mut self) -> f64 {
        self.at(0.0)
    }
}

/// Times a future.
pub(crate) async fn timed<T>(
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<(T, Duration), Failure> {
    let started = Instant::now();
    let done = work.await?;
    Ok((done, started.elapsed()))
}

/// How often a second `clients` futures together do `one` of theirs.
pub(crate) async fn rate<W>(time: Duration, workers: Vec<W>) -> Result<f64, Failure>
where
    W: AsyncWorker + Send + 'static,
{
    let started = Instant::now();
    let mut running = Vec::new();
    for mut worker in workers {
        running.push(tokio::spawn(async move {
            let mut done = 0u64;
            while started.elapsed() < time {
                worker.once().await?;
                done += 1;
            }
            Ok::<u64, Failure>(done)
        }));
    }
    let mut done = 0;
    for worker in running {
        done += worker.await??;
    }
    Ok(done as f64 / started.elapsed().as_secs_f64())
}

/// One client of a rate.
pub(crate) trait AsyncWorker {
    /// Does it once.
    fn once(&mut self) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// As `rate`, with a thread for each worker.
pub(crate) fn thread_rate<W>(time: Duration, workers: Vec<W>) -> Result<f64, Failure>
where
    W: FnMut() -> Result<(), Failure> + Send,
{
    let done = AtomicU64::new(0);
    let started = Instant::now();
    let outcomes: Vec<Result<(), Failure>> = std::thread::scope(|scope| {
        let run = |mut worker: W| {
            let done = &done;
            scope.spawn(move || {
                while started.elapsed() < time {
                    worker()?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            })
        };
        let running: Vec<_> = workers.into_iter().map(run).collect();
        running
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Err(Failure("a thread broke".to_owned()))))
            .collect()
    });
    outcomes.into_iter().collect::<Result<(), Failure>>()?;
    Ok(done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64())
}
