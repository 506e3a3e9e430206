//! Reads HTML as what a letter has: headings, paragraphs, list items, rows of a table.

mod block;

use html5gum::{Token, Tokenizer};

pub(crate) use block::{Block, Look, Run};

/// Deepest list that is told by its indent.
const DEEPEST: usize = 6;
/// What a browser shows nothing of.
const UNSEEN: [&str; 7] = ["head", "noscript", "script", "style", "svg", "template", "title"];
/// Where another paragraph begins.
const BREAKS: [&str; 17] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "header",
    "html",
    "main",
    "p",
    "pre",
    "section",
];

/// The blocks of a document. Never fails: what is no HTML is text.
pub(crate) fn read(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let link = tag.attributes.get(b"href".as_slice());
                let link = link.map(|link| String::from_utf8_lossy(link).into_owned());
                reader.open(&String::from_utf8_lossy(&tag.name), link, tag.self_closing);
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.say(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.end_block();
    reader.blocks
}

/// The blocks of plain text: paragraphs between empty lines.
pub(crate) fn read_text(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n");
    let paragraphs =
        text.split("\n\n").map(|part| part.trim_matches('\n')).filter(|part| !part.trim().is_empty());
    let look = Look::default();
    paragraphs.map(|part| Block::Paragraph(vec![Run { text: part.to_owned(), look }])).collect()
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The words of the block under way.
    runs: Vec<Run>,
    /// The cells of the row under way.
    cells: Option<Vec<Vec<Run>>>,
    heading: Option<u8>,
    /// The lists around, each with the number of its next item if it counts.
    lists: Vec<Option<usize>>,
    /// The sign of the item under way.
    sign: Option<String>,
    bold: usize,
    italic: usize,
    preformatted: usize,
    /// The element around that nothing is shown of.
    unseen: Option<String>,
    /// Whether the cell under way is a heading of its column.
    heads: bool,
    /// Where the link around leads to, and what it says so far.
    link: Option<(String, String)>,
}

impl Reader {
    fn open(&mut self, name: &str, link: Option<String>, self_closing: bool) {
        if self.unseen.is_some() {
            return;
        }
        match name {
            name if UNSEEN.contains(&name) && !self_closing => self.unseen = Some(name.to_owned()),
            "b" | "strong" => self.bold += 1,
            "i" | "em" | "cite" => self.italic += 1,
            "br" => self.push("\n"),
            "hr" => {
                self.end_block();
                self.blocks.push(Block::Rule);
            }
            "a" => self.link = Some((link.unwrap_or_default(), String::new())),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.heading = name[1..].parse().ok();
            }
            "ul" | "ol" => {
                self.end_block();
                self.lists.push((name == "ol").then_some(1));
            }
            "li" => self.open_item(),
            "tr" => {
                self.end_block();
                self.cells = Some(Vec::new());
            }
            "td" | "th" => {
                self.end_cell_if_any();
                self.heads = name == "th";
            }
            _ => self.open_block(name),
        }
    }

    fn open_block(&mut self, name: &str) {
        self.preformatted += usize::from(name == "pre");
        if BREAKS.contains(&name) || name == "table" {
            self.end_block();
        }
    }

    fn open_item(&mut self) {
        self.end_block();
        self.sign = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "•".to_owned(),
        });
    }

    fn close(&mut self, name: &str) {
        if let Some(unseen) = &self.unseen {
            if unseen == name {
                self.unseen = None;
            }
            return;
        }
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "i" | "em" | "cite" => self.italic = self.italic.saturating_sub(1),
            "a" => self.close_link(),
            "ul" | "ol" => {
                self.end_block();
                self.lists.pop();
            }
            "td" | "th" => {
                self.end_cell();
                self.heads = false;
            }
            "tr" => {
                self.end_cell_if_any();
                self.heads = false;
                if let Some(cells) = self.cells.take().filter(|cells| !cells.is_empty()) {
                    self.blocks.push(Block::Row(cells));
                }
            }
            "pre" => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "table" => self.end_block(),
            name if BREAKS.contains(&name) => self.end_block(),
            _ => {}
        }
    }

    /// On paper a link is its address, unless the words say it already.
    fn close_link(&mut self) {
        let Some((address, said)) = self.link.take() else { return };
        let shown = address.strip_prefix("mailto:").or(address.strip_prefix("tel:")).unwrap_or(&address);
        let leads_somewhere = !shown.is_empty() && !shown.starts_with('#');
        if leads_somewhere && !said.contains(shown) {
            let shown = if said.trim().is_empty() { shown.to_owned() } else { format!(" ({shown})") };
            self.push(&shown);
        }
    }

    fn say(&mut self, text: &str) {
        if self.unseen.is_some() {
            return;
        }
        if self.preformatted > 0 {
            return self.push(text);
        }
        let follows_space = self.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']));
        let mut words = collapsed(text);
        if follows_space {
            words = words.trim_start_matches(' ').to_owned();
        }
        self.push(&words);
    }

    fn push(&mut self, text: &str) {
        if let Some((_, said)) = &mut self.link {
            said.push_str(text);
        }
        let look = Look { bold: self.bold > 0 || self.heads, italic: self.italic > 0 };
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(run) if run.look == look => run.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), look }),
        }
    }

    fn end_cell_if_any(&mut self) {
        if self.runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.end_cell();
        }
    }

    fn end_cell(&mut self) {
        let runs = trimmed(std::mem::take(&mut self.runs));
        match &mut self.cells {
            Some(cells) => cells.push(runs),
            None if runs.is_empty() => {}
            None => self.blocks.push(Block::Paragraph(runs)),
        }
    }

    fn end_block(&mut self) {
        if self.cells.is_some() {
            // A paragraph inside a cell is a line of it.
            if self.runs.last().is_some_and(|run| !run.text.ends_with('\n')) {
                self.push("\n");
            }
            return;
        }
        let heading = self.heading.take();
        let runs = trimmed(std::mem::take(&mut self.runs));
        if runs.is_empty() {
            return;
        }
        let depth = self.lists.len().clamp(1, DEEPEST);
        self.blocks.push(match (heading, self.sign.take()) {
            (Some(level), _) => Block::Heading(level, runs),
            (None, Some(sign)) => Block::Item(sign, depth, runs),
            (None, None) if self.lists.is_empty() => Block::Paragraph(runs),
            (None, None) => Block::Item(String::new(), depth, runs),
        });
    }
}

/// White space as one space each.
fn collapsed(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_ascii_whitespace() {
            words.push(character);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words
}

/// Without white space around it.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    while let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    runs
}
