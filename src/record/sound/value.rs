//! Values, as the structs of the records ask for them.

use std::borrow::Cow;

use serde::de::value::{BorrowedStrDeserializer, U32Deserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::cursor::{Cursor, GiveUp, Scalar};
use crate::record::{DateText, Spanned};

impl<'de> Deserializer<'de> for &mut Cursor<'de> {
    type Error = GiveUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        match self.peek() {
            Some(b'[') => {
                self.at += 1;
                let list = visitor.visit_seq(Items(self))?;
                self.expect(b']')?;
                Ok(list)
            }
            Some(b'{') => {
                self.at += 1;
                let table = visitor.visit_map(Keys::of_inline_table(self))?;
                self.expect(b'}')?;
                Ok(table)
            }
            _ => match self.scalar()? {
                Scalar::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
                Scalar::Text(Cow::Owned(text)) => visitor.visit_string(text),
                Scalar::Whole(number) => visitor.visit_i64(number.into()),
                Scalar::Truth(truth) => visitor.visit_bool(truth),
                Scalar::Day(_) => Err(GiveUp),
            },
        }
    }

    /// The place where it is wanted; and a bare day where a date belongs, and nowhere else.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, GiveUp> {
        if name == Spanned::<()>::NAME {
            return visitor.visit_seq(Parts(self, 0));
        }
        if name == DateText::NAME && self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return match self.scalar()? {
                Scalar::Day(day) => visitor.visit_borrowed_str(day),
                _ => Err(GiveUp),
            };
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Where a value begins, the value, and where it ends.
struct Parts<'c, 't>(&'c mut Cursor<'t>, u8);

impl<'t> SeqAccess<'t> for Parts<'_, 't> {
    type Error = GiveUp;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, GiveUp> {
        self.1 += 1;
        if self.1 == 2 {
            return seed.deserialize(&mut *self.0).map(Some);
        }
        let offset = u32::try_from(self.0.at).map_err(|_| GiveUp)?;
        let offset: U32Deserializer<GiveUp> = offset.into_deserializer();
        seed.deserialize(offset).map(Some)
    }
}

/// The items of a list.
struct Items<'c, 't>(&'c mut Cursor<'t>);

impl<'t> SeqAccess<'t> for Items<'_, 't> {
    type Error = GiveUp;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, GiveUp> {
        self.0.blank()?;
        if self.0.peek() == Some(b']') {
            return Ok(None);
        }
        let item = seed.deserialize(&mut *self.0)?;
        self.0.blank()?;
        if !self.0.take(b',') && self.0.peek() != Some(b']') {
            return Err(GiveUp);
        }
        Ok(Some(item))
    }
}

/// Keys, each with its value: those below a header, or those of a table on one line.
pub(super) struct Keys<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    inline: bool,
    first: bool,
}

impl<'c, 't> Keys<'c, 't> {
    pub(super) fn of_record(cursor: &'c mut Cursor<'t>) -> Keys<'c, 't> {
        Keys {
            cursor,
            inline: false,
            first: true,
        }
    }

    fn of_inline_table(cursor: &'c mut Cursor<'t>) -> Keys<'c, 't> {
        Keys {
            cursor,
            inline: true,
            first: true,
        }
    }

    /// The next key of a table on one line.
    fn inline_key(&mut self) -> Result<Option<&'t str>, GiveUp> {
        self.cursor.spaces();
        if self.cursor.peek() == Some(b'}') {
            return Ok(None);
        }
        if !std::mem::take(&mut self.first) {
            self.cursor.expect(b',')?;
            self.cursor.spaces();
        }
        self.cursor.key_of_value().map(Some)
    }
}

impl<'t> MapAccess<'t> for Keys<'_, 't> {
    type Error = GiveUp;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, GiveUp> {
        let key = if self.inline {
            self.inline_key()?
        } else {
            self.cursor.key()?
        };
        key.map(|key| seed.deserialize(BorrowedStrDeserializer::new(key)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, GiveUp> {
        let value = seed.deserialize(&mut *self.cursor)?;
        if !self.inline {
            self.cursor.end_of_line()?;
        }
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for Keys<'_, 'de> {
    type Error = GiveUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        visitor.visit_map(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
