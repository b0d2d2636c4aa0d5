//! Judging the values of one record: each either is understood or is reported.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::ops::Range;
use std::str::FromStr;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use strum::VariantNames;
use thin_vec::ThinVec;

use super::meant::Meant;
use crate::day::When;
use crate::finding::Finding;
use crate::model::rules::{
    BAD_DATE, BAD_ID, DUPLICATE_ID, EMPTY_LIST, MISSING_KEY, UNKNOWN_ID, WRONG_VALUE,
};
use crate::model::{Few, Id};
use crate::name;
use crate::record::{DateText, Placed, Spanned, Text, Word};
use crate::text::Place;
use crate::wording::Str;

/// The ids of one sort.
pub(super) struct Index<'t, I> {
    sort: &'static str,
    /// By number, each with its place; none = built in.
    ids: Vec<(Cow<'t, str>, Option<Place>)>,
    /// The numbers, by the hash of the id.
    numbers: HashTable<u32>,
    hasher: foldhash::fast::RandomState,
    number: PhantomData<I>,
    /// Other names, and the id each stands for: for did-you-mean only.
    names: Vec<(Cow<'t, str>, Cow<'t, str>)>,
    /// Made of both with the first wrong id.
    meant: OnceCell<Meant<'t>>,
}

impl<'t, I: Id> Index<'t, I> {
    pub(super) fn new(sort: &'static str) -> Self {
        Index {
            sort,
            ids: Vec::new(),
            numbers: HashTable::new(),
            hasher: foldhash::fast::RandomState::default(),
            number: PhantomData,
            names: Vec::new(),
            meant: OnceCell::new(),
        }
    }

    /// With room for so many ids.
    pub(super) fn reserve(&mut self, ids: usize) {
        self.ids.reserve(ids);
        let hash = |&number: &u32| self.hasher.hash_one(&*self.ids[number as usize].0);
        self.numbers.reserve(ids, hash);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number that an id stands for.
    pub(super) fn number(&self, id: &str) -> Option<I> {
        let hash = self.hasher.hash_one(id);
        let is_it = |&number: &u32| self.ids[number as usize].0 == id;
        let number = self.numbers.find(hash, is_it)?;
        Some(I::from_index(*number as usize))
    }

    /// Gives an id the next number, unless it has one. With the place where it has.
    fn add(&mut self, id: &Word<'t>, place: Option<Place>) -> Result<I, Option<Place>> {
        let number = self.ids.len();
        let hash = |id: &str| self.hasher.hash_one(id);
        let entry = self.numbers.entry(
            hash(id),
            |&number| *self.ids[number as usize].0 == **id,
            |&number| hash(&self.ids[number as usize].0),
        );
        match entry {
            Entry::Occupied(taken) => Err(self.ids[*taken.get() as usize].1),
            Entry::Vacant(free) => {
                free.insert(u32::try_from(number).unwrap_or(u32::MAX));
                self.ids.push((id.0.clone(), place));
                self.meant.take();
                Ok(I::from_index(number))
            }
        }
    }

    /// Takes the id of a record, unless it has none or it is taken.
    pub(super) fn take<'r, R>(
        &mut self,
        placed: &'r Placed<R>,
        id: Option<&'r Text<'t>>,
        findings: &mut Vec<Finding>,
    ) -> Option<(I, &'r Word<'t>)> {
        let mut judge = Judge::new(placed, findings);
        let id = judge.need(id, "id")?;
        let place = placed.place(id);
        let id = id.get_ref();
        judge.id_form(id, place);
        let added = self.add(id, Some(place));
        if let Err(first) = added {
            let sort = self.sort;
            let message = format!("the {sort} `{id}` is recorded twice");
            let finding = Finding::new(&DUPLICATE_ID, message, place, "again here");
            findings.push(match first {
                Some(first) => finding.beside(first, "first here"),
                None => finding,
            });
            return None;
        }
        Some((added.ok()?, id))
    }

    /// Takes an id that stands for something without a record.
    pub(super) fn build_in(&mut self, id: &'static str) {
        let _ = self.add(&Word(Cow::Borrowed(id)), None);
    }

    /// Another name of what has an id.
    pub(super) fn nickname(&mut self, name: &Text<'t>, id: &Word<'t>) {
        self.names.push((name.get_ref().0.clone(), id.0.clone()));
        self.meant.take();
    }

    /// Which id a wrong one may have meant, as a question.
    fn meant(&self, word: &str) -> Option<String> {
        let ids = || self.ids.iter().map(|(id, _)| id.clone());
        let meant = self.meant.get_or_init(|| Meant::new(ids(), &self.names));
        meant.question(word)
    }
}

/// The faults of one record as its values are read.
pub(super) struct Judge<'f, 'r, R> {
    placed: &'r Placed<R>,
    pub(super) findings: &'f mut Vec<Finding>,
    /// False once an error was found.
    pub(super) sound: bool,
}

impl<'f, 'r, R> Judge<'f, 'r, R> {
    pub(super) fn new(placed: &'r Placed<R>, findings: &'f mut Vec<Finding>) -> Self {
        Judge {
            placed,
            findings,
            sound: placed.whole,
        }
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.sound &= !finding.is_error();
        self.findings.push(finding);
    }

    pub(super) fn place<T>(&self, value: &Spanned<T>) -> Place {
        self.placed.place(value)
    }

    pub(super) fn placed(&self) -> &'r Placed<R> {
        self.placed
    }

    /// The place of a span in this record's file.
    pub(super) fn at(&self, span: Range<usize>) -> Place {
        Place::new(self.placed.file, span)
    }

    /// A key that must be there. Where the record was not read whole, the fault is known already.
    pub(super) fn need<'t, T>(&mut self, value: Option<&'t T>, key: &str) -> Option<&'t T> {
        if value.is_none() && self.placed.whole {
            self.report(Finding::new(
                &MISSING_KEY,
                format!("the key `{key}` is missing"),
                self.placed.head(),
                format!("this record has no `{key}`"),
            ));
        }
        if value.is_none() {
            self.sound = false;
        }
        value
    }

    fn id_form(&mut self, id: &str, place: Place) {
        let mut word_begins = true;
        let fits = id.bytes().all(|byte| {
            let parts_words = byte == b'-' && !word_begins;
            word_begins = byte == b'-';
            parts_words || byte.is_ascii_alphanumeric()
        });
        if !fits || word_begins {
            self.report(Finding::new(
                &BAD_ID,
                format!("`{id}` cannot be an id"),
                place,
                "letters, digits and `-` only",
            ));
        }
    }

    pub(super) fn date(&mut self, value: Option<&Spanned<DateText<'_>>>) -> Option<When> {
        let value = value?;
        match When::parse(&value.get_ref().0) {
            Ok(when) => Some(when),
            Err(fault) => {
                let text = &value.get_ref().0;
                self.report(Finding::new(
                    &BAD_DATE,
                    format!("`{text}` is no date"),
                    self.place(value),
                    fault.reason,
                ));
                None
            }
        }
    }

    /// The text of a value.
    pub(super) fn text(&self, value: Option<&Text<'_>>) -> Option<Str> {
        value.map(|text| self.placed.part(text.get_ref()))
    }

    pub(super) fn texts<L: FromIterator<Str>>(&self, values: &[Text<'_>]) -> L {
        let texts = values.iter().map(|text| self.placed.part(text.get_ref()));
        texts.collect()
    }

    /// One of a few fixed words.
    pub(super) fn word<E: FromStr + VariantNames>(
        &mut self,
        value: Option<&Text<'_>>,
        key: &str,
    ) -> Option<E> {
        let value = value?;
        let word: &str = value.get_ref();
        if let Ok(known) = E::from_str(word) {
            return Some(known);
        }
        let allowed: Vec<&str> = (E::VARIANTS.iter().copied())
            .filter(|word| E::from_str(word).is_ok())
            .collect();
        let mut help = format!("`{key}` is one of {}", name::list(&allowed, "or"));
        if let Some(question) = name::did_you_mean(&name::nearest(word, allowed)) {
            help = format!("{question} {help}");
        }
        self.report(
            Finding::new(
                &WRONG_VALUE,
                format!("`{word}` is no {key}"),
                self.place(value),
                "not a known word",
            )
            .help(help),
        );
        None
    }

    /// The thing that an id names.
    pub(super) fn find<I: Id>(&mut self, index: &Index<'_, I>, word: &Text<'_>) -> Option<I> {
        let id: &str = word.get_ref();
        if let Some(number) = index.number(id) {
            return Some(number);
        }
        let sort = index.sort;
        let help = index
            .meant(id)
            .unwrap_or_else(|| format!("add a record for the {sort}, or use one that is recorded"));
        self.report(
            Finding::new(
                &UNKNOWN_ID,
                format!("there is no {sort} `{id}`"),
                self.place(word),
                format!("no {sort} has this id"),
            )
            .help(help),
        );
        None
    }

    pub(super) fn find_all<I: Id, L: FromIterator<I>>(
        &mut self,
        index: &Index<'_, I>,
        words: &[Text<'_>],
    ) -> L {
        let found = words.iter().enumerate().filter_map(|(at, word)| {
            let before = &words[..at];
            let again = before.iter().any(|one| one.get_ref() == word.get_ref());
            self.find(index, word).filter(|_| !again)
        });
        found.collect()
    }

    /// A list that, where it is given, must hold something.
    pub(super) fn list<I: Id>(
        &mut self,
        index: &Index<'_, I>,
        words: Option<&Spanned<ThinVec<Text<'_>>>>,
        key: &str,
    ) -> Option<Few<I>> {
        let words = words?;
        if words.get_ref().is_empty() {
            self.report(Finding::new(
                &EMPTY_LIST,
                format!("`{key}` is an empty list"),
                self.place(words),
                "names nothing",
            ));
        }
        Some(self.find_all(index, words.get_ref()))
    }
}
