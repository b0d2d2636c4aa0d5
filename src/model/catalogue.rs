//! Actors, coalitions, places, activities and sources.

use super::CoalitionId;
use crate::day::When;
use crate::text::Place;

/// A state or another body.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Actor {
    /// ISO 3166-1 alpha-3, or a slug.
    pub id: Box<str>,
    /// The name people use.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// ISO 3166-1 alpha-2.
    pub alpha_2: Option<Box<str>>,
    /// Correlates of War state number.
    pub cow: Option<u32>,
    /// Its first day.
    pub from: Option<When>,
    /// Its last day.
    pub until: Option<When>,
    /// Names it had.
    pub formerly: Vec<FormerName>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Its record.
    pub place: Place,
}

/// A name that an actor had.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct FormerName {
    /// The name.
    pub name: Box<str>,
    /// The last day of it.
    pub until: Option<When>,
}

/// What actors are members of.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Coalition {
    /// Its slug.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// What it is part of, all its life.
    pub part_of: Option<CoalitionId>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Its record.
    pub place: Place,
}

/// A theatre or an activity.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Node<I> {
    /// Its slug.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// What it lies directly within.
    pub within: Vec<I>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Its record; none = built in.
    pub place: Option<Place>,
}

/// Who published a claim, where and when.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Its slug.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// Who wrote it.
    pub author: Option<Box<str>>,
    /// When.
    pub published: Option<When>,
    /// Where.
    pub url: Option<Box<str>>,
    /// Where a copy is kept.
    pub archived: Option<Box<str>>,
    /// In what language.
    pub language: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Its record.
    pub place: Place,
}

impl Source {
    /// The source as one would cite it in a list.
    pub fn citation(&self) -> String {
        let published = self.published.as_ref().map(When::text);
        let parts = [
            Some(&*self.title),
            self.publisher.as_deref(),
            published,
            self.url.as_deref(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
