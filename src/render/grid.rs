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
    /// What people see: columns in which nothing stands are left out, and the last refers to the sources
    /// below.
    pub fn for_people<R: Row>(answer: &Answer<R>) -> Grid {
        let mut columns = R::columns();
        columns.push("evidence");
        let number = |id: &String| answer.sources.iter().position(|(known, _)| known == id);
        let mut rows: Vec<Vec<String>> = (answer.rows.iter())
            .map(|row| {
                let refs = row.cites().iter().filter_map(number).map(|at| format!("[{}]", at + 1));
                let mut cells = row.cells();
                cells.push(refs.collect::<Vec<_>>().join(" "));
                cells
            })
            .collect();
        if answer.hide_empty {
            for at in (0..columns.len()).rev() {
                if rows.iter().all(|row| row[at].is_empty()) {
                    columns.remove(at);
                    rows.iter_mut().for_each(|row| drop(row.remove(at)));
                }
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
