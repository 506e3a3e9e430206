//! Runs targets, one after the other, and keeps what broke them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::arguments::Wanted;
use crate::mutation::{Dice, next_input};
use crate::targets::Target;

/// What one input may take, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);

/// The input under way, for the watch that ends a run which hangs.
type UnderWay = Arc<Mutex<Option<(&'static Target, Vec<u8>, Instant)>>>;

/// Whether every target stood.
pub(crate) fn all(wanted: &Wanted) -> io::Result<bool> {
    let under_way = UnderWay::default();
    watch(&under_way);
    let panicked = listen_to_panics();
    let mut stood = true;
    for target in &wanted.targets {
        let inputs = match &wanted.input {
            Some(file) => vec![fs::read(file)?],
            None => corpus(target)?,
        };
        let attack = Attack { target, under_way: &under_way, panicked: &panicked };
        stood &=
            if wanted.input.is_some() { attack.replay(&inputs)? } else { attack.run(&inputs, wanted)? };
    }
    Ok(stood)
}

struct Attack<'a> {
    target: &'static Target,
    under_way: &'a UnderWay,
    panicked: &'a Mutex<String>,
}

impl Attack<'_> {
    fn run(&self, corpus: &[Vec<u8>], wanted: &Wanted) -> io::Result<bool> {
        let name = self.target.name;
        println!("{name}: {} known inputs, seed {}", corpus.len(), wanted.seed);
        if !self.replay(corpus)? {
            return Ok(false);
        }
        let mut dice = Dice::new(wanted.seed, name);
        let began = Instant::now();
        let mut tried = 0_u64;
        while began.elapsed() < wanted.time_each {
            let input = next_input(&mut dice, corpus, self.target.words);
            if !self.stands(&input)? {
                return Ok(false);
            }
            tried += 1;
        }
        println!("{name}: stood {tried} inputs in {} s", began.elapsed().as_secs());
        Ok(true)
    }

    fn replay(&self, inputs: &[Vec<u8>]) -> io::Result<bool> {
        let mut stood = true;
        for input in inputs {
            stood &= self.stands(input)?;
        }
        Ok(stood)
    }

    fn stands(&self, input: &[u8]) -> io::Result<bool> {
        *held(self.under_way) = Some((self.target, input.to_vec(), Instant::now()));
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.target.run)(input)));
        *held(self.under_way) = None;
        if outcome.is_ok() {
            return Ok(true);
        }
        report(self.target, input, &held(self.panicked))?;
        Ok(false)
    }
}

fn report(target: &Target, input: &[u8], why: &str) -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let folder = home().join("failures").join(target.name);
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{:016x}", hasher.finish()));
    fs::write(&file, input)?;
    println!("{}: FAILED, {why}", target.name);
    println!("  input: \"{}\"", input.escape_ascii());
    println!("  again: cargo run -p fuzz -- {} --input {}", target.name, file.display());
    Ok(())
}

/// An endless loop cannot be caught, so the process ends with it.
fn watch(under_way: &UnderWay) {
    let under_way = Arc::clone(under_way);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(200));
            let stuck = held(&under_way).take_if(|(_, _, since)| since.elapsed() > PATIENCE);
            let Some((target, input, _)) = stuck else { continue };
            if let Err(fault) = report(target, &input, &format!("took longer than {} s", PATIENCE.as_secs()))
            {
                println!("{fault}");
            }
            std::process::exit(1);
        }
    });
}

/// Keeps the last panic's message instead of printing each one.
fn listen_to_panics() -> Arc<Mutex<String>> {
    let last = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&last);
    std::panic::set_hook(Box::new(move |panic| *held(&heard) = panic.to_string()));
    last
}

fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// In the order of their names, so that a seed means the same everywhere.
fn corpus(target: &Target) -> io::Result<Vec<Vec<u8>>> {
    let folder = home().join("corpus").join(target.name);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files =
        fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    files.sort();
    files.iter().map(fs::read).collect()
}

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
