//! The keys of each table, in the order in which its struct declares them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

use super::value::SourceTable;
use super::{
    Activity, Actor, Coalition, Contribution, Event, Expectation, Formerly, Restriction, Source,
    Theatre, Vote,
};

/// The keys of a table of records, or of one within a record, by the key it stands under, in the order
/// they are written. The empty name is the file itself. None where nothing has that name.
pub fn keys(name: &str) -> &'static [&'static str] {
    match name {
        "" => &["coalition", "actor"],
        "actor" => declared::<Actor<'_>>(),
        "coalition" => declared::<Coalition<'_>>(),
        "theatre" => declared::<Theatre<'_>>(),
        "activity" => declared::<Activity<'_>>(),
        "source" => declared::<Source<'_>>(),
        "event" => declared::<Event<'_>>(),
        "expect" => declared::<Expectation<'_>>(),
        "formerly" => declared::<Formerly<'_>>(),
        "vote" => declared::<Vote<'_>>(),
        "contributions" => declared::<Contribution<'_>>(),
        "restrictions" => declared::<Restriction<'_>>(),
        "sources" => declared::<SourceTable<'_>>(),
        _ => &[],
    }
}

/// The fields that a struct asks a reader for: its reader is stopped there.
fn declared<T: Deserialize<'static>>() -> &'static [&'static str] {
    T::deserialize(Asked)
        .err()
        .map_or(&[], |Fields(fields)| fields)
}

/// Answers what a struct asks for with what it asked for.
struct Asked;

#[derive(Debug)]
struct Fields(&'static [&'static str]);

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Fields {}

impl serde::de::Error for Fields {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Fields(&[])
    }
}

impl<'de> Deserializer<'de> for Asked {
    type Error = Fields;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Fields> {
        Err(Fields(fields))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Fields> {
        Err(Fields(&[]))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::record::TABLES;

    #[test]
    fn keys_are_those_of_the_format() {
        assert_eq!(keys("theatre"), ["id", "name", "aliases", "within", "note"]);
        assert_eq!(keys("sources"), ["id", "date", "at", "note"]);
        assert_eq!(keys("actor")[3], "alpha-2");
        assert!(keys("restrictions").contains(&"for"));
        assert!(keys("tags").is_empty());
        let within = [
            "formerly",
            "vote",
            "contributions",
            "restrictions",
            "sources",
        ];
        for table in TABLES.into_iter().chain(within) {
            assert!(keys(table).len() > 1, "{table}");
        }
    }
}
