//! Texts of the model: part of the program, part of a file's text, or words of their own.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use hipstr::HipStr;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

/// A text that costs little to have: a short one is held in place, a longer one is shared with what it is
/// part of.
#[derive(Clone, Default)]
pub struct Str(HipStr<'static>);

impl Str {
    /// A text that is part of the program.
    pub const fn lasting(text: &'static str) -> Str {
        Str(HipStr::borrowed(text))
    }

    /// A part of this text, shared with it; words of its own where it is no part.
    #[must_use]
    pub fn part(&self, part: &str) -> Str {
        Str(self.0.try_slice_ref(part).unwrap_or_else(|| part.into()))
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str(text.into())
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str(text.into())
    }
}

impl From<Cow<'_, str>> for Str {
    fn from(text: Cow<'_, str>) -> Str {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        **self == **other
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Str) -> std::cmp::Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Only from what lasts as long as the program.
impl<'de: 'static> Deserialize<'de> for Str {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lasting;
        impl<'de: 'static> Visitor<'de> for Lasting {
            type Value = Str;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Str, E> {
                Ok(Str::lasting(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Str, E> {
                Ok(text.into())
            }
        }
        deserializer.deserialize_str(Lasting)
    }
}

#[cfg(test)]
mod tests {
    use super::Str;

    #[test]
    fn a_part_is_shared() {
        for whole in [
            Str::from("word ".repeat(100)),
            Str::lasting(include_str!("wording.rs")),
        ] {
            let part = whole.part(&whole[100..200]);
            assert_eq!(part.as_ptr(), whole[100..].as_ptr());
            assert_eq!(*part, whole[100..200]);
        }
        assert_eq!(&*Str::from("a whole text").part("another"), "another");
    }
}
