//! The one canonical layout of a record file: the same records and comments, always written the same way.
//!
//! Records keep their order, for it can mean something. Within a record the keys stand in the order of the
//! format, exact dates are bare, a list that does not fit a line has one item a line, one blank line parts
//! records, and comments stay with what they stand at.

mod comments;
mod value;

use std::ops::Range;

use toml_edit::{DocumentMut, Item, Key, KeyMut, RawString, Table};

use self::comments::{apart, blocks, ends_line, lines};
use crate::record::keys;

/// Why a text has no layout: it is no TOML.
#[derive(Debug)]
pub struct NotToml {
    /// What is wrong.
    pub message: String,
    /// The bytes where it is.
    pub span: Range<usize>,
}

/// The text in its canonical layout.
///
/// # Errors
/// Where the text is no TOML, what is wrong and where.
///
/// ```
/// let text = "[[event]]\nkind='join'\ndate = \"2014-09-26\"  # said on a Friday\n";
/// let laid_out = coalition::layout::lay_out(text).expect("TOML");
/// assert_eq!(laid_out, "[[event]]\ndate = 2014-09-26 # said on a Friday\nkind = \"join\"\n");
/// ```
pub fn lay_out(text: &str) -> Result<String, NotToml> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document: DocumentMut =
        text.parse()
            .map_err(|fault: toml_edit::TomlError| NotToml {
                message: fault.message().to_owned(),
                span: fault.span().unwrap_or(0..0),
            })?;
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

/// The comments at the top of the file, above its first key: they stay at the top, whichever key comes first.
fn take_remarks(file: &mut Table) -> String {
    for (mut key, item) in file.iter_mut() {
        if item.is_value() {
            let remarks = blocks(raw(key.leaf_decor().prefix()));
            key.leaf_decor_mut().set_prefix("");
            return remarks;
        }
    }
    String::new()
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
