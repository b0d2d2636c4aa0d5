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

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
