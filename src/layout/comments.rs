//! Comments, and the blanks around them.

/// Whole lines of comments, each with its line break; blank lines go.
pub(super) fn lines(blanks: &str) -> String {
    let comments = blanks
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    comments.map(|line| format!("{line}\n")).collect()
}

/// Whole lines of comments; blank lines between and behind them stay, one of several.
pub(super) fn blocks(blanks: &str) -> String {
    let mut text = String::new();
    for line in blanks.lines().map(str::trim) {
        match line {
            "" if text.is_empty() || text.ends_with("\n\n") => {}
            line => text.extend([line, "\n"]),
        }
    }
    text
}

/// What stands before a table or at the end of a file: a blank line and whole lines of comments. Comments
/// that stand close below what is before them, and apart from what is behind them, stay there.
pub(super) fn apart(blanks: &str) -> String {
    let text = blocks(blanks);
    let close = blanks.trim_start_matches([' ', '\t']).starts_with('#') && text.contains("\n\n");
    if close { text } else { format!("\n{text}") }
}

/// Remarks about a whole file, up to the last blank line, and the comments behind it.
pub(super) fn of_the_file(blanks: &str) -> (String, String) {
    let text = blocks(blanks);
    let end = text.rfind("\n\n").map_or(0, |at| at + 2);
    (text[..end].to_owned(), text[end..].to_owned())
}

/// A comment behind something on its line, one space before it.
pub(super) fn ends_line(blanks: &str) -> String {
    match blanks.trim() {
        "" => String::new(),
        comment => format!(" {comment}"),
    }
}
