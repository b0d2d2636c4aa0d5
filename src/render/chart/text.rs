//! Words and signs of a chart, in lines.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::render::clean;

/// A sign with its colour; none = plain.
pub(super) type Sign = (char, Option<Style>);

/// Words from the data, as a chart may show them.
pub(super) fn written(text: &str, ascii: bool) -> String {
    let text = clean(text);
    if ascii {
        deunicode::deunicode(&text)
    } else {
        text
    }
}

/// A label of exactly so many columns.
pub(super) fn fitted(label: &str, width: usize, cut: &str) -> String {
    let mut fitted = label.to_owned();
    if fitted.width() > width {
        while fitted.width() + cut.width() > width {
            fitted.pop();
        }
        fitted += cut;
    }
    let short = width.saturating_sub(fitted.width());
    fitted + &" ".repeat(short)
}

/// Parts in lines of a width, none of them broken.
pub(super) fn filled(parts: &[Vec<Sign>], width: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for part in parts {
        if column > 0 && column + 3 + part.len() > width {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines += "   ";
            column += 3;
        }
        lines += &painted(part);
        column += part.len();
    }
    lines + "\n"
}

/// Signs in their colours, those of one colour together.
pub(super) fn painted(signs: &[Sign]) -> String {
    let mut text = String::new();
    for run in signs.chunk_by(|a, b| a.1 == b.1) {
        let plain: String = run.iter().map(|(sign, _)| sign).collect();
        match run[0].1 {
            Some(style) => text += &format!("{style}{plain}{style:#}"),
            None => text += &plain,
        }
    }
    text
}
