//! Answers and findings to text. Between the answers and the formats stands one neutral [`Grid`].

pub mod chart;
mod clean;
mod csv;
pub mod finding;
pub mod graph;
mod grid;
mod json;
mod markdown;
pub mod page;
pub mod rule;
mod table;

use clap::ValueEnum;

pub use self::clean::clean;
pub use self::grid::Grid;
use crate::answer::{Answer, Row};

/// How an answer is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Format {
    /// A table as wide as the terminal.
    #[default]
    Table,
    /// A Markdown table.
    Markdown,
    /// Comma-separated values, every field of the JSON contract flat.
    Csv,
    /// JSON under the stable contract.
    Json,
}

/// What the answer was made from.
#[derive(Clone, Debug)]
pub struct Data {
    /// The fingerprint of the files.
    pub hash: String,
    /// How many events they hold.
    pub events: usize,
}

/// Writes an answer. `width` is that of the terminal, in columns.
pub fn answer<R: Row>(answer: &Answer<R>, data: &Data, format: Format, width: u16) -> String {
    match format {
        Format::Table => table::write(answer, width),
        Format::Markdown => markdown::write(answer),
        Format::Csv => csv::write(answer),
        Format::Json => json::write(answer, data),
    }
}
