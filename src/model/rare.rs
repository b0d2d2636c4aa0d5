//! What few things of a sort say.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// What most things say nothing of, and which takes but a word where they do not.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rare<T>(Option<Box<T>>);

/// What can be left unsaid.
pub trait Unsaid: PartialEq + 'static {
    /// What stands for it then.
    const UNSAID: &'static Self;
}

impl<T: Unsaid> From<T> for Rare<T> {
    fn from(said: T) -> Self {
        Rare((said != *T::UNSAID).then(|| Box::new(said)))
    }
}

impl<T: Unsaid> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::UNSAID)
    }
}

impl<T> Rare<T> {
    /// Changes what is said, where anything is.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut T)) {
        if let Some(said) = &mut self.0 {
            change(said);
        }
    }
}
