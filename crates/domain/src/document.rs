//! A file that is kept for a person, to be sent with messages.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{DocumentId, PersonId};
use crate::interaction::CreatedBy;
use crate::problem::Problems;
use crate::time::Instant;

/// Longest name, in characters.
const NAME_LENGTH: usize = 255;
/// What is not known to be anything else.
const UNKNOWN: &str = "application/octet-stream";
/// Endings by which a computer runs a file when it is opened; mail services refuse whole messages for one of them.
const PROGRAMS: &[&str] = &[
    "app", "bat", "chm", "cmd", "com", "cpl", "dll", "dmg", "exe", "hta", "htm", "html", "iso", "jar", "js",
    "jse", "lnk", "msi", "msp", "pif", "ps1", "reg", "scr", "sh", "svg", "vb", "vbe", "vbs", "wsf", "wsh",
    "xhtml",
];

/// A file that is kept for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Whose it is.
    pub person_id: PersonId,
    /// Its name, as the person who receives it sees it.
    pub name: String,
    /// Its media type, as its bytes show it; where they show none, as its sender called it.
    pub media_type: String,
    /// Its length, in bytes.
    pub size: i64,
    /// Who brought it.
    pub created_by: CreatedBy,
    /// When.
    pub created_at: Instant,
}

/// The name of a new document: one line without folders, and no program by its ending.
pub fn check_name(name: &str) -> Result<String, Problems> {
    let name = name.trim();
    let refuse = |message: String| Err(Problems::one("name", message));
    let length = name.chars().count();
    if length == 0 || length > NAME_LENGTH {
        return refuse(format!("is required: the name of the file, 1 to {NAME_LENGTH} characters"));
    }
    if name.chars().any(|letter| letter.is_control() || "/\\".contains(letter)) || name.starts_with('.') {
        return refuse("must be the name of a file alone, in one line and without folders".to_owned());
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.filter(|ending| PROGRAMS.contains(&ending.as_str())) {
        Some(ending) => {
            refuse(format!("names a program (.{ending}); send a PDF, an image or a text instead"))
        }
        None => Ok(name.to_owned()),
    }
}

/// The media type of a new document. `head` needs its first 4096 bytes, or all of a shorter file.
pub fn check_kind(declared: &str, head: &[u8]) -> Result<String, String> {
    if head.is_empty() {
        return Err("the body is empty; send the bytes of the file".to_owned());
    }
    let shown = infer::get(head);
    let runs = |kind: infer::Type| {
        kind.matcher_type() == infer::MatcherType::App
            || ["text/html", "text/x-shellscript"].contains(&kind.mime_type())
    };
    if shown.is_some_and(runs) {
        return Err("the bytes are those of a program; send a PDF, an image or a text instead".to_owned());
    }
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let good = declared.split_once('/').is_some_and(|(kind, of)| is_token(kind) && is_token(of));
    Ok(match shown {
        // Office files are archives; their declared type says which one they are.
        Some(kind) if kind.mime_type() != "application/zip" => kind.mime_type().to_owned(),
        _ if good => declared,
        Some(kind) => kind.mime_type().to_owned(),
        None => UNKNOWN.to_owned(),
    })
}

fn is_token(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    (1..=127).contains(&text.len()) && text.bytes().all(good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_and_no_program() {
        assert_eq!(check_name(" Statement May.pdf ").unwrap(), "Statement May.pdf");
        for bad in ["", "a/b.pdf", "..\\b.pdf", "a\r\nb.pdf", ".profile", "invoice.pdf.EXE", "page.html"] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_bytes_say_what_a_file_is() {
        assert_eq!(check_kind("text/plain", b"%PDF-1.7\n").unwrap(), "application/pdf");
        assert_eq!(check_kind("text/csv; charset=utf-8", b"a,b\n").unwrap(), "text/csv");
        assert_eq!(check_kind("<script>", b"a,b\n").unwrap(), UNKNOWN);
        let program = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 64]].concat();
        assert!(check_kind("application/pdf", &program).is_err());
        assert!(check_kind("application/pdf", b"#!/bin/sh\n").is_err());
        assert!(check_kind("application/pdf", b"").is_err());
    }
}
