//! Feeds mutated and random bytes to the parsers for a bounded time, on stable Rust.
//!
//! A target is a function that may refuse its input but must not panic or take long: see [`targets`]. Every run first
//! replays `fuzz/corpus/TARGET/`, then mutates it. A failing input is printed and kept in `fuzz/failures/`; once the
//! fault is mended it moves to the corpus, and is replayed for ever.
//!
//! `cargo run -p fuzz -- [TARGET…] [--seconds N] [--seed N] [--input FILE]`
#![expect(clippy::print_stdout, reason = "a command for people, its report is its output")]

mod arguments;
mod mutation;
mod run;
mod targets;

use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted = match arguments::read(std::env::args().skip(1)) {
        Ok(wanted) => wanted,
        Err(fault) => {
            println!("{fault}");
            return ExitCode::from(2);
        }
    };
    match run::all(&wanted) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            println!("{fault}");
            ExitCode::FAILURE
        }
    }
}
