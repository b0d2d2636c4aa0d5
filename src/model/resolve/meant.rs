//! What wrong ids may have meant.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use crate::name::{self, Choice};

/// So many times a wrong word is held against an id: enough for hundreds of wrong words among thousands of
/// ids. A word that comes later is answered without a guess.
const COMPARISONS: usize = 2_000_000;

/// So many wrong words are looked at among any number of ids: there are as many messages on the screen.
const WORDS: usize = 100;

/// The ids and names of one sort, to be asked again and again.
pub(super) struct Meant<'t> {
    ids: Choice<Cow<'t, str>>,
    /// By each other name, as it is compared, the id it stands for.
    names: HashMap<String, Cow<'t, str>>,
    /// By each wrong word, what was told.
    told: RefCell<HashMap<String, Option<String>>>,
}

impl<'t> Meant<'t> {
    pub(super) fn new(
        ids: impl Iterator<Item = Cow<'t, str>>,
        names: &[(Cow<'t, str>, Cow<'t, str>)],
    ) -> Meant<'t> {
        let names = names.iter();
        Meant {
            ids: Choice::new(ids),
            names: names
                .map(|(name, id)| (name::fold(name), id.clone()))
                .collect(),
            told: RefCell::default(),
        }
    }

    /// Asks whether the nearest ids are meant; none where no id is near, or too many words were wrong before.
    pub(super) fn question(&self, word: &str) -> Option<String> {
        if let Some(told) = self.told.borrow().get(word) {
            return told.clone();
        }
        let mut told = self.told.borrow_mut();
        if told.len() >= WORDS.max(COMPARISONS / self.ids.len().max(1)) {
            return None;
        }
        let near = match self.names.get(&name::fold(word)) {
            Some(id) => vec![&**id],
            None => self.ids.nearest(word),
        };
        let question = name::did_you_mean(&near);
        told.insert(word.to_owned(), question.clone());
        question
    }
}
