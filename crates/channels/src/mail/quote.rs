//! What somebody wrote, without what they answered.

/// Lines below which everything is the mail that is answered. In lower case.
const SEPARATORS: [&str; 8] = [
    "-----original message-----",
    "----- original message -----",
    "---------- forwarded message",
    "-----ursprüngliche nachricht-----",
    "-----mensaje original-----",
    "________________________________",
    "begin forwarded message:",
    "sent from my ",
];

/// The part of a text above its quotation. The whole where it is all quotation.
pub fn without_quote(text: &str) -> &str {
    let mut kept = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_quotation(line, &text[at + line.len()..]) {
            break;
        }
        at += line.len();
        if !line.trim_start().starts_with('>') && !line.trim().is_empty() {
            kept = at;
        }
    }
    let own = text[..kept].trim();
    if own.is_empty() { text.trim() } else { own }
}

fn begins_quotation(line: &str, below: &str) -> bool {
    let line = line.trim().to_lowercase();
    SEPARATORS.iter().any(|separator| line.starts_with(separator)) || introduces(&line, below)
}

/// `On Friday, Ann wrote:`, which some programs break into two lines.
fn introduces(line: &str, below: &str) -> bool {
    let opens = ["on ", "am ", "el ", "le "].iter().any(|word| line.starts_with(word));
    let closes =
        |text: &str| ["wrote:", "schrieb:", "escribió:", "a écrit :"].iter().any(|end| text.ends_with(end));
    let next = below.lines().next().unwrap_or_default().trim().to_lowercase();
    opens && (closes(line) || (closes(&next) && line.len() + next.len() < 200))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_is_left_out() {
        assert_eq!(without_quote("Yes, please.\n\nOn Fri, Ann <a@x> wrote:\n> Shall I?\n"), "Yes, please.");
        assert_eq!(without_quote("Yes.\nOn Friday the 13th, Ann Example\n<a@x> wrote:\n> Shall I?"), "Yes.");
        assert_eq!(without_quote("Stop\n-----Original Message-----\nFrom: x"), "Stop");
        assert_eq!(
            without_quote("> a\nyes to that\n> b\nno to that\n> c"),
            "> a\nyes to that\n> b\nno to that"
        );
        assert_eq!(without_quote("> only quotation"), "> only quotation");
        assert_eq!(without_quote("On Friday I wrote:\nnothing"), "On Friday I wrote:\nnothing");
    }
}
