//! Text from strangers, made harmless for a terminal.

/// Without control characters and marks that turn the direction of writing; line breaks become spaces.
///
/// ```
/// use coalition::render::clean;
/// assert_eq!(clean("red \u{1b}[31malert\n"), "red \u{fffd}[31malert ");
/// ```
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' | '\r' => ' ',
            c if c.is_control() || turns_direction(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// The same, with line breaks and tabs kept: for the user's own lines.
pub(super) fn clean_lines(text: &str) -> String {
    let harmless = |c: char| matches!(c, '\n' | '\t') || !(c.is_control() || turns_direction(c));
    text.chars()
        .map(|c| {
            if harmless(c) {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}

/// JSON in which such characters are escaped: it says the same, and may be shown.
pub(super) fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && (c.is_control() || turns_direction(c)) {
            escaped += &format!("\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
