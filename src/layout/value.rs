//! Values: dates bare, texts in double quotes, or in single ones where they hold double ones, lists on one line
//! where they fit.

use toml_edit::{Array, Datetime, Decor, InlineTable, Value};

use super::comments::{ends_line, lines};
use super::{place, raw};
use crate::record::keys;

/// A line is no longer than so many characters, where a list can be broken.
const WIDTH: usize = 120;
/// The keys whose values are dates.
const DATES: [&str; 5] = ["date", "until", "from", "published", "on"];

/// The value of a key of a record, and the comment behind it. A value with comments where no line of its
/// own would hold them stays as it is written.
pub(super) fn lay_out(value: &mut Value, key: &str) {
    let behind = ends_line(raw(value.decor().suffix()));
    *value.decor_mut() = Decor::new(" ", "");
    let commented = has_comments(value);
    match value {
        Value::Array(list) if commented && list.iter().all(is_free_within) => {
            list.iter_mut().for_each(|item| tidy(item, key));
            one_a_line(list);
        }
        _ if commented => {}
        _ => {
            tidy(value, key);
            break_if_long(value, key);
        }
    }
    value.decor_mut().set_suffix(behind);
}

/// Whether comments stand somewhere in a value.
fn has_comments(value: &Value) -> bool {
    let in_decor =
        |decor: &Decor| raw(decor.prefix()).contains('#') || raw(decor.suffix()).contains('#');
    let in_item = |item: &Value| in_decor(item.decor()) || has_comments(item);
    match value {
        Value::Array(list) => raw(Some(list.trailing())).contains('#') || list.iter().any(in_item),
        Value::InlineTable(table) => {
            let key = |key| table.key(key).is_some_and(|key| in_decor(key.leaf_decor()));
            raw(Some(table.trailing())).contains('#')
                || table
                    .iter()
                    .any(|(name, value)| key(name) || in_item(value))
        }
        _ => false,
    }
}

/// Whether the comments of an item of a list stand before it.
fn is_free_within(item: &Value) -> bool {
    !has_comments(item) && !raw(item.decor().suffix()).contains('#')
}

/// A value on one line; what is around it stays.
fn tidy(value: &mut Value, key: &str) {
    let around = value.decor().clone();
    match value {
        Value::String(text) => {
            let quotes = text.as_repr().and_then(|repr| repr.as_raw().as_str());
            // Three quotes are the author's choice.
            let multi_line =
                quotes.is_some_and(|q| q.starts_with("\"\"\"") || q.starts_with("'''"));
            let text = text.value().clone();
            let exact = DATES.contains(&key).then(|| exact_day(&text)).flatten();
            match exact {
                Some(day) => *value = day.into(),
                None if !multi_line => *value = text.into(),
                None => {}
            }
        }
        Value::Array(list) => {
            for (at, item) in list.iter_mut().enumerate() {
                tidy(item, key);
                *item.decor_mut() = Decor::new(if at == 0 { "" } else { " " }, "");
            }
            list.set_trailing("");
            list.set_trailing_comma(false);
        }
        Value::InlineTable(table) => inline_table(table, key),
        _ => {}
    }
    *value.decor_mut() = around;
}

/// `2014-09-26`, where the text is nothing but that.
fn exact_day(text: &str) -> Option<Datetime> {
    let day: Datetime = text.parse().ok()?;
    (day.date.is_some() && day.time.is_none() && day.to_string() == text).then_some(day)
}

fn inline_table(table: &mut InlineTable, name: &str) {
    let order = keys(name);
    table.sort_values_by(|one, _, other, _| place(order, one).cmp(&place(order, other)));
    let last = table.len().saturating_sub(1);
    for (at, (mut key, value)) in table.iter_mut().enumerate() {
        let name = key.get().to_owned();
        key.fmt();
        *key.leaf_decor_mut() = Decor::new(" ", " ");
        tidy(value, &name);
        *value.decor_mut() = Decor::new(" ", if at == last { " " } else { "" });
    }
    table.set_trailing("");
    table.set_trailing_comma(false);
}

fn break_if_long(value: &mut Value, key: &str) {
    if let Value::Array(list) = value {
        let written = list.to_string();
        if key.chars().count() + " = ".len() + written.trim().chars().count() > WIDTH {
            one_a_line(list);
        }
    }
}

/// One item a line, comments on lines of their own or behind the item they stand behind.
fn one_a_line(list: &mut Array) {
    for item in list.iter_mut() {
        let before = format!("{}  ", broken(raw(item.decor().prefix())));
        *item.decor_mut() = Decor::new(before, "");
    }
    let behind = broken(raw(Some(list.trailing())));
    list.set_trailing(behind);
    list.set_trailing_comma(true);
}

/// A line break with the comments around it: the end of one line, and whole lines.
fn broken(blanks: &str) -> String {
    let (behind, whole) = blanks.split_once('\n').unwrap_or((blanks, ""));
    let own = lines(whole);
    let own: String = own.lines().map(|line| format!("  {line}\n")).collect();
    format!("{}\n{own}", ends_line(behind))
}
