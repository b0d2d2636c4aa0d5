//! The one canonical layout of a record file.
//!
//! Records keep their order, for it can mean something. Within a record the keys stand in the order of the
//! format, exact dates are bare, a list that does not fit a line has one item a line, one blank line parts
//! records, and comments stay with what they stand at.

mod comments;
mod value;

use std::ops::Range;

use toml_edit::{Document, Item, Key, KeyMut, RawString, Table};

use self::comments::{apart, ends_line, lines, of_the_file};
use crate::record::{TABLES, keys};

/// Why a text has no layout: it is no TOML, or no file of records.
#[derive(Debug)]
pub struct NotRecords {
    /// What is wrong.
    pub message: String,
    /// The bytes where it is.
    pub span: Range<usize>,
}

/// The text in its canonical layout.
///
/// # Errors
/// Where the text is no TOML or holds something else than records, what is wrong and where.
///
/// ```
/// let text = "[[event]]\nkind='join'\ndate = \"2014-09-26\"  # said on a Friday\n";
/// let laid_out = coalition::layout::lay_out(text).expect("TOML");
/// assert_eq!(laid_out, "[[event]]\ndate = 2014-09-26 # said on a Friday\nkind = \"join\"\n");
/// ```
pub fn lay_out(text: &str) -> Result<String, NotRecords> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - plain.len();
    let fault = |message: &str, span: Option<Range<usize>>| {
        let span = span.unwrap_or(0..0);
        NotRecords {
            message: message.to_owned(),
            span: span.start + mark..span.end + mark,
        }
    };
    let parsed = Document::parse(plain).map_err(|found| fault(found.message(), found.span()))?;
    let of_the_format = |key: &str| keys("").contains(&key) || TABLES.contains(&key);
    if let Some((key, _)) = parsed.iter().find(|(key, _)| !of_the_format(key)) {
        let span = parsed.as_table().key(key).and_then(Key::span);
        return Err(fault(&format!("`{key}` is no table of records"), span));
    }
    let mut document = parsed.into_mut();
    let trailing = apart(&format!("{}\n\n", raw(Some(document.trailing()))));
    document.set_trailing(trailing);
    let about = take_remarks(document.as_table_mut());
    table(document.as_table_mut(), "");
    let written = format!("{about}{document}");
    let body = written.trim_matches(['\n', ' ', '\t']);
    Ok(if body.is_empty() {
        String::new()
    } else {
        format!("{body}\n")
    })
}

/// The keys of a table in their order, and everything in it laid out. `name` is the key it stands under.
fn table(table: &mut Table, name: &str) {
    let order = keys(name);
    table.sort_values_by(|one, _, other, _| place(order, one).cmp(&place(order, other)));
    for (mut key, item) in table.iter_mut() {
        let name = key.get().to_owned();
        match item {
            Item::Value(found) => {
                plain(&mut key);
                value::lay_out(found, &name);
            }
            Item::Table(within) => under_header(within, &name),
            Item::ArrayOfTables(records) => {
                records
                    .iter_mut()
                    .for_each(|record| under_header(record, &name));
            }
            Item::None => {}
        }
    }
}

/// Remarks about the whole file, above its first key and apart from it: they stay above whichever key comes
/// first.
fn take_remarks(file: &mut Table) -> String {
    let Some((mut key, _)) = file.iter_mut().next().filter(|(_, item)| item.is_value()) else {
        return String::new();
    };
    let (remarks, own) = of_the_file(raw(key.leaf_decor().prefix()));
    key.leaf_decor_mut().set_prefix(own);
    remarks
}

/// A table with a header of its own.
fn under_header(under: &mut Table, name: &str) {
    let decor = under.decor_mut();
    let before = apart(raw(decor.prefix()));
    let behind = ends_line(raw(decor.suffix()));
    decor.set_prefix(before);
    decor.set_suffix(behind);
    table(under, name);
}

/// Where a key stands among those of the format; one that is none of them comes last.
fn place(order: &[&str], key: &Key) -> usize {
    let known = order.iter().position(|known| *known == key.get());
    known.unwrap_or(order.len())
}

/// A key without quotes it does not need, below its comments.
fn plain(key: &mut KeyMut<'_>) {
    let comments = lines(raw(key.leaf_decor().prefix()));
    key.fmt();
    key.leaf_decor_mut().set_prefix(comments);
    key.leaf_decor_mut().set_suffix(" ");
}

/// The blanks and comments that stand somewhere.
fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}
