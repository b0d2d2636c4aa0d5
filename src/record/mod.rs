//! The records as written: every value with its place in the file, nothing checked but its form.
//!
//! Each struct is one table of the format; its fields are the keys. Whether a key is needed, and what
//! its value may be, is for the [model](crate::model) to say, so that one fault hides no other.

mod keys;
mod read;
pub mod rules;
pub(crate) mod sound;
mod spanned;
mod tables;
mod value;

use std::ops::Range;

pub use self::keys::keys;
pub(crate) use self::read::read_with;
pub use self::read::{TABLES, read};
pub use self::spanned::Spanned;
pub use self::tables::{
    Activity, Actor, Coalition, Contribution, Event, Expectation, Formerly, Restriction, Source,
    Theatre, Vote,
};
pub use self::value::{Count, DateText, OneOrMany, SourceRef, Word};
use crate::text::{FileId, Place};
use crate::wording::Str;

/// A text with its place in the file.
pub type Text<'t> = Spanned<Word<'t>>;

/// A record and where it stands.
#[derive(Debug)]
pub struct Placed<R> {
    /// The file it stands in.
    pub file: FileId,
    /// The text of that file.
    pub(crate) text: Shared,
    /// Its header, as `[[event]]`.
    pub header: Range<usize>,
    /// False when part of it could not be read: it is left out of every answer.
    pub whole: bool,
    /// What could be read of it.
    pub record: R,
}

/// The text of a file, for what is to be part of it.
#[derive(Clone)]
pub(crate) struct Shared(Str);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text")
    }
}

impl<R> Placed<R> {
    /// A text of the record as one of the model.
    pub(crate) fn part(&self, text: &str) -> Str {
        self.text.0.part(text)
    }

    /// The place of one of its values.
    pub fn place<T>(&self, value: &Spanned<T>) -> Place {
        Place::new(self.file, value.span())
    }

    /// The place of its header.
    pub fn head(&self) -> Place {
        Place::new(self.file, self.header.clone())
    }
}

/// All records of a data set, in path order and then in the order of the file.
#[derive(Debug, Default)]
pub struct Records<'t> {
    /// `[[actor]]`
    pub actors: Vec<Placed<Actor<'t>>>,
    /// `[[coalition]]`
    pub coalitions: Vec<Placed<Coalition<'t>>>,
    /// `[[theatre]]`
    pub theatres: Vec<Placed<Theatre<'t>>>,
    /// `[[activity]]`
    pub activities: Vec<Placed<Activity<'t>>>,
    /// `[[source]]`
    pub sources: Vec<Placed<Source<'t>>>,
    /// `[[event]]`, each with the defaults of its file filled in
    pub events: Vec<Placed<Event<'t>>>,
    /// `[[expect]]`
    pub expectations: Vec<Placed<Expectation<'t>>>,
}

impl<'t> Records<'t> {
    /// With another record behind.
    pub(crate) fn add(&mut self, record: sound::Record<'t>) {
        use sound::Record;
        match record {
            Record::Actor(actor) => self.actors.push(actor),
            Record::Coalition(coalition) => self.coalitions.push(coalition),
            Record::Theatre(theatre) => self.theatres.push(theatre),
            Record::Activity(activity) => self.activities.push(activity),
            Record::Source(source) => self.sources.push(source),
            Record::Event(event) => self.events.push(*event),
            Record::Expectation(expectation) => self.expectations.push(expectation),
        }
    }

    /// With the records of another file behind.
    fn append(&mut self, mut file: Records<'t>) {
        self.actors.append(&mut file.actors);
        self.coalitions.append(&mut file.coalitions);
        self.theatres.append(&mut file.theatres);
        self.activities.append(&mut file.activities);
        self.sources.append(&mut file.sources);
        self.events.append(&mut file.events);
        self.expectations.append(&mut file.expectations);
    }
}
