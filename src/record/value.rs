//! Values that may be written in more than one way.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thin_vec::{ThinVec, thin_vec};

use super::{Spanned, Text};

/// A text as it stands in the file; a copy only where it is written with escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Word<'t>(pub Cow<'t, str>);

impl std::ops::Deref for Word<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl<'de: 't, 't> Deserialize<'de> for Word<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Cow<'de, str>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<Cow<'de, str>, E> {
                Ok(Cow::Owned(text))
            }
        }
        deserializer.deserialize_str(Written).map(Word)
    }
}

/// A date as written: a TOML date or an EDTF string. Not yet checked.
#[derive(Debug, Clone, Serialize)]
pub struct DateText<'t>(pub Cow<'t, str>);

impl DateText<'_> {
    /// By this name a reader knows that a bare date is meant.
    pub(super) const NAME: &'static str = "DateText";
}

impl<'de: 't, 't> Deserialize<'de> for DateText<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = DateText<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date as 2014-09-26, or an EDTF string as \"2014-09\"")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<DateText<'de>, E> {
                Ok(DateText(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<DateText<'de>, E> {
                Ok(DateText(Cow::Owned(text.to_owned())))
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                date: D,
            ) -> Result<DateText<'de>, D::Error> {
                date.deserialize_any(self)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<DateText<'de>, A::Error> {
                let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))
                    .map_err(|_| {
                        serde::de::Error::custom(format_args!("expected {}", Expected(&self)))
                    })?;
                Ok(DateText(Cow::Owned(date.to_string())))
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
pub struct OneOrMany<'t>(pub ThinVec<Text<'t>>);

impl<'de: 't, 't> Deserialize<'de> for OneOrMany<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enum Words<'t> {
            One(Word<'t>),
            Many(ThinVec<Text<'t>>),
        }
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Words<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id or a list of ids")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Words<'de>, E> {
                Ok(Words::One(Word(Cow::Borrowed(text))))
            }
            fn visit_str<E>(self, text: &str) -> Result<Words<'de>, E> {
                Ok(Words::One(Word(Cow::Owned(text.to_owned()))))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words<'de>, A::Error> {
                let mut words = ThinVec::new();
                while let Some(word) = list.next_element()? {
                    words.push(word);
                }
                Ok(Words::Many(words))
            }
        }
        impl<'de: 't, 't> Deserialize<'de> for Words<'t> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Written)
            }
        }
        let words = Spanned::<Words>::deserialize(deserializer)?;
        let span = words.span();
        Ok(OneOrMany(match words.into_inner() {
            Words::One(word) => thin_vec![Spanned::new(span, word)],
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
pub struct SourceRef<'t> {
    /// The id of the source.
    pub id: Text<'t>,
    /// Its own claim about the date.
    pub date: Option<Spanned<DateText<'t>>>,
    /// Where in it, as "para. 4".
    pub at: Option<Text<'t>>,
    /// A remark.
    pub note: Option<Text<'t>>,
}

/// As it is written: an id, or a table where there is more to say.
impl Serialize for SourceRef<'_> {
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
#[serde(deny_unknown_fields, bound(deserialize = "'de: 't"))]
pub(super) struct SourceTable<'t> {
    id: Text<'t>,
    date: Option<Spanned<DateText<'t>>>,
    at: Option<Text<'t>>,
    note: Option<Text<'t>>,
}

impl<'de: 't, 't> Deserialize<'de> for SourceRef<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enum Reference<'t> {
            Id(Word<'t>),
            Table(SourceTable<'t>),
        }
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Reference<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a source, or a table as { id = \"…\", date = … }")
            }
            fn visit_borrowed_str<E>(self, id: &'de str) -> Result<Reference<'de>, E> {
                Ok(Reference::Id(Word(Cow::Borrowed(id))))
            }
            fn visit_str<E>(self, id: &str) -> Result<Reference<'de>, E> {
                Ok(Reference::Id(Word(Cow::Owned(id.to_owned()))))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Reference<'de>, A::Error> {
                SourceTable::deserialize(MapAccessDeserializer::new(map)).map(Reference::Table)
            }
        }
        impl<'de: 't, 't> Deserialize<'de> for Reference<'t> {
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
