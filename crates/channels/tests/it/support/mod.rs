//! What the stories share.

mod inbox;

use std::path::PathBuf;

use channels::Surroundings;
pub use inbox::Memory;

/// The interaction every message of a story belongs to.
pub const INTERACTION: &str = "IN-7K3Q-9XTD";

/// A path in the data folder; none, and a line that says why, where it is missing.
pub fn data_path(name: &str) -> Option<PathBuf> {
    let folder = std::env::var("SWITCHBOARD_TEST_DATA").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no {name} in {}; SWITCHBOARD_TEST_DATA names their folder", folder.display());
    None
}

/// A house with this public address for hooks.
pub fn surroundings(hooks: Option<String>) -> Surroundings {
    Surroundings { hooks, folder: std::env::temp_dir(), token_key: [7; 32], house: "test".to_owned() }
}
