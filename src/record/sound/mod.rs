//! Sound text straight to records, from the events of the parser and with no tree between: most text is
//! sound, and this is most of the time that a question takes.
//!
//! Whatever is not plain and sound makes it give up; then `read.rs` reads the file and says what is wrong.
//! So this knows no messages, and both must give the same records: a test holds them side by side.

mod heard;

use std::borrow::Cow;
use std::fmt;

use serde::de::value::CowStrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::value::Datetime;
use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Raw, Source};

use self::heard::{Heard, Mark, Sort};
use super::read::Defaults;
use super::{DateText, Placed, Records, Text};
use crate::text::FileId;

/// Values are nested no deeper than `toml` allows.
const DEEPEST: u32 = 80;

/// The records of a file; none where anything in it is not plain and sound.
pub(super) fn read(file: FileId, text: &str) -> Option<Records> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut heard = Heard::with_room(tokens.len() / 2);
    let mut fault: Option<ParseError> = None;
    let mut checked = ValidateWhitespace::new(&mut heard, source);
    let mut guarded = RecursionGuard::new(&mut checked, DEEPEST);
    parse_document(&tokens, &mut guarded, &mut fault);
    if fault.is_some() {
        return None;
    }
    let mut reader = Reader {
        source,
        marks: &heard.marks,
        at: 0,
    };
    reader.file(file).ok()
}

/// It is not plain, or not sound: which, the other reader tells.
#[derive(Debug)]
struct GiveUp;

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not plain and sound")
    }
}

impl std::error::Error for GiveUp {}

impl serde::de::Error for GiveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        GiveUp
    }
}

/// The events of a file, one after the other.
struct Reader<'a> {
    source: Source<'a>,
    marks: &'a [Mark],
    at: usize,
}

impl<'a> Reader<'a> {
    fn file(&mut self, file: FileId) -> Result<Records, GiveUp> {
        let mut records = Records::default();
        let defaults = self.defaults()?;
        while let Some(mark) = self.peek() {
            let header = mark.span.start()..mark.span.end();
            let name = self.header()?;
            // TOML has one name for both.
            if (name == "actor" && defaults.actor.is_some())
                || (name == "coalition" && defaults.coalition.is_some())
            {
                return Err(GiveUp);
            }
            macro_rules! add {
                ($list:ident) => {
                    records.$list.push(Placed {
                        file,
                        header,
                        whole: true,
                        record: Deserialize::deserialize(Record(self))?,
                    })
                };
            }
            match &*name {
                "actor" => add!(actors),
                "coalition" => add!(coalitions),
                "theatre" => add!(theatres),
                "activity" => add!(activities),
                "source" => add!(sources),
                "event" => add!(events),
                "expect" => add!(expectations),
                _ => return Err(GiveUp),
            }
        }
        for event in &mut records.events {
            defaults.fill(&mut event.record);
        }
        Ok(records)
    }

    /// What stands before the first header.
    fn defaults(&mut self) -> Result<Defaults, GiveUp> {
        let mut defaults = Defaults::default();
        while let Some(key) = self.key()? {
            let place = match &*key {
                "actor" => &mut defaults.actor,
                "coalition" => &mut defaults.coalition,
                _ => return Err(GiveUp),
            };
            if place.replace(Text::deserialize(&mut *self)?).is_some() {
                return Err(GiveUp);
            }
        }
        Ok(defaults)
    }

    fn peek(&self) -> Option<Mark> {
        self.marks.get(self.at).copied()
    }

    fn next(&mut self) -> Result<Mark, GiveUp> {
        let mark = self.peek().ok_or(GiveUp)?;
        self.at += 1;
        Ok(mark)
    }

    /// `[[name]]`
    fn header(&mut self) -> Result<Cow<'a, str>, GiveUp> {
        if self.next()?.sort != Sort::Header {
            return Err(GiveUp);
        }
        let name = self.key()?.ok_or(GiveUp)?;
        (self.next()?.sort == Sort::End)
            .then_some(name)
            .ok_or(GiveUp)
    }

    /// The key that comes next; none at the end of what it would be in.
    fn key(&mut self) -> Result<Option<Cow<'a, str>>, GiveUp> {
        let Some(mark) = self.peek().filter(|mark| mark.sort == Sort::Key) else {
            return Ok(None);
        };
        self.at += 1;
        let mut key = Cow::Borrowed("");
        let mut fault: Option<ParseError> = None;
        self.raw(mark)?.decode_key(&mut key, &mut fault);
        fault.map_or(Ok(Some(key)), |_| Err(GiveUp))
    }

    fn raw(&self, mark: Mark) -> Result<Raw<'a>, GiveUp> {
        let span = mark.span;
        let text = self.source.input().get(span.start()..span.end());
        Ok(Raw::new_unchecked(text.ok_or(GiveUp)?, mark.encoding, span))
    }

    fn scalar<V: Visitor<'a>>(&self, mark: Mark, visitor: V) -> Result<V::Value, GiveUp> {
        let mut text = Cow::Borrowed("");
        let mut fault: Option<ParseError> = None;
        let kind = self.raw(mark)?.decode_scalar(&mut text, &mut fault);
        if fault.is_some() {
            return Err(GiveUp);
        }
        match kind {
            ScalarKind::String => match text {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            ScalarKind::Boolean(truth) => visitor.visit_bool(truth),
            ScalarKind::Integer(radix) => {
                let number = i64::from_str_radix(&text, radix.value()).map_err(|_| GiveUp)?;
                visitor.visit_i64(number)
            }
            ScalarKind::DateTime | ScalarKind::Float => Err(GiveUp),
        }
    }
}

/// A value.
impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = GiveUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        let mark = self.next()?;
        let value = match mark.sort {
            Sort::Scalar => return self.scalar(mark, visitor),
            Sort::List => visitor.visit_seq(Items(self))?,
            Sort::Table => visitor.visit_map(Keys(self))?,
            Sort::Header | Sort::Key | Sort::End | Sort::NotPlain => return Err(GiveUp),
        };
        (self.next()?.sort == Sort::End)
            .then_some(value)
            .ok_or(GiveUp)
    }

    /// A bare day is a date where a date belongs, and nowhere else.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, GiveUp> {
        let bare = |mark: &Mark| {
            name == DateText::NAME && mark.sort == Sort::Scalar && mark.encoding.is_none()
        };
        let Some(mark) = self.peek().filter(bare) else {
            return self.deserialize_any(visitor);
        };
        self.at += 1;
        let text = self.raw(mark)?.as_str();
        let day: Datetime = text.parse().map_err(|_| GiveUp)?;
        if day.time.is_some() || day.date.is_none() {
            return Err(GiveUp);
        }
        visitor.visit_borrowed_str(text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        visitor.visit_some(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GiveUp> {
        if !is_spanned(name) {
            return self.deserialize_any(visitor);
        }
        let span = self.peek().ok_or(GiveUp)?.span;
        visitor.visit_map(SpannedDeserializer::new(self, span.start()..span.end()))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

impl<'a> IntoDeserializer<'a, GiveUp> for &mut Reader<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The keys below a header.
struct Record<'r, 'a>(&'r mut Reader<'a>);

impl<'de> Deserializer<'de> for Record<'_, 'de> {
    type Error = GiveUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        visitor.visit_map(Keys(self.0))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Keys, each with its value.
struct Keys<'r, 'a>(&'r mut Reader<'a>);

impl<'a> MapAccess<'a> for Keys<'_, 'a> {
    type Error = GiveUp;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, GiveUp> {
        let key = self.0.key()?;
        key.map(|key| seed.deserialize(CowStrDeserializer::new(key)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, GiveUp> {
        seed.deserialize(&mut *self.0)
    }
}

/// The items of a list.
struct Items<'r, 'a>(&'r mut Reader<'a>);

impl<'a> SeqAccess<'a> for Items<'_, 'a> {
    type Error = GiveUp;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, GiveUp> {
        if self.0.peek().is_none_or(|mark| mark.sort == Sort::End) {
            return Ok(None);
        }
        seed.deserialize(&mut *self.0).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::built_in;

    #[test]
    fn every_file_built_in_is_taken() {
        for (id, file) in built_in::texts().iter() {
            assert!(read(id, file.readable()).is_some(), "{}", file.path);
            let not_plain = format!("{}\n[beside]\n", file.readable());
            assert!(read(id, &not_plain).is_none(), "{}", file.path);
        }
    }
}
