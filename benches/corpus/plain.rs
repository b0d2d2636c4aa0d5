//! The records as any program would read them: `toml::from_str` into structs of `String`, unknown keys
//! refused, no places kept. This is the yardstick.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::value::Datetime;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    pub actor: Vec<Actor>,
    pub coalition: Vec<Coalition>,
    pub theatre: Vec<Place>,
    pub activity: Vec<Place>,
    pub source: Vec<Source>,
    pub event: Vec<Event>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub cow: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Coalition {
    pub id: String,
    pub name: String,
    pub part_of: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    pub id: String,
    pub name: String,
    pub within: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Event {
    pub id: String,
    pub date: Option<Date>,
    pub kind: String,
    pub actor: Option<String>,
    pub coalition: Option<String>,
    pub theatres: Vec<String>,
    pub activities: Vec<String>,
    pub until: Option<Date>,
    pub vote: Option<Vote>,
    pub with: Option<String>,
    pub contributions: Vec<Contribution>,
    pub restrictions: Vec<Restriction>,
    pub lifts: Vec<String>,
    pub name: Option<String>,
    pub sources: Vec<Cited>,
    pub summary: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Vote {
    pub body: String,
    pub ayes: u32,
    pub noes: u32,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Contribution {
    pub what: String,
    pub count: u32,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Restriction {
    pub id: String,
    pub prohibit: Vec<String>,
    pub require: Option<String>,
    pub cap: Option<u32>,
    pub of: Option<String>,
    pub r#for: Vec<String>,
    pub r#in: Vec<String>,
    pub outside: Vec<String>,
}

/// A bare date, or a text.
pub enum Date {
    Day(Datetime),
    Text(String),
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date")
            }
            fn visit_str<E>(self, text: &str) -> Result<Date, E> {
                Ok(Date::Text(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
                Datetime::deserialize(MapAccessDeserializer::new(map)).map(Date::Day)
            }
        }
        deserializer.deserialize_any(Written)
    }
}

/// A source: its id, or a table with more.
pub enum Cited {
    Id(String),
    Table(CitedTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitedTable {
    pub id: String,
    pub date: Option<Date>,
    pub at: Option<String>,
}

impl<'de> Deserialize<'de> for Cited {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cited, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Cited;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a source")
            }
            fn visit_str<E>(self, text: &str) -> Result<Cited, E> {
                Ok(Cited::Id(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cited, A::Error> {
                CitedTable::deserialize(MapAccessDeserializer::new(map)).map(Cited::Table)
            }
        }
        deserializer.deserialize_any(Written)
    }
}
