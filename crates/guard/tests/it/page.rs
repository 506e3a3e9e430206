//! `docs/compliance.md` says what the book says.
//!
//! Run with `SWITCHBOARD_BLESS=1` to write it anew.

use std::path::Path;
use std::{env, fs};

use guard::explain::page;

use crate::story::book;

const BEGIN: &str = "<!-- The rules below are written from crates/guard/rulebook; change them there. -->\n";

#[test]
fn the_page_for_compliance_officers_says_what_the_book_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/compliance.md");
    let written = fs::read_to_string(&file).unwrap();
    let (introduction, _) = written.split_once(BEGIN).unwrap();
    let right = format!("{introduction}{BEGIN}\n{}", page(book()));
    if env::var_os("SWITCHBOARD_BLESS").is_some() {
        fs::write(&file, &right).unwrap();
        return;
    }
    assert!(
        written == right,
        "docs/compliance.md differs from the rulebook; run again with SWITCHBOARD_BLESS=1"
    );
    assert!(introduction.contains("not legal advice"));
}
