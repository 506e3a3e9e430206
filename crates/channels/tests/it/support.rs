//! Where the data for tests lies.

use std::path::PathBuf;

/// A folder of the data for tests, which is no part of the repository; says in a line that a test is skipped where it
/// is missing.
pub(crate) fn data(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = std::env::var("SWITCHBOARD_TEST_DATA").map_or_else(|_| beside(), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no {name} in {}; SWITCHBOARD_TEST_DATA names their folder", folder.display());
    None
}
