//! What is read from bytes when it is first asked for: of the data built in, most questions need but a part.

use std::fmt;
use std::ops::{Deref, Index};
use std::sync::OnceLock;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::Error;
use serde::{Serialize, Serializer};

/// A value, made already or still in bytes.
#[derive(Debug)]
pub struct Later<T> {
    made: OnceLock<T>,
    bytes: &'static [u8],
    read: fn(&'static [u8]) -> T,
}

impl<T: Default> From<T> for Later<T> {
    fn from(value: T) -> Later<T> {
        Later {
            made: OnceLock::from(value),
            bytes: &[],
            read: |_| T::default(),
        }
    }
}

impl<T> Later<T> {
    fn into_inner(self) -> T {
        let (read, bytes) = (self.read, self.bytes);
        self.made.into_inner().unwrap_or_else(|| read(bytes))
    }
}

impl<T> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.made.get_or_init(|| (self.read)(self.bytes))
    }
}

impl<T: Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_stdvec(&**self).map_err(S::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

/// Only from what lasts as long as the program, and was written by it.
impl<'de: 'static, T: Deserialize<'static> + Default> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Later {
            made: OnceLock::new(),
            bytes: deserializer.deserialize_bytes(Lasting)?,
            // What was written is read back once, when it is built in: see `build.rs`.
            read: |bytes| postcard::from_bytes(bytes).unwrap_or_default(),
        })
    }
}

struct Lasting;

impl<'de: 'static> Visitor<'de> for Lasting {
    type Value = &'static [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<&'static [u8], E> {
        Ok(bytes)
    }
}

/// So many things are read at once.
const PIECE: usize = 8;

/// Things in order: of their own, or in pieces that are read when one in them is asked for.
#[derive(Debug)]
pub struct List<T> {
    own: Vec<T>,
    /// Where there are any, all things are in these.
    pieces: Vec<Later<Vec<T>>>,
    len: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(own: Vec<T>) -> List<T> {
        List {
            len: own.len(),
            own,
            pieces: Vec::new(),
        }
    }
}

impl<T> List<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        let pieces = self.pieces.iter().flat_map(|piece| piece.iter());
        self.own.iter().chain(pieces)
    }

    /// Changes them. What is still in bytes is read first.
    pub(crate) fn change<R>(&mut self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let pieces = self.pieces.drain(..);
        self.own.extend(pieces.flat_map(Later::into_inner));
        let changed = change(&mut self.own);
        self.len = self.own.len();
        changed
    }
}

impl<T> Index<usize> for List<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        if self.pieces.is_empty() {
            &self.own[at]
        } else {
            &self.pieces[at / PIECE][at % PIECE]
        }
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all: Vec<&T> = self.iter().collect();
        let pieces = all.chunks(PIECE).map(|piece| Later::from(piece.to_vec()));
        (self.len, pieces.collect::<Vec<_>>()).serialize(serializer)
    }
}

/// Only from what lasts as long as the program.
impl<'de: 'static, T: Deserialize<'static>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (len, pieces) = Deserialize::deserialize(deserializer)?;
        Ok(List {
            own: Vec::new(),
            pieces,
            len,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::expect_used,
        reason = "a test stops where its stage cannot be set"
    )]

    use super::{List, PIECE};

    #[test]
    fn what_is_read_later_is_what_was_written() {
        for length in [0, 1, PIECE, 3 * PIECE + 5] {
            let written = List::from((0..length as u64).collect::<Vec<u64>>());
            let bytes: &'static [u8] = postcard::to_stdvec(&written).expect("bytes").leak();
            let read: List<u64> = postcard::from_bytes(bytes).expect("a list");
            assert_eq!(read.len(), length);
            assert!((0..length).rev().all(|at| read[at] == at as u64));
            assert!(read.iter().eq(written.iter()));
            assert_eq!(postcard::to_stdvec(&read).expect("bytes"), bytes);
        }
    }
}
