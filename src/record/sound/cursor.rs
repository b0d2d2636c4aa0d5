//! The plain part of TOML, from front to back.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use toml_parser::decoder::Encoding;
use toml_parser::{ParseError, Raw, Span};

use crate::day::Day;

/// It is not plain, or not sound: which, the other reader tells.
#[derive(Debug)]
pub(crate) struct GiveUp;

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not plain and sound")
    }
}

impl std::error::Error for GiveUp {}

impl serde::de::Error for GiveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        GiveUp
    }
}

/// A value that holds no others.
pub(super) enum Scalar<'t> {
    Text(Cow<'t, str>),
    Whole(u32),
    Truth(bool),
    Day(&'t str),
}

/// A text, and how far it is read.
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, at: 0 }
    }

    /// The next byte; none at the end.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over a byte, if it is the next.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<(), GiveUp> {
        self.take(byte).then_some(()).ok_or(GiveUp)
    }

    /// Goes over as many bytes as fit.
    fn over(&mut self, fits: impl Fn(u8) -> bool) -> Range<usize> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().position(|&byte| !fits(byte));
        let start = self.at;
        self.at += length.unwrap_or(rest.len());
        start..self.at
    }

    /// Goes over what may stand as it is in a text in `"`: most bytes of a file, and so eight at once.
    fn over_quoted(&mut self) -> Range<usize> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(eight) = bytes[self.at..].first_chunk() {
            let stop = first_stop(u64::from_le_bytes(*eight));
            self.at += stop;
            if stop < 8 && bytes[self.at] != b'\t' {
                break;
            }
            self.at += usize::from(stop < 8);
        }
        start..self.over(is_quoted).end
    }

    pub(super) fn spaces(&mut self) {
        self.over(|byte| byte == b' ' || byte == b'\t');
    }

    /// Goes over spaces, comments and ends of lines.
    pub(super) fn blank(&mut self) -> Result<(), GiveUp> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n') => self.at += 1,
                Some(b'\r' | b'#') => self.line_break()?,
                _ => return Ok(()),
            }
        }
    }

    /// Goes over what may stand behind a value or a header, up to the next line.
    pub(super) fn end_of_line(&mut self) -> Result<(), GiveUp> {
        self.spaces();
        self.line_break()
    }

    /// Goes over a comment, if there is one, and the end of its line or of the text.
    fn line_break(&mut self) -> Result<(), GiveUp> {
        if self.take(b'#') {
            self.over(is_plain);
        }
        let carriage = self.take(b'\r');
        if self.take(b'\n') || (!carriage && self.peek().is_none()) {
            return Ok(());
        }
        Err(GiveUp)
    }

    /// The name in the `[[…]]` that comes next, and where the header stands; none at the end of the text.
    pub(super) fn header(&mut self) -> Result<Option<(&'t str, Range<usize>)>, GiveUp> {
        self.blank()?;
        if self.peek().is_none() {
            return Ok(None);
        }
        let start = self.at;
        self.expect(b'[')?;
        self.expect(b'[')?;
        self.spaces();
        let name = self.bare_key()?;
        self.spaces();
        self.expect(b']')?;
        self.expect(b']')?;
        let header = start..self.at;
        self.end_of_line()?;
        Ok(Some((name, header)))
    }

    /// The key that comes next, up to its value; none before a header and at the end of the text.
    pub(super) fn key(&mut self) -> Result<Option<&'t str>, GiveUp> {
        self.blank()?;
        if matches!(self.peek(), None | Some(b'[')) {
            return Ok(None);
        }
        self.key_of_value().map(Some)
    }

    pub(super) fn key_of_value(&mut self) -> Result<&'t str, GiveUp> {
        let key = self.bare_key()?;
        self.spaces();
        self.expect(b'=')?;
        self.spaces();
        Ok(key)
    }

    fn bare_key(&mut self) -> Result<&'t str, GiveUp> {
        let key = self.over(is_bare);
        let key = &self.text[key];
        (!key.is_empty()).then_some(key).ok_or(GiveUp)
    }

    pub(super) fn scalar(&mut self) -> Result<Scalar<'t>, GiveUp> {
        let rest = &self.text[self.at..];
        if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
            return self.of_lines().map(Scalar::Text);
        }
        match self.peek() {
            Some(b'"') => self.quoted().map(Scalar::Text),
            Some(b'\'') => self.literal().map(Scalar::Text),
            _ => self.bare(),
        }
    }

    /// A text in `"`, of one line.
    fn quoted(&mut self) -> Result<Cow<'t, str>, GiveUp> {
        let start = self.at;
        self.at += 1;
        let inner = self.over_quoted();
        if self.take(b'"') {
            return Ok(Cow::Borrowed(&self.text[inner]));
        }
        while self.take(b'\\') {
            self.at += self.text[self.at..]
                .chars()
                .next()
                .ok_or(GiveUp)?
                .len_utf8();
            self.over_quoted();
        }
        self.expect(b'"')?;
        self.decoded(start, Encoding::BasicString)
    }

    /// A text in `'`, of one line.
    fn literal(&mut self) -> Result<Cow<'t, str>, GiveUp> {
        self.at += 1;
        let inner = self.over(|byte| is_plain(byte) && byte != b'\'');
        self.expect(b'\'')?;
        Ok(Cow::Borrowed(&self.text[inner]))
    }

    /// A text in three marks, which may have several lines.
    fn of_lines(&mut self) -> Result<Cow<'t, str>, GiveUp> {
        let start = self.at;
        let (encoding, marks) = match self.peek() {
            Some(b'"') => (Encoding::MlBasicString, "\"\"\""),
            _ => (Encoding::MlLiteralString, "'''"),
        };
        self.at += marks.len();
        while !self.text[self.at..].starts_with(marks) {
            let escapes = encoding == Encoding::MlBasicString && self.peek() == Some(b'\\');
            let mut next = self.text[self.at..].chars();
            let length = next.next().ok_or(GiveUp)?.len_utf8();
            let escaped = next.next().filter(|_| escapes).map_or(0, char::len_utf8);
            self.at += length + escaped;
        }
        self.at += marks.len();
        // Up to two more are part of the text.
        let more = self.over(|byte| byte == marks.as_bytes()[0]);
        if more.len() > 2 {
            return Err(GiveUp);
        }
        self.decoded(start, encoding)
    }

    /// What is written since a place, as the parser decodes it.
    fn decoded(&self, start: usize, encoding: Encoding) -> Result<Cow<'t, str>, GiveUp> {
        let raw = &self.text[start..self.at];
        let span = Span::new_unchecked(start, self.at);
        let mut text = Cow::Borrowed("");
        let mut fault: Option<ParseError> = None;
        let raw = Raw::new_unchecked(raw, Some(encoding), span);
        let _ = raw.decode_scalar(&mut text, &mut fault);
        fault.map_or(Ok(text), |_| Err(GiveUp))
    }

    /// A day, a whole number, `true` or `false`.
    fn bare(&mut self) -> Result<Scalar<'t>, GiveUp> {
        let word = self.over(is_bare);
        let word = &self.text[word];
        // What goes on otherwise is a time of day, a fraction or a fault.
        if !matches!(
            self.peek(),
            None | Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | b'}' | b'#')
        ) {
            return Err(GiveUp);
        }
        match word {
            "true" => Ok(Scalar::Truth(true)),
            "false" => Ok(Scalar::Truth(false)),
            // A time behind a space is refused where the value should end.
            _ if Day::plain(word).is_some() => Ok(Scalar::Day(word)),
            _ => whole(word).map(Scalar::Whole).ok_or(GiveUp),
        }
    }
}

/// Whether a byte may stand as it is in a text in `"`.
fn is_quoted(byte: u8) -> bool {
    is_plain(byte) && byte != b'"' && byte != b'\\'
}

/// How many of eight bytes come before the first that may not stand in a text in `"`, or is a tab.
fn first_stop(eight: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The top bit of the first byte below a limit, and none before it: a byte borrows only from those behind.
    let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit)) & !word;
    let is = |byte: u8| below(eight ^ (EACH * u64::from(byte)), 1);
    let stops = below(eight, b' ') | is(b'"') | is(b'\\') | is(0x7f);
    (stops & (EACH << 7)).trailing_zeros() as usize / 8
}

/// Whether a byte may stand in a comment or a text of one line.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f || byte == b'\t'
}

/// Whether a byte may stand in a key, a day, a number or a word without quotes.
fn is_bare(byte: u8) -> bool {
    const IS: [bool; 256] = {
        let mut is = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            let sign = byte as u8;
            is[byte] = sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_';
            byte += 1;
        }
        is
    };
    IS[usize::from(byte)]
}

/// A number without a sign and without leading zeros.
fn whole(word: &str) -> Option<u32> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    let leading = word.len() > 1 && word.starts_with('0');
    (digits && !leading).then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{first_stop, is_quoted};

    #[test]
    fn eight_bytes_are_told_as_one_by_one() {
        let mut rng = 1_u64;
        for _ in 0..100_000 {
            rng = rng.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            // Bytes near those that stop, and any others.
            let spread = [0, 0x1f, 0x20, 0x22, 0x5c, 0x7f, 0x80, 0xff];
            let eight: [u8; 8] = std::array::from_fn(|at| {
                let random = (rng >> (8 * at)) as u8;
                if random & 8 == 0 {
                    b'a'.wrapping_add(random)
                } else {
                    spread[usize::from(random & 7)]
                }
            });
            let one_by_one = eight
                .iter()
                .position(|&byte| !is_quoted(byte) || byte == b'\t');
            let at_once = first_stop(u64::from_le_bytes(eight));
            assert_eq!(at_once, one_by_one.unwrap_or(8), "{eight:?}");
        }
    }
}
