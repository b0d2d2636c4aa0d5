//! The records as written: every value with its place in the file, nothing checked but its form.
//!
//! Each struct is one table of the format; its fields are the keys. Whether a key is needed, and what
//! its value may be, is for the [model](crate::model) to say, so that one fault hides no other.

mod keys;
mod read;
pub mod rules;
mod sound;
mod tables;
mod value;

use std::ops::Range;

pub use self::keys::keys;
pub use self::read::{TABLES, read};
pub use self::tables::{
    Activity, Actor, Coalition, Contribution, Event, Expectation, Formerly, Restriction, Source,
    Theatre, Vote,
};
pub use self::value::{Count, DateText, OneOrMany, SourceRef};
use crate::text::{FileId, Place};

/// A value with its place in the file.
pub type Spanned<T> = toml::Spanned<T>;
/// A word with its place in the file.
pub type Text = Spanned<String>;

/// A record and where it stands.
#[derive(Debug)]
pub struct Placed<R> {
    /// The file it stands in.
    pub file: FileId,
    /// Its header, as `[[event]]`.
    pub header: Range<usize>,
    /// False when part of it could not be read: it is left out of every answer.
    pub whole: bool,
    /// What could be read of it.
    pub record: R,
}

impl<R> Placed<R> {
    /// The place of one of its values.
    pub fn place<T>(&self, value: &Spanned<T>) -> Place {
        Place {
            file: self.file,
            span: value.span(),
        }
    }

    /// The place of its header.
    pub fn head(&self) -> Place {
        Place {
            file: self.file,
            span: self.header.clone(),
        }
    }
}

/// All records of a data set, in path order and then in the order of the file.
#[derive(Debug, Default)]
pub struct Records {
    /// `[[actor]]`
    pub actors: Vec<Placed<Actor>>,
    /// `[[coalition]]`
    pub coalitions: Vec<Placed<Coalition>>,
    /// `[[theatre]]`
    pub theatres: Vec<Placed<Theatre>>,
    /// `[[activity]]`
    pub activities: Vec<Placed<Activity>>,
    /// `[[source]]`
    pub sources: Vec<Placed<Source>>,
    /// `[[event]]`, each with the defaults of its file filled in
    pub events: Vec<Placed<Event>>,
    /// `[[expect]]`
    pub expectations: Vec<Placed<Expectation>>,
}

impl Records {
    /// With the records of another file behind.
    fn append(&mut self, mut file: Records) {
        self.actors.append(&mut file.actors);
        self.coalitions.append(&mut file.coalitions);
        self.theatres.append(&mut file.theatres);
        self.activities.append(&mut file.activities);
        self.sources.append(&mut file.sources);
        self.events.append(&mut file.events);
        self.expectations.append(&mut file.expectations);
    }
}
