//! Actors, coalitions, places, activities and sources.

use super::CoalitionId;
use super::rare::{Rare, Unsaid};
use crate::day::When;
use crate::text::Place;
use crate::wording::Str;

/// A state or another body.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Actor {
    /// ISO 3166-1 alpha-3, or a slug.
    pub id: Str,
    /// The name people use.
    pub name: Str,
    /// Other names.
    pub aliases: Vec<Str>,
    /// ISO 3166-1 alpha-2.
    pub alpha_2: Option<Str>,
    /// Correlates of War state number.
    pub cow: Option<u32>,
    /// Its first day.
    pub from: Option<When>,
    /// Its last day.
    pub until: Option<When>,
    /// Names it had.
    pub formerly: Vec<FormerName>,
    /// A remark.
    pub note: Option<Str>,
    /// Its record.
    pub place: Place,
}

/// A name that an actor had.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FormerName {
    /// The name.
    pub name: Str,
    /// The last day of it.
    pub until: Option<When>,
}

/// What actors are members of.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Coalition {
    /// Its slug.
    pub id: Str,
    /// Its name.
    pub name: Str,
    /// Other names.
    pub aliases: Vec<Str>,
    /// What it is part of, all its life.
    pub part_of: Option<CoalitionId>,
    /// A remark.
    pub note: Option<Str>,
    /// Its record.
    pub place: Place,
}

/// A theatre or an activity.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static, I: serde::Deserialize<'de>"))]
pub struct Node<I> {
    /// Its slug.
    pub id: Str,
    /// Its name.
    pub name: Str,
    /// Other names.
    pub aliases: Vec<Str>,
    /// What it lies directly within.
    pub within: Vec<I>,
    /// A remark.
    pub note: Option<Str>,
    /// Its record; none = built in.
    pub place: Option<Place>,
}

/// Who published a claim, where and when.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Source {
    /// Its slug.
    pub id: Str,
    /// Its title.
    pub title: Str,
    /// Who published it.
    pub publisher: Option<Str>,
    /// When.
    pub published: Option<When>,
    /// Where.
    pub url: Option<Str>,
    /// What most sources say nothing of.
    pub more: Rare<Imprint>,
    /// Its record.
    pub place: Place,
}

/// What few sources say.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Imprint {
    /// Who wrote it.
    pub author: Option<Str>,
    /// Where a copy is kept.
    pub archived: Option<Str>,
    /// In what language.
    pub language: Option<Str>,
    /// A remark.
    pub note: Option<Str>,
}

impl Unsaid for Imprint {
    const UNSAID: &'static Imprint = &Imprint {
        author: None,
        archived: None,
        language: None,
        note: None,
    };
}

impl Source {
    /// The source as one would cite it in a list.
    pub fn citation(&self) -> String {
        let published = self.published.as_ref().map(When::text);
        let parts = [
            Some(&*self.title),
            self.publisher.as_deref(),
            published.as_deref(),
            self.url.as_deref(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
