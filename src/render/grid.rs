//! Columns and cells, before any format.

use crate::answer::{Answer, Row};

/// A table of texts.
#[derive(Debug)]
pub struct Grid {
    /// The heads of the columns.
    pub columns: Vec<&'static str>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// What people see: columns in which nothing stands, or only what is usual, are left out, and the last
    /// refers to the sources below.
    pub fn for_people<R: Row>(answer: &Answer<R>) -> Grid {
        let mut columns = R::columns();
        columns.push("see");
        let number = |id: &String| answer.number(id);
        let mut rows: Vec<Vec<String>> = (answer.rows.iter())
            .filter(|row| row.is_shown())
            .map(|row| {
                let refs = row
                    .cites()
                    .iter()
                    .filter_map(number)
                    .map(|number| format!("[{number}]"));
                let mut cells = row.cells();
                cells.push(refs.collect::<Vec<_>>().join(" "));
                cells
            })
            .collect();
        for at in (0..columns.len()).rev() {
            let usual = R::USUAL.iter().find(|(column, _)| *column == columns[at]);
            let says_nothing =
                |cell: &String| cell.is_empty() || usual.is_some_and(|(_, usual)| cell == usual);
            if rows.iter().all(|row| says_nothing(&row[at])) {
                columns.remove(at);
                rows.iter_mut().for_each(|row| drop(row.remove(at)));
            }
        }
        Grid { columns, rows }
    }

    /// Every field of the contract, flat.
    pub fn of_fields<R: Row>(answer: &Answer<R>) -> Grid {
        Grid {
            columns: R::FIELDS.to_vec(),
            rows: answer.rows.iter().map(Row::fields).collect(),
        }
    }
}
