//! The records as written: every value with its place in the file, nothing checked but its form.
//!
//! Each struct is one table of the format; its fields are the keys. Whether a key is needed, and what
//! its value may be, is for the [model](crate::model) to say, so that one fault hides no other.

mod read;
pub mod rules;
mod value;

use std::ops::Range;

use serde::Deserialize;

pub use self::read::read;
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
    pub activities: Vec<Placed<Theatre>>,
    /// `[[source]]`
    pub sources: Vec<Placed<Source>>,
    /// `[[event]]`, each with the defaults of its file filled in
    pub events: Vec<Placed<Event>>,
    /// `[[expect]]`
    pub expectations: Vec<Placed<Expectation>>,
}

/// `[[actor]]`: a state or another body.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Actor {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub aliases: Vec<Text>,
    pub alpha_2: Option<Text>,
    pub cow: Option<Spanned<u32>>,
    pub from: Option<Spanned<DateText>>,
    pub until: Option<Spanned<DateText>>,
    pub formerly: Vec<Formerly>,
    pub note: Option<Text>,
}

/// A name an actor had, and the last day it had it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Formerly {
    pub name: Option<Text>,
    pub until: Option<Spanned<DateText>>,
}

/// `[[coalition]]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Coalition {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub aliases: Vec<Text>,
    pub part_of: Option<Text>,
    pub note: Option<Text>,
}

/// `[[theatre]]` and `[[activity]]`: a place, or what is done there, within others.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Theatre {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub aliases: Vec<Text>,
    pub within: OneOrMany,
    pub note: Option<Text>,
}

/// `[[source]]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Source {
    pub id: Option<Text>,
    pub title: Option<Text>,
    pub publisher: Option<Text>,
    pub author: Option<Text>,
    pub published: Option<Spanned<DateText>>,
    pub url: Option<Text>,
    pub archived: Option<Text>,
    pub language: Option<Text>,
    pub note: Option<Text>,
}

/// `[[event]]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Event {
    pub id: Option<Text>,
    pub date: Option<Spanned<DateText>>,
    pub kind: Option<Text>,
    pub actor: Option<Text>,
    pub coalition: Option<Text>,
    pub theatres: Option<Spanned<Vec<Text>>>,
    pub activities: Option<Spanned<Vec<Text>>>,
    pub until: Option<Spanned<DateText>>,
    pub vote: Option<Vote>,
    pub with: OneOrMany,
    pub contributions: Vec<Contribution>,
    pub restrictions: Vec<Spanned<Restriction>>,
    pub lifts: Vec<Text>,
    pub after: OneOrMany,
    pub replaces: Option<Text>,
    pub status: Option<Text>,
    pub predecessors: Vec<Text>,
    pub name: Option<Text>,
    pub caveat_free: Option<Spanned<bool>>,
    pub sources: Vec<SourceRef>,
    pub summary: Option<Text>,
    pub note: Option<Text>,
    pub tags: Vec<Text>,
}

/// The count of a vote.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Vote {
    pub body: Option<Text>,
    pub ayes: Option<u32>,
    pub noes: Option<u32>,
    pub abstentions: Option<u32>,
    pub needed: Option<u32>,
    pub outcome: Option<Text>,
}

/// What a member brings.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Contribution {
    pub what: Option<Text>,
    pub count: Option<Spanned<Count>>,
}

/// A national caveat: exactly one of `prohibit`, `require` and `cap`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Restriction {
    pub id: Option<Text>,
    pub prohibit: Option<Spanned<Vec<Text>>>,
    pub require: Option<Text>,
    pub cap: Option<Spanned<u32>>,
    pub of: Option<Text>,
    pub r#for: Option<Spanned<Vec<Text>>>,
    pub r#in: Option<Spanned<Vec<Text>>>,
    pub outside: Option<Spanned<Vec<Text>>>,
    pub unless: Option<Text>,
    pub applies_to: Option<Text>,
    pub level: Option<Text>,
    pub until: Option<Spanned<DateText>>,
    pub consent_of: Option<Text>,
    pub note: Option<Text>,
}

/// `[[expect]]`: what the records should add up to on a day.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the keys of the format")]
pub struct Expectation {
    pub on: Option<Spanned<DateText>>,
    pub coalition: Option<Text>,
    pub members: Option<Spanned<u32>>,
    pub includes: Vec<Text>,
    pub excludes: Vec<Text>,
    pub by: Option<Text>,
    pub r#in: Option<Text>,
    pub doing: Option<Text>,
    pub sources: Vec<SourceRef>,
    pub known_gap: Option<Text>,
    pub until: Option<Spanned<DateText>>,
    pub note: Option<Text>,
}
