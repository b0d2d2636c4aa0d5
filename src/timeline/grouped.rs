//! Values by key, many to one.

use std::ops::RangeInclusive;

/// Values that stand together with those of the same key, in the order in which they were given.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Grouped<K, V> {
    keys: Vec<K>,
    values: Vec<V>,
}

impl<K, V> Default for Grouped<K, V> {
    fn default() -> Self {
        Grouped {
            keys: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<K: Ord + Copy, V> FromIterator<(K, V)> for Grouped<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut pairs: Vec<(K, V)> = pairs.into_iter().collect();
        pairs.sort_by_key(|(key, _)| *key);
        let (keys, values) = pairs.into_iter().unzip();
        Grouped { keys, values }
    }
}

impl<K: Ord + Copy, V> Grouped<K, V> {
    /// The values of a key.
    pub(super) fn of(&self, key: K) -> &[V] {
        self.between(key..=key)
    }

    /// The values of all keys between two, both included.
    pub(super) fn between(&self, keys: RangeInclusive<K>) -> &[V] {
        let from = self.keys.partition_point(|key| key < keys.start());
        let to = self.keys.partition_point(|key| key <= keys.end());
        &self.values[from..to]
    }

    /// The keys between two, both included; each as often as it has values.
    pub(super) fn keys(&self, keys: RangeInclusive<K>) -> &[K] {
        let from = self.keys.partition_point(|key| key < keys.start());
        let to = self.keys.partition_point(|key| key <= keys.end());
        &self.keys[from..to]
    }
}
