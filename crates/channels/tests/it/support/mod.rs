//! What the stories share.

mod fake;
mod hooks;
mod inbox;
mod peer;

pub use fake::{Answer, Fake};
pub use hooks::Hooks;
pub use inbox::Memory;
pub use peer::{Peer, data, folder_of, free_address, ours, run_node};

use std::path::PathBuf;

use channels::{Body, Message, Party, Surroundings, Text};

/// The interaction every message of a story belongs to.
pub const INTERACTION: &str = "IN-7K3Q-9XTD";

/// A text to Ada.
pub fn text(from: &str, to: &str, body: &str) -> Message {
    let party = |address: &str| Party { address: address.to_owned(), name: None };
    Message {
        interaction: INTERACTION.to_owned(),
        key: format!("{INTERACTION}-1"),
        from: party(from),
        to: party(to),
        body: Body::Text(Text { body: body.to_owned() }),
    }
}

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
