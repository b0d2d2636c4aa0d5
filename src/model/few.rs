//! Lists that mostly hold one thing.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thin_vec::ThinVec;

/// Things in order. One alone is held in place.
#[derive(Debug, Clone)]
pub struct Few<T>(Held<T>);

#[derive(Debug, Clone)]
enum Held<T> {
    One(T),
    Many(ThinVec<T>),
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few(Held::Many(ThinVec::new()))
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::One(one) => std::slice::from_ref(one),
            Held::Many(many) => many,
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut things = things.into_iter();
        let (first, second) = (things.next(), things.next());
        Few(match (first, second) {
            (Some(one), None) => Held::One(one),
            (first, second) => Held::Many(first.into_iter().chain(second).chain(things).collect()),
        })
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let things = ThinVec::deserialize(deserializer)?;
        Ok(things.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn holds_what_it_is_made_of() {
        for length in 0..4 {
            let few: Few<u32> = (0..length).collect();
            assert!(few.iter().copied().eq(0..length));
        }
    }
}
