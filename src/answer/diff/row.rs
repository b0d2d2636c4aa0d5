//! A row of the answer, and how it reads.
#![allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]

use serde::Serialize;
use serde_json::{Map, Value};

use crate::answer::{Row, or_empty};

/// One difference. `before` and `after` have the form that `members` gives the field; of lists, only
/// what differs is in them.
#[derive(Debug, Default, Serialize)]
pub struct DiffRow {
    /// None = the coalition's own, or no event.
    pub actor: Option<String>,
    pub name: Option<String>,
    pub coalition: Option<String>,
    /// A field of `members`; of a coalition, `exists` or `name`; of a record, `TABLE.ID` or
    /// `TABLE.ID.KEY`.
    pub field: String,
    pub before: Value,
    pub after: Value,
    pub events: Vec<String>,
    #[serde(skip)]
    pub(super) seen: Seen,
}

/// What people see of a row, beside the contract.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Empty where the question names the coalition.
    pub(super) coalition: String,
    pub(super) change: String,
    pub(super) before: Shown,
    pub(super) after: Shown,
    pub(super) cites: Vec<String>,
}

/// A value as text.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// For people.
    pub(super) words: String,
    /// For flat formats.
    pub(super) flat: String,
}

impl Row for DiffRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "field",
        "before",
        "after",
        "events",
    ];

    fn columns() -> Vec<&'static str> {
        vec!["coalition", "actor", "change", "before", "after", "events"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.seen.coalition.clone(),
            or_empty(self.name.as_deref()),
            self.seen.change.clone(),
            self.seen.before.words.clone(),
            self.seen.after.words.clone(),
            self.events.join(", "),
        ]
    }

    fn fields(&self) -> Vec<String> {
        vec![
            or_empty(self.actor.as_deref()),
            or_empty(self.name.as_deref()),
            or_empty(self.coalition.as_deref()),
            self.field.clone(),
            self.seen.before.flat.clone(),
            self.seen.after.flat.clone(),
            self.events.join("; "),
        ]
    }

    fn events(&self) -> &[String] {
        &self.events
    }

    fn cites(&self) -> &[String] {
        &self.seen.cites
    }
}

/// A value as one text: lists with `; `, tables as `id (key: value, …)`.
pub(super) fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let parts: Vec<_> = list.iter().map(flat).collect();
            parts.join("; ")
        }
        Value::Object(table) => of_table(table),
        other => other.to_string(),
    }
}

fn of_table(table: &Map<String, Value>) -> String {
    let names = |key: &str| matches!(key, "id" | "what");
    let first = table.iter().find(|(key, _)| names(key));
    let rest = table
        .iter()
        .filter(|(key, _)| !names(key))
        .map(|(key, value)| format!("{key}: {}", flat(value)));
    let rest = rest.collect::<Vec<_>>().join(", ");
    match first {
        Some((_, name)) if rest.is_empty() => flat(name),
        Some((_, name)) => format!("{} ({rest})", flat(name)),
        None => rest,
    }
}
