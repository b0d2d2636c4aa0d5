//! A row of the answer, and how it reads.
#![allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]

use serde::Serialize;

use crate::answer::words::{ScopeCell, count_in_words};
use crate::answer::{Row, or_empty};
use crate::timeline::{Holds, Standing};

/// One actor in one coalition.
#[derive(Debug, Serialize)]
pub struct MemberRow {
    pub actor: String,
    pub name: String,
    pub coalition: String,
    pub via: Vec<String>,
    pub standing: Standing,
    pub certainty: Holds,
    pub since: Option<String>,
    pub until: Option<String>,
    pub scope: Vec<MemberCell>,
    pub contributions: Vec<Brings>,
    pub restrictions: Vec<Bound>,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    pub last_attested: Option<String>,
    #[serde(skip)]
    pub(super) seen: Seen,
}

/// An open cell of the asked track.
#[derive(Debug, Serialize)]
pub struct MemberCell {
    #[serde(flatten)]
    pub cell: ScopeCell,
    pub certainty: Holds,
    /// Null where it may be.
    pub suspended: Option<bool>,
}

impl MemberCell {
    /// As one flat value: `iraq: air-strikes (suspended)`.
    pub(crate) fn flat(&self) -> String {
        let possible = remark(self.certainty);
        let suspended = match self.suspended {
            Some(true) => Some("suspended"),
            Some(false) => None,
            None => Some("possibly suspended"),
        };
        let remarks: Vec<&str> = possible.into_iter().chain(suspended).collect();
        match remarks.as_slice() {
            [] => self.cell.flat(),
            remarks => format!("{} ({})", self.cell.flat(), remarks.join(", ")),
        }
    }
}

/// What is said of a value that may be so.
fn remark(certainty: Holds) -> Option<&'static str> {
    (certainty == Holds::Possible).then_some("possible")
}

/// A flat value, with its remark.
fn flat(value: String, certainty: Holds) -> String {
    match remark(certainty) {
        Some(remark) => format!("{value} ({remark})"),
        None => value,
    }
}

/// What is brought.
#[derive(Debug, Serialize, PartialEq)]
pub struct Brings {
    pub what: String,
    pub count: CountJson,
    pub certainty: Holds,
}

impl Brings {
    /// As one flat value: `7 F-16`, `1300-1432 troops (possible)`.
    fn flat(&self) -> String {
        let count = match self.count {
            CountJson::Exact(count) => count.to_string(),
            CountJson::Range([least, most]) => format!("{least}-{most}"),
            CountJson::Some => count_in_words(None),
        };
        flat(format!("{count} {}", self.what), self.certainty)
    }
}

/// A count: a number, a range, or null for some.
#[derive(Debug, Serialize, PartialEq)]
#[serde(untagged)]
pub enum CountJson {
    Exact(u32),
    Range([u32; 2]),
    Some,
}

/// A restriction in force.
#[derive(Debug, Serialize)]
pub struct Bound {
    pub id: String,
    pub certainty: Holds,
}

/// What people see of a row, beside the contract.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) coalition: String,
    pub(super) scope: String,
    pub(super) brings: String,
    /// Its own, in words. What binds every member is said below the table.
    pub(super) restrictions: String,
    pub(super) for_all: Vec<String>,
    pub(super) via: String,
    pub(super) cites: Vec<String>,
    pub(super) by_coalition: bool,
    /// The day it was last attested, where that is asked for.
    pub(super) attested: String,
}

impl Row for MemberRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "via",
        "standing",
        "certainty",
        "since",
        "until",
        "scope",
        "contributions",
        "restrictions",
        "events",
        "sources",
        "last_attested",
    ];

    const USUAL: &'static [(&'static str, &'static str)] =
        &[("standing", "member"), ("certainty", "certain")];

    fn columns() -> Vec<&'static str> {
        vec![
            "coalition",
            "actor",
            "standing",
            "certainty",
            "since",
            "until",
            "attested",
            "scope",
            "brings",
            "restrictions",
            "via",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let coalition = if self.seen.by_coalition {
            &self.seen.coalition
        } else {
            ""
        };
        vec![
            coalition.to_owned(),
            self.name.clone(),
            self.standing.to_string(),
            self.certainty.to_string(),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
            self.seen.attested.clone(),
            self.seen.scope.clone(),
            self.seen.brings.clone(),
            self.seen.restrictions.clone(),
            self.seen.via.clone(),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let list = |all: &[String]| all.join("; ");
        let scope: Vec<_> = self.scope.iter().map(MemberCell::flat).collect();
        let brings = self.contributions.iter().map(Brings::flat);
        let bound: Vec<_> = self
            .restrictions
            .iter()
            .map(|bound| flat(bound.id.clone(), bound.certainty))
            .collect();
        vec![
            self.actor.clone(),
            self.name.clone(),
            self.coalition.clone(),
            list(&self.via),
            self.standing.to_string(),
            self.certainty.to_string(),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
            list(&scope),
            brings.collect::<Vec<_>>().join("; "),
            list(&bound),
            list(&self.events),
            list(&self.sources),
            or_empty(self.last_attested.as_deref()),
        ]
    }

    fn events(&self) -> &[String] {
        &self.events
    }

    fn cites(&self) -> &[String] {
        &self.seen.cites
    }
}
