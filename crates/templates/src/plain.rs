//! HTML as plain text, for who reads email without it.

use crate::markup::{self, Block, Run};

/// What the HTML says, with an empty line between paragraphs.
pub(crate) fn of(html: &str) -> String {
    let mut text = String::new();
    let mut before: Option<Block> = None;
    for block in markup::read(html) {
        if let Some(before) = &before {
            text.push_str(between(before, &block));
        }
        text.push_str(&line(&block));
        before = Some(block);
    }
    text
}

fn between(before: &Block, block: &Block) -> &'static str {
    match (before, block) {
        (Block::Item(..), Block::Item(..)) | (Block::Row(_), Block::Row(_)) => "\n",
        _ => "\n\n",
    }
}

fn line(block: &Block) -> String {
    match block {
        Block::Heading(_, runs) | Block::Paragraph(runs) => words(runs),
        Block::Item(sign, depth, runs) => {
            let indent = "  ".repeat(depth - 1);
            let sign = if sign.is_empty() { " " } else { sign };
            format!("{indent}{sign} {}", words(runs))
        }
        Block::Row(cells) => {
            cells.iter().map(|cell| words(cell).replace('\n', " ")).collect::<Vec<_>>().join(" | ")
        }
        Block::Rule => "-".repeat(40),
    }
}

fn words(runs: &[Run]) -> String {
    let said: String = runs.iter().map(|run| run.text.as_str()).collect();
    said.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_reads_well_without_its_html() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><h1>Dear  Ana,</h1>\n<p>you owe \
                    <b>$5</b>.<br>Please pay.</p><ul><li>by card</li><li>by <i>post</i></li></ul>\
                    <p><a href=\"https://pay.example/1\">Pay now</a></p><hr><script>alert(1)</script></body></html>";
        let text = "Dear Ana,\n\nyou owe $5.\nPlease pay.\n\n• by card\n• by post\n\n\
                    Pay now (https://pay.example/1)\n\n----------------------------------------";
        assert_eq!(of(html), text);
    }

    #[test]
    fn a_link_that_says_its_address_says_it_once() {
        assert_eq!(of("<a href=\"mailto:a@b.example\">a@b.example</a>"), "a@b.example");
        assert_eq!(
            of("<p>Pay <a href=\"https://p.example\">here</a> now</p>"),
            "Pay here (https://p.example) now"
        );
        assert_eq!(
            of("<ol><li>one<li>two</ol><table><tr><th>Due<td>$5</tr></table>"),
            "1. one\n2. two\n\nDue | $5"
        );
    }

    #[test]
    fn what_is_no_html_is_text() {
        assert_eq!(of("1 < 2 & 3 > 2 &amp; é"), "1 < 2 & 3 > 2 & é");
        assert_eq!(of("</p></b></td></ul></tr><td>x"), "x");
        assert_eq!(of(""), "");
    }
}
