//! The `switchboard` program.

fn main() -> std::process::ExitCode {
    server::commands::run()
}
