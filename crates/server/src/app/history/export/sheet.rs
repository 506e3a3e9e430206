//! A sheet for a spreadsheet program, written row by row into a file that nobody else sees.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::Pieces;
use super::cells::{COLUMNS, Cell, begins_like_a_formula, cells};
use crate::app::AppError;

/// Writes the sheet; the file stands at its beginning.
pub(super) async fn write(mut pieces: Pieces) -> Result<File, AppError> {
    let mut book = Workbook::new();
    // A cell of text that begins like a formula is marked as text for good.
    let quoted = Format::new().set_quote_prefix();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory();
    sheet.set_name("History").map_err(failed)?;
    for (column, name) in (0u16..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &bold).map_err(failed)?;
    }
    let mut line = 0u32;
    loop {
        let rows = pieces.next().await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            line += 1;
            for (column, cell) in (0u16..).zip(cells(row)) {
                match cell {
                    Cell::Empty => continue,
                    Cell::Number(number) => sheet.write_number(line, column, number as f64),
                    Cell::Text(text) if begins_like_a_formula(&text) => {
                        sheet.write_string_with_format(line, column, text, &quoted)
                    }
                    Cell::Text(text) => sheet.write_string(line, column, text),
                }
                .map_err(failed)?;
            }
        }
    }
    let written = tokio::task::spawn_blocking(move || save(book)).await;
    written.map_err(|error| AppError::Unavailable(error.to_string()))?
}

fn save(mut book: Workbook) -> Result<File, AppError> {
    let unavailable = |error: std::io::Error| AppError::Unavailable(format!("no room for the file: {error}"));
    let mut file = tempfile::tempfile().map_err(unavailable)?;
    book.save_to_writer(&mut file).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(unavailable)?;
    Ok(file)
}

fn failed(error: XlsxError) -> AppError {
    AppError::Unavailable(format!("the sheet cannot be written: {error}"))
}
