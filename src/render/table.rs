//! For a terminal.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};

use super::{Grid, clean};
use crate::answer::{Answer, Row};

/// Narrower than this, nothing can be set.
const LEAST_WIDTH: u16 = 60;

pub(super) fn write<R: Row>(answer: &Answer<R>, width: u16) -> String {
    let width = width.max(LEAST_WIDTH);
    let mut text = wrapped(&answer.title, width, "");
    if !answer.rows.is_empty() {
        let grid = Grid::for_people(answer);
        let mut table = Table::new();
        table
            .load_style(UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width)
            .set_header(grid.columns);
        for row in grid.rows {
            table.add_row(row.iter().map(|cell| clean(cell)));
        }
        text += &trimmed(&table.to_string());
    }
    for note in &answer.notes {
        text += &wrapped(note, width, "");
    }
    for (number, (id, citation)) in answer.sources.iter().enumerate() {
        text += &wrapped(&format!("[{}] {id}: {citation}", number + 1), width, "    ");
    }
    text
}

/// Without the spaces that pad the end of lines.
fn trimmed(table: &str) -> String {
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Words in lines of a width; all lines but the first begin with the indent.
fn wrapped(text: &str, width: u16, indent: &str) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > usize::from(width) {
            lines += "\n";
            lines += indent;
            column = indent.len();
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines += word;
        column += length;
    }
    lines + "\n"
}
