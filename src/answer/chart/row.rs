//! The stretches of a chart as rows.

use serde::Serialize;
use strum::Display;

use super::Span;
use super::parties::Party;
use crate::answer::{Row, event_ids, or_empty, source_ids};
use crate::model::{TheatreId, Track};
use crate::timeline::{Holds, Timeline};

/// What a stretch is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Display, Serialize)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// Said to take part: a member, or a declared scope.
    Declared,
    /// Allowed to.
    Authorised,
    /// Forces stand there.
    Deployed,
    /// Forces act there.
    Operating,
    /// Bound by at least one restriction.
    Restricted,
}

impl From<Track> for Bar {
    fn from(track: Track) -> Bar {
        match track {
            Track::Declared => Bar::Declared,
            Track::Authorised => Bar::Authorised,
            Track::Deployed => Bar::Deployed,
            Track::Operating => Bar::Operating,
        }
    }
}

/// One stretch of one bar.
#[derive(Debug, Serialize)]
pub struct SegmentRow {
    /// Whose.
    pub actor: String,
    /// The name of the actor.
    pub name: String,
    /// In which coalition.
    pub coalition: Option<String>,
    /// Where; null = the membership, several, or unstated.
    pub theatre: Option<String>,
    /// On what track, or restricted.
    pub bar: Bar,
    /// The first day; null = from before all records.
    pub from: Option<String>,
    /// The first day on which it is no longer so; null = no end is recorded.
    pub until: Option<String>,
    /// Whether it is so.
    pub certainty: Holds,
    /// Whether all of it is suspended.
    pub suspended: Holds,
    /// The restrictions in force, on a bar about these.
    pub restrictions: Vec<String>,
    /// The events that opened it, and those that suspend it.
    pub events: Vec<String>,
    /// Their sources.
    pub sources: Vec<String>,
}

/// The rows of an actor in a coalition.
pub(super) fn rows(timeline: &Timeline, party: &Party) -> Vec<SegmentRow> {
    let mut rows = Vec::new();
    for lane in &party.lanes {
        for (track, spans) in &lane.tracks {
            let theatre = lane.theatres.get(track).copied();
            let bar = Bar::from(*track);
            rows.extend(
                spans
                    .iter()
                    .map(|span| row(timeline, party, theatre, bar, span)),
            );
        }
        let restricted = lane.restricted.iter();
        rows.extend(restricted.map(|span| row(timeline, party, None, Bar::Restricted, span)));
    }
    rows
}

fn row(
    timeline: &Timeline,
    party: &Party,
    theatre: Option<TheatreId>,
    bar: Bar,
    span: &Span,
) -> SegmentRow {
    let model = &*timeline.model;
    let actor = &model.actors[party.actor];
    let coalition = party.coalition.map(|id| &model.coalitions[id].id);
    let restrictions = span.restrictions.iter();
    SegmentRow {
        actor: actor.id.to_string(),
        name: actor.name.to_string(),
        coalition: coalition.map(ToString::to_string),
        theatre: theatre.map(|id| model.theatres[id].id.to_string()),
        bar,
        from: span.from.known().map(|day| day.to_string()),
        until: span.until.known().map(|day| day.to_string()),
        certainty: span.holds,
        suspended: span.suspended,
        restrictions: restrictions
            .map(|&id| model.restrictions[id].id.to_string())
            .collect(),
        events: event_ids(model, &span.events),
        sources: source_ids(timeline, &span.events),
    }
}

impl Row for SegmentRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "theatre",
        "bar",
        "from",
        "until",
        "certainty",
        "suspended",
        "restrictions",
        "events",
        "sources",
    ];
    const USUAL: &'static [(&'static str, &'static str)] = &[("suspended", "never")];

    fn columns() -> Vec<&'static str> {
        vec![
            "actor",
            "coalition",
            "theatre",
            "bar",
            "from",
            "until",
            "certainty",
            "suspended",
            "restrictions",
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            or_empty(self.coalition.as_deref()),
            or_empty(self.theatre.as_deref()),
            self.bar.to_string(),
            or_empty(self.from.as_deref()),
            or_empty(self.until.as_deref()),
            self.certainty.to_string(),
            self.suspended.to_string(),
            self.restrictions.join(", "),
        ]
    }

    fn fields(&self) -> Vec<String> {
        vec![
            self.actor.clone(),
            self.name.clone(),
            or_empty(self.coalition.as_deref()),
            or_empty(self.theatre.as_deref()),
            self.bar.to_string(),
            or_empty(self.from.as_deref()),
            or_empty(self.until.as_deref()),
            self.certainty.to_string(),
            self.suspended.to_string(),
            self.restrictions.join("; "),
            self.events.join("; "),
            self.sources.join("; "),
        ]
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
