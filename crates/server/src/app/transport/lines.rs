//! A file as lines, each read on its own: a bad one is told, the rest goes on.

use std::io::{self, BufRead, Read};

use domain::interaction::{Draft, line};
use domain::problem::Problems;
use sha2::{Digest, Sha256};

use super::csv_lines::CsvLines;

/// Lines handed on at once.
pub const LINES: usize = 1_000;
/// Bytes handed on at once, so that long lines do not fill the memory.
const BYTES: usize = 8 * 1024 * 1024;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Ndjson,
    /// A header and a row an interaction.
    Csv,
}

/// A line as it stands in the file.
#[derive(Debug)]
pub struct RawLine {
    /// Its number, from 1.
    pub number: u64,
    /// Its JSON text as bytes, or why there is none.
    pub bytes: Result<Vec<u8>, Problems>,
}

/// A line that was read.
#[derive(Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// What it says, or what is wrong with it.
    pub draft: Result<Draft, Problems>,
}

/// The lines of a file, in batches.
pub struct Lines {
    source: Source,
}

enum Source {
    Ndjson { reader: Box<dyn BufRead + Send>, number: u64 },
    Csv(Box<CsvLines>),
}

impl Lines {
    /// Of an open file.
    pub fn new(file: Box<dyn Read + Send>, format: Format) -> Self {
        let reader = io::BufReader::with_capacity(256 * 1024, file);
        let source = match format {
            Format::Ndjson => Source::Ndjson { reader: Box::new(reader), number: 0 },
            Format::Csv => Source::Csv(Box::new(CsvLines::new(Box::new(reader)))),
        };
        Self { source }
    }

    /// The next lines; none at the end.
    pub fn batch(&mut self) -> io::Result<Vec<RawLine>> {
        let mut batch = Vec::with_capacity(LINES);
        let mut bytes = 0;
        while batch.len() < LINES && bytes < BYTES {
            let Some(line) = self.next()? else { break };
            bytes += line.bytes.as_ref().map_or(0, Vec::len);
            batch.push(line);
        }
        Ok(batch)
    }

    fn next(&mut self) -> io::Result<Option<RawLine>> {
        match &mut self.source {
            Source::Csv(lines) => lines.next(),
            Source::Ndjson { reader, number } => {
                while let Some(mut bytes) = next_line(reader)? {
                    *number += 1;
                    if *number == 1 {
                        without_mark(&mut bytes);
                    }
                    if !bytes.iter().all(u8::is_ascii_whitespace) {
                        return Ok(Some(RawLine { number: *number, bytes: Ok(bytes) }));
                    }
                }
                Ok(None)
            }
        }
    }
}

/// Reads a batch: the work that another thread may do.
pub fn read(batch: Vec<RawLine>) -> Vec<Line> {
    let read = |raw: RawLine| Line { number: raw.number, draft: raw.bytes.and_then(|bytes| draft(&bytes)) };
    batch.into_iter().map(read).collect()
}

fn draft(bytes: &[u8]) -> Result<Draft, Problems> {
    let text = line::text(bytes)?;
    let mut draft = line::read(text)?;
    draft.name_if_nameless(|| name(text));
    Ok(draft)
}

/// `line-` and 32 hexadecimal digits of the hash of the line, however it is spelled.
fn name(text: &str) -> String {
    let hash = Sha256::digest(line::canonical(text).as_bytes());
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("line-{digits}")
}

/// The bytes up to the next line end; of a line that is too long, one byte more than it may have.
fn next_line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut begun = false;
    loop {
        let available = reader.fill_buf()?;
        if available.is_empty() {
            return Ok(begun.then_some(line));
        }
        begun = true;
        let end = available.iter().position(|byte| *byte == b'\n');
        let piece = &available[..end.unwrap_or(available.len())];
        let room = (line::LONGEST_LINE + 1).saturating_sub(line.len());
        line.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = piece.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(Some(line));
        }
    }
}

/// Without the byte order mark that some programs begin a file with.
fn without_mark(bytes: &mut Vec<u8>) {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
}

#[cfg(test)]
mod tests {
    use domain::id::{CompanyId, Id};
    use domain::interaction::{CreatedBy, Found, Setting, create};
    use domain::time::Instant;

    use super::*;

    const GOOD: &str =
        r#"{"channel":"email","direction":"inbound","status":"succeeded","theme":"opsCollDebt"}"#;

    /// What an import says of each line.
    fn told(file: &[u8], format: Format) -> Vec<(u64, String)> {
        let mut lines = Lines::new(Box::new(io::Cursor::new(file.to_vec())), format);
        let judge = |draft: Draft| {
            let created_by = CreatedBy { descriptor: "system".to_owned(), id: None, name: None };
            let (company, now) = (CompanyId::of(1), Instant(0));
            let setting = Setting { company, person: None, created_by, is_external: true, now };
            create(draft, Found::default(), setting)
        };
        let tell = |line: Line| {
            let said = line.draft.and_then(judge).map_or_else(|wrong| wrong.to_string(), |_| "ok".to_owned());
            (line.number, said)
        };
        read(lines.batch().unwrap()).into_iter().map(tell).collect()
    }

    #[test]
    fn marks_line_ends_and_empty_lines_are_no_trouble() {
        let smoke = GOOD.replace("email", "smoke");
        let mut file = format!("\u{feff}{GOOD}\r\n\n  \r\n{smoke}\n").into_bytes();
        file.extend_from_slice(b"{\"theme\":\"\xff\"}\n");
        file.extend_from_slice(GOOD.as_bytes());
        let told = told(&file, Format::Ndjson);
        let numbers: Vec<_> = told.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 4, 5, 6]);
        assert_eq!(told[0].1, "ok");
        assert!(told[1].1.starts_with("channel: "), "{}", told[1].1);
        assert!(told[2].1.contains("not UTF-8"), "{}", told[2].1);
        assert_eq!(told[3].1, "ok");
    }

    #[test]
    fn a_line_that_is_too_long_costs_only_itself() {
        let mut file = vec![b'x'; line::LONGEST_LINE + 100_000];
        file.extend_from_slice(format!("\n{GOOD}\n").as_bytes());
        let told = told(&file, Format::Ndjson);
        assert_eq!(told.len(), 2);
        assert!(told[0].1.contains("longer than 5 MB"), "{}", told[0].1);
        assert_eq!(told[1], (2, "ok".to_owned()));
    }

    #[test]
    fn the_name_of_a_nameless_line_is_its_hash() {
        assert_eq!(name(r#"{"a":1, "b":2}"#), name(r#"{"b":2,"a":1}"#));
        assert_eq!(name("{}").len(), "line-".len() + 32);
    }

    #[test]
    fn rows_of_a_table_read_as_lines() {
        let file = b"channel,direction,status,theme,sensitive,createdBy.name,loanIds,content\n\
            email,inbound,succeeded,opsCollDebt,true,Ann,LN-1;LN-2,\"{\"\"bodyText\"\":\n\"\"a\"\"}\"\n\
            email,inbound,succeeded,opsCollDebt,perhaps,,,\nemail\n";
        let told = told(file, Format::Csv);
        assert_eq!(told[0], (2, "ok".to_owned()));
        assert_eq!((told[1].0, told[1].1.as_str()), (4, "sensitive: must be true or false"));
        assert!(told[2].1.contains("the header has 8"), "{}", told[2].1);
    }
}
