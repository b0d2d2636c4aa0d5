//! For a spreadsheet or for R.

use super::{Grid, clean};
use crate::answer::{Answer, Row};

pub(super) fn write<R: Row>(answer: &Answer<R>) -> String {
    let grid = Grid::of_fields(answer);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| harmless(cell)).collect::<Vec<_>>());
    let head = grid.columns.iter().map(ToString::to_string).collect();
    for row in std::iter::once(head).chain(rows) {
        // Writing to memory does not fail, and every row has as many cells as the head.
        if writer.write_record(&row).is_err() {
            break;
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// What a spreadsheet would run as a formula is marked as text with a leading apostrophe.
fn harmless(cell: &str) -> String {
    let runs = cell.trim_start().starts_with(['=', '+', '-', '@']);
    let cell = clean(cell);
    if runs { format!("'{cell}") } else { cell }
}
