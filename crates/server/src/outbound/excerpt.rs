//! How an answer begins.

use reqwest::Response;

/// Bytes that are kept.
const KEPT: usize = 1024;
/// Bytes that are read, so that the connection can be used again after a short answer.
const READ: usize = 16 * 1024;

/// The beginning of an answer's body; nothing where it is empty. An answer without end is left.
pub(super) async fn of(mut answer: Response) -> Option<String> {
    let (mut kept, mut read) = (Vec::new(), 0);
    while read < READ {
        // What breaks off has said what it said.
        let Ok(Some(chunk)) = answer.chunk().await else { break };
        read += chunk.len();
        let room = KEPT - kept.len();
        kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    let text = printable(&kept);
    (!text.is_empty()).then_some(text)
}

/// At most `KEPT` bytes of text, without characters that a store or a terminal would stumble over.
fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let shown = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c });
    let mut kept = String::new();
    for c in shown {
        if kept.len() + c.len_utf8() > KEPT {
            break;
        }
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_valid_and_without_control_characters() {
        assert_eq!(printable(b"no\0such\x1b[31m\nthing"), "no such [31m\nthing");
        assert!(printable(&[0xff; 5000]).len() <= KEPT);
        assert_eq!(printable(b""), "");
    }
}
