//! Work that nobody waits for: what is due is done, whoever asks. A job takes no input and repeats safely; a signal only
//! wakes it and may be lost.

use crate::app::SharedApp;

/// Starts the jobs of a server; they end when it stops.
pub fn start(app: &SharedApp) {
    let _ = app;
}
