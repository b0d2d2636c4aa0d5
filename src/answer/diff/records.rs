//! Two sets of records, key by key. What is compared is what is written, whichever file it stands in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::Version;
use super::row::{DiffRow, Seen, Shown, flat};
use crate::answer::source_ids;
use crate::record::{Placed, Records};
use crate::timeline::Timeline;

/// A record as its keys and values. What is left out or empty is not there.
type Keys = Map<String, Value>;

/// The tables of the format, in the order in which they are told.
const TABLES: [&str; 7] = [
    "event",
    "actor",
    "coalition",
    "theatre",
    "activity",
    "source",
    "expect",
];

/// Every difference in the records.
pub(super) fn rows(old: Version<'_>, new: Version<'_>) -> Vec<DiffRow> {
    let mut rows = Vec::new();
    for table in TABLES {
        let (before, after) = (records(old.records, table), records(new.records, table));
        let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let mut of_table: Vec<DiffRow> = (ids.into_iter())
            .flat_map(|id| {
                Pair {
                    versions: [old, new],
                    table,
                    id,
                    before: before.get(id),
                    after: after.get(id),
                }
                .rows()
            })
            .collect();
        of_table.sort_by(|a, b| {
            (&a.coalition, &a.name, &a.field).cmp(&(&b.coalition, &b.name, &b.field))
        });
        rows.extend(of_table);
    }
    rows
}

/// The ids of the events that are not the same in both.
pub(super) fn changed(old: &Records<'_>, new: &Records<'_>) -> BTreeSet<String> {
    let (before, after) = (records(old, "event"), records(new, "event"));
    let ids = before.keys().chain(after.keys());
    ids.filter(|&id| before.get(id) != after.get(id))
        .cloned()
        .collect()
}

fn records(records: &Records<'_>, table: &str) -> BTreeMap<String, Keys> {
    match table {
        "event" => by_id(&records.events),
        "actor" => by_id(&records.actors),
        "coalition" => by_id(&records.coalitions),
        "theatre" => by_id(&records.theatres),
        "activity" => by_id(&records.activities),
        "source" => by_id(&records.sources),
        _ => expectations(records),
    }
}

fn by_id<R: Serialize>(placed: &[Placed<R>]) -> BTreeMap<String, Keys> {
    let whole = placed.iter().filter(|placed| placed.whole);
    let named = whole.filter_map(|placed| {
        let keys = keys(&placed.record);
        Some((keys.get("id")?.as_str()?.to_owned(), keys))
    });
    named.collect()
}

/// Expectations have no id: what they ask stands for one, and their number where several ask the same.
fn expectations(records: &Records) -> BTreeMap<String, Keys> {
    let mut named = BTreeMap::new();
    for placed in &records.expectations {
        let keys = keys(&placed.record);
        let asked = ["on", "coalition", "by", "in", "doing"].map(|key| keys.get(key).map(flat));
        let mut id = asked.into_iter().flatten().collect::<Vec<_>>().join("/");
        while named.contains_key(&id) {
            id.push('+');
        }
        named.insert(id, keys);
    }
    named
}

fn keys(record: &impl Serialize) -> Keys {
    // A record is plain words, numbers and lists: none can fail to be written.
    let mut value = bare(serde_json::to_value(record).unwrap_or_default());
    value.sort_all_objects();
    match value {
        Value::Object(keys) => keys,
        _ => Keys::new(),
    }
}

/// Without what was not written: nulls and empty lists.
fn bare(value: Value) -> Value {
    match value {
        Value::Array(list) => list.into_iter().map(bare).collect(),
        Value::Object(table) => {
            let kept = table.into_iter().map(|(key, value)| (key, bare(value)));
            Value::Object(kept.filter(|(_, value)| !is_nothing(value)).collect())
        }
        other => other,
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A record in both sets, or in one of them.
struct Pair<'a> {
    versions: [Version<'a>; 2],
    table: &'static str,
    id: &'a str,
    before: Option<&'a Keys>,
    after: Option<&'a Keys>,
}

impl Pair<'_> {
    fn rows(&self) -> Vec<DiffRow> {
        let whole = |keys: &Keys| Value::Object(keys.clone());
        match (self.before, self.after) {
            (Some(before), Some(after)) => self.changes(before, after),
            (Some(before), None) => vec![self.row(None, [whole(before), Value::Null])],
            (None, Some(after)) => vec![self.row(None, [Value::Null, whole(after)])],
            (None, None) => Vec::new(),
        }
    }

    fn changes(&self, before: &Keys, after: &Keys) -> Vec<DiffRow> {
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let other = keys
            .into_iter()
            .filter(|&key| before.get(key) != after.get(key));
        let value = |keys: &Keys, key| keys.get(key).cloned().unwrap_or_default();
        other
            .map(|key| self.row(Some(key), [value(before, key), value(after, key)]))
            .collect()
    }

    fn row(&self, key: Option<&str>, [before, after]: [Value; 2]) -> DiffRow {
        let shown = |value: &Value| Shown {
            words: match key {
                Some(_) => flat(value),
                None => self.in_short(value),
            },
            flat: flat(value),
        };
        let seen = Seen {
            coalition: String::new(),
            change: self.change(key),
            before: shown(&before),
            after: shown(&after),
            cites: self.cites(),
        };
        let actor = self.word("actor");
        let path = [self.table, self.id].into_iter().chain(key);
        DiffRow {
            name: actor.as_deref().and_then(|id| self.name_of(id)),
            actor,
            coalition: self.word("coalition"),
            field: path.collect::<Vec<_>>().join("."),
            before,
            after,
            events: (self.table == "event")
                .then(|| self.id.to_owned())
                .into_iter()
                .collect(),
            seen,
        }
    }

    /// "event added", "date changed", "source `x`: title changed".
    fn change(&self, key: Option<&str>) -> String {
        let is_event = self.table == "event";
        match (key, self.before) {
            (Some(key), _) if is_event => format!("{key} changed"),
            (Some(key), _) => format!("{} {}: {key} changed", self.table, self.id),
            (None, Some(_)) if is_event => "event removed".to_owned(),
            (None, None) if is_event => "event added".to_owned(),
            (None, Some(_)) => format!("{} {} removed", self.table, self.id),
            (None, None) => format!("{} {} added", self.table, self.id),
        }
    }

    /// A whole record in a few words.
    fn in_short(&self, value: &Value) -> String {
        let keys: &[&str] = match self.table {
            "event" => &["date", "kind"],
            "source" => &["title"],
            "expect" => &["members"],
            _ => &["name"],
        };
        let words = keys.iter().filter_map(|key| value.get(key)).map(flat);
        words.collect::<Vec<_>>().join(" ")
    }

    /// A word of the record, of the new one first; an actor or coalition is about itself.
    fn word(&self, key: &str) -> Option<String> {
        if self.table == key {
            return Some(self.id.to_owned());
        }
        let keys = self.after.or(self.before)?;
        Some(keys.get(key)?.as_str()?.to_owned())
    }

    fn name_of(&self, actor: &str) -> Option<String> {
        let name = |timeline: &Timeline| {
            let model = &timeline.model;
            let id = model.actors.find(actor)?;
            Some(model.actors[id].name.to_string())
        };
        let [old, new] = self.versions;
        name(new.timeline).or_else(|| name(old.timeline))
    }

    /// The sources of an event, as it is now or was.
    fn cites(&self) -> Vec<String> {
        if self.table != "event" {
            return Vec::new();
        }
        let of = |timeline: &Timeline| {
            let event = timeline.model.events.find(self.id)?;
            Some(source_ids(timeline, &[event]))
        };
        let [old, new] = self.versions;
        of(new.timeline)
            .or_else(|| of(old.timeline))
            .unwrap_or_default()
    }
}
