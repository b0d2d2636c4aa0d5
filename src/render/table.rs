//! For a terminal.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, Width};

use super::{Grid, clean};
use crate::answer::{Answer, Row};

/// Narrower than this, nothing is set.
const LEAST_WIDTH: u16 = 40;
/// Between two columns: the space around a cell and the line that is not drawn.
const GAP: u16 = 2;
/// A column is not kept wider than this for the sake of one long word.
const LONGEST_WORD: u16 = 24;

pub(super) fn write<R: Row>(answer: &Answer<R>, width: u16) -> String {
    let width = width.max(LEAST_WIDTH);
    let mut text = wrapped(&answer.title, width, "");
    if !answer.rows.is_empty() {
        let mut grid = Grid::for_people(answer);
        for cell in grid.rows.iter_mut().flatten() {
            *cell = breakable(&clean(cell));
        }
        let least: Vec<u16> = (0..grid.columns.len())
            .map(|at| least_width(&grid, at))
            .collect();
        let fits = least.iter().map(|least| least + GAP).sum::<u16>() <= width;
        text += &if fits {
            in_columns(&grid, &least, width, R::DENSE)
        } else {
            in_blocks(&grid, width)
        };
    }
    for note in &answer.notes {
        text += &wrapped(note, width, "");
    }
    text += &claims(answer, width);
    for (number, (id, citation)) in answer.sources.iter().enumerate() {
        text += &wrapped(&format!("[{}] {id}: {citation}", number + 1), width, "    ");
    }
    text
}

/// For each row that has it, what its sources claim.
fn claims<R: Row>(answer: &Answer<R>, width: u16) -> String {
    let mut text = String::new();
    for (head, said) in answer.rows.iter().filter_map(Row::claims) {
        text += &wrapped(&head, width, "");
        for (source, says) in said {
            let number = answer
                .number(&source)
                .map_or_else(String::new, |n| format!("[{n}] "));
            let line = format!("{number}{source}: {says}");
            text += &indented(&line, width, "  ");
        }
    }
    text
}

fn in_columns(grid: &Grid, least: &[u16], width: u16, dense: bool) -> String {
    let mut table = Table::new();
    table
        .load_style(if dense {
            UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none())
        } else {
            UTF8_HORIZONTAL_ONLY
        })
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(&grid.columns)
        .add_rows(&grid.rows);
    for (column, least) in table.column_iter_mut().zip(least) {
        column.set_padding((0, 1));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least + 1)));
    }
    let lines = table.to_string();
    lines
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// Where the columns do not fit: a block for each row, a line for each cell.
fn in_blocks(grid: &Grid, width: u16) -> String {
    let rule = format!("{}\n", "─".repeat(width.into()));
    let mut text = rule.clone();
    for row in &grid.rows {
        for (column, cell) in grid
            .columns
            .iter()
            .zip(row)
            .filter(|(_, cell)| !cell.is_empty())
        {
            text += &wrapped(
                &format!("{column}: {}", cell.replace('\n', "")),
                width,
                "    ",
            );
        }
        text += &rule;
    }
    text
}

/// The longest word of a column, within reason.
fn least_width(grid: &Grid, at: usize) -> u16 {
    let cells = grid.rows.iter().map(|row| row[at].as_str());
    let words = cells
        .chain([grid.columns[at]])
        .flat_map(str::split_whitespace);
    let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
    u16::try_from(longest).unwrap_or(u16::MAX).min(LONGEST_WORD)
}

/// A date that is an interval may go over two lines.
fn breakable(cell: &str) -> String {
    let is_date = |part: &str| {
        part.len() >= 4
            && part
                .chars()
                .all(|c| c.is_ascii_digit() || "-~?%.".contains(c))
    };
    match cell.split_once('/') {
        Some((from, to)) if is_date(from) && is_date(to) => format!("{from}/\n{to}"),
        _ => cell.to_owned(),
    }
}

/// Words in lines of a width, all set in, and those after the first twice.
fn indented(text: &str, width: u16, indent: &str) -> String {
    let set_in = u16::try_from(indent.len()).unwrap_or(width);
    let lines = wrapped(text, width.saturating_sub(set_in), indent);
    lines
        .lines()
        .map(|line| format!("{indent}{line}\n"))
        .collect()
}

/// Words in lines of a width; all lines but the first begin with the indent.
pub(super) fn wrapped(text: &str, width: u16, indent: &str) -> String {
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
