//! For a page.

use super::{Grid, clean};
use crate::answer::{Answer, Row};

pub(super) fn write<R: Row>(answer: &Answer<R>) -> String {
    let mut text = format!("{}\n\n", escape(&answer.title));
    if !answer.rows.is_empty() {
        let grid = Grid::for_people(answer);
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        text += &line(grid.columns.iter().map(ToString::to_string).collect());
        text += &line(grid.columns.iter().map(|_| "---".to_owned()).collect());
        for row in &grid.rows {
            text += &line(row.iter().map(|cell| escape(cell)).collect());
        }
        text += "\n";
    }
    for note in &answer.notes {
        text += &format!("{}\n", escape(note));
    }
    for (head, said) in answer.rows.iter().filter_map(Row::claims) {
        text += &format!("\n{}\n\n", escape(&head));
        for (source, says) in said {
            text += &format!("- {}: {}\n", escape(&source), escape(&says));
        }
    }
    if !answer.sources.is_empty() {
        text += "\n";
    }
    for (number, (id, citation)) in answer.sources.iter().enumerate() {
        text += &format!("{}. {}: {}\n", number + 1, escape(id), escape(citation));
    }
    text
}

/// Text that is neither table, markup nor HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
