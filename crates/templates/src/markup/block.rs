//! What HTML is read as.

/// A piece of text that looks the same all over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its words; a line break is `\n`.
    pub(crate) text: String,
    pub(crate) look: Look,
}

/// How a run looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// Something that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading; 1 is the largest.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// An item of a list: its sign, how deep the list is from 1, its words.
    Item(String, usize, Vec<Run>),
    /// A row of a table, cell by cell.
    Row(Vec<Vec<Run>>),
    /// A line across.
    Rule,
}
