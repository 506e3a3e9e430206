//! Plain text out of HTML, and names of files that are only names.

use sha2::{Digest, Sha256};

/// HTML beyond this is cut before it is turned to text: a hostile page may be of any size.
const LONGEST_HTML: usize = 512 * 1024;
const COLUMNS: usize = 120;
const LONGEST_NAME: usize = 120;

/// What an HTML page says, as plain text.
pub(crate) fn from_html(html: &str) -> String {
    let html = cut(html, LONGEST_HTML);
    let deep = html.bytes().filter(|byte| *byte == b'<').count() > 20_000;
    let rendered = if deep { None } else { html2text::from_read(html.as_bytes(), COLUMNS).ok() };
    rendered.unwrap_or_else(|| mail_parser::decoders::html::html_to_text(html))
}

/// A name for a file: no path, no control or direction-changing characters, never empty or hidden.
pub(crate) fn file_name(given: Option<&str>, media_type: &str, number: usize) -> String {
    let last = given.unwrap_or_default().rsplit(['/', '\\', ':']).next().unwrap_or_default();
    let name: String =
        last.chars().filter(|c| !c.is_control() && !turns_text(*c)).take(LONGEST_NAME).collect();
    let name = name.trim_matches(['.', ' ']);
    if !name.is_empty() {
        return name.to_owned();
    }
    let ending = match media_type {
        "message/rfc822" => ".eml",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "application/pdf" => ".pdf",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        _ => "",
    };
    format!("file-{number}{ending}")
}

/// The first `most` bytes, ended at a character.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// SHA-256 in hex: the same mail has the same id, whatever number a server gives it.
pub(crate) fn fingerprint(raw: &[u8]) -> String {
    Sha256::digest(raw).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `photo\u{202e}gpj.exe` looks like `photoexe.jpg`.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(file_name(Some("../../etc/passwd"), "", 1), "passwd");
        assert_eq!(file_name(Some("C:\\x\\loan.pdf\r\n"), "", 1), "loan.pdf");
        assert_eq!(file_name(Some("photo\u{202e}gpj.exe"), "", 1), "photogpj.exe");
        assert_eq!(file_name(Some(".."), "application/pdf", 2), "file-2.pdf");
        assert_eq!(file_name(None, "message/rfc822", 1), "file-1.eml");
    }

    #[test]
    fn html_becomes_text_even_when_it_nests_without_end() {
        assert_eq!(from_html("<p>Dear <b>Zoë</b></p><style>x{}</style>").trim(), "Dear **Zoë**");
        assert!(from_html(&("<blockquote>".repeat(30_000) + "hello")).contains("hello"));
        assert!(from_html(&("<table><tr><td>".repeat(5_000) + "hello")).contains("hello"));
    }
}
