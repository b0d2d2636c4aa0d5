//! A value with its place in the file.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

/// A value with its place in the file, in bytes. A file is shorter than 4 GB.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    value: T,
    start: u32,
    end: u32,
}

impl<T> Spanned<T> {
    /// A value, and where it stands.
    pub fn new(span: Range<usize>, value: T) -> Spanned<T> {
        let side = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Spanned {
            value,
            start: side(span.start),
            end: side(span.end),
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The value.
    pub fn get_ref(&self) -> &T {
        &self.value
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T> Spanned<T> {
    /// By this name the quick reader knows that the place is wanted.
    pub(super) const NAME: &'static str = "Spanned";
}

/// The quick reader gives start, value and end; others know the type of `serde_spanned`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(Self::NAME, Written(PhantomData))
    }
}

struct Written<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Written<T> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value with its place")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Spanned<T>, D::Error> {
        let found = serde_spanned::Spanned::<T>::deserialize(value)?;
        Ok(Spanned::new(found.span(), found.into_inner()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
        let lacking = || A::Error::custom("a part of the place is lacking");
        Ok(Spanned {
            start: parts.next_element()?.ok_or_else(lacking)?,
            value: parts.next_element()?.ok_or_else(lacking)?,
            end: parts.next_element()?.ok_or_else(lacking)?,
        })
    }
}
