//! Values that may be written in more than one way.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Spanned, Text};

/// A date as written: a TOML date or an EDTF string. Not yet checked.
#[derive(Debug, Clone, Serialize)]
pub struct DateText(pub String);

impl DateText {
    /// By this name a reader knows that a bare date is meant.
    pub(super) const NAME: &'static str = "DateText";
}

impl<'de> Deserialize<'de> for DateText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = DateText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date as 2014-09-26, or an EDTF string as \"2014-09\"")
            }
            fn visit_str<E>(self, text: &str) -> Result<DateText, E> {
                Ok(DateText(text.to_owned()))
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                date: D,
            ) -> Result<DateText, D::Error> {
                date.deserialize_any(self)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<DateText, A::Error> {
                let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))
                    .map_err(|_| {
                        serde::de::Error::custom(format_args!("expected {}", Expected(&self)))
                    })?;
                Ok(DateText(date.to_string()))
            }
        }
        deserializer.deserialize_newtype_struct(DateText::NAME, Written)
    }
}

/// What a visitor wants, for a message of our own.
struct Expected<'a, V>(&'a V);

impl<'de, V: Visitor<'de>> fmt::Display for Expected<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

/// One word, or a list of them.
#[derive(Debug, Default, Serialize)]
pub struct OneOrMany(pub Vec<Text>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enum Words {
            One(String),
            Many(Vec<Text>),
        }
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id or a list of ids")
            }
            fn visit_str<E>(self, text: &str) -> Result<Words, E> {
                Ok(Words::One(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = list.next_element()? {
                    words.push(word);
                }
                Ok(Words::Many(words))
            }
        }
        impl<'de> Deserialize<'de> for Words {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Written)
            }
        }
        let words = Spanned::<Words>::deserialize(deserializer)?;
        let span = words.span();
        Ok(OneOrMany(match words.into_inner() {
            Words::One(word) => vec![Spanned::new(span, word)],
            Words::Many(words) => words,
        }))
    }
}

/// How many: a whole number, or a range as `[1300, 1432]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The least it can be.
    pub least: u32,
    /// The most it can be.
    pub most: u32,
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let (least, most) = Deserialize::deserialize(deserializer)?;
            return Ok(Count { least, most });
        }
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Count;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, or a range as [1300, 1432]")
            }
            fn visit_i64<E: serde::de::Error>(self, count: i64) -> Result<Count, E> {
                let count = u32::try_from(count)
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Signed(count), &self))?;
                Ok(Count {
                    least: count,
                    most: count,
                })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Count, A::Error> {
                let wrong = |length| serde::de::Error::invalid_length(length, &self);
                let least = list.next_element()?.ok_or_else(|| wrong(0))?;
                let most = list.next_element()?.ok_or_else(|| wrong(1))?;
                if list.next_element::<u32>()?.is_some() || least > most {
                    return Err(serde::de::Error::custom(format_args!(
                        "expected {}",
                        Expected(&self)
                    )));
                }
                Ok(Count { least, most })
            }
        }
        deserializer.deserialize_any(Written)
    }
}

/// As it is written: a number, or a range. In bytes, always both ends.
impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Count { least, most } if !serializer.is_human_readable() => {
                (least, most).serialize(serializer)
            }
            Count { least, most } if least == most => most.serialize(serializer),
            Count { least, most } => [least, most].serialize(serializer),
        }
    }
}

/// A source of a record: its id, and what it says of its own.
#[derive(Debug)]
pub struct SourceRef {
    /// The id of the source.
    pub id: Text,
    /// Its own claim about the date.
    pub date: Option<Spanned<DateText>>,
    /// Where in it, as "para. 4".
    pub at: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
}

/// As it is written: an id, or a table where there is more to say.
impl Serialize for SourceRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let SourceRef { id, date, at, note } = self;
        if date.is_none() && at.is_none() && note.is_none() {
            return id.serialize(serializer);
        }
        let mut table = serializer.serialize_struct("SourceRef", 4)?;
        table.serialize_field("id", id)?;
        table.serialize_field("date", date)?;
        table.serialize_field("at", at)?;
        table.serialize_field("note", note)?;
        table.end()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceTable {
    id: Text,
    date: Option<Spanned<DateText>>,
    at: Option<Text>,
    note: Option<Text>,
}

impl<'de> Deserialize<'de> for SourceRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enum Reference {
            Id(String),
            Table(SourceTable),
        }
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Reference;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a source, or a table as { id = \"…\", date = … }")
            }
            fn visit_str<E>(self, id: &str) -> Result<Reference, E> {
                Ok(Reference::Id(id.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Reference, A::Error> {
                SourceTable::deserialize(MapAccessDeserializer::new(map)).map(Reference::Table)
            }
        }
        impl<'de> Deserialize<'de> for Reference {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Written)
            }
        }
        let reference = Spanned::<Reference>::deserialize(deserializer)?;
        let span = reference.span();
        Ok(match reference.into_inner() {
            Reference::Id(id) => SourceRef {
                id: Spanned::new(span, id),
                date: None,
                at: None,
                note: None,
            },
            Reference::Table(SourceTable { id, date, at, note }) => {
                SourceRef { id, date, at, note }
            }
        })
    }
}
