//! Stretches of time in which several lines together stay as they are.

use std::collections::BTreeSet;

use crate::answer::add_new;
use crate::day::Day;
use crate::model::{EventId, RestrictionId, TheatreId};
use crate::timeline::{Holds, Line, Sort};

/// A stretch of time in which something is so, or may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// The first day, or [`Day::BEFORE_ALL`].
    pub from: Day,
    /// The first day on which it is no longer so, or [`Day::AFTER_ALL`].
    pub until: Day,
    /// Whether it is so.
    pub holds: Holds,
    /// Whether it is suspended, all of it.
    pub suspended: Holds,
    /// The restrictions in force, where it is about these.
    pub restrictions: Vec<RestrictionId>,
    /// The events that opened it, and what suspends it.
    pub events: Vec<EventId>,
}

impl Span {
    /// Whether it has a day in common with these, both included.
    pub fn meets(&self, first: Day, last: Day) -> bool {
        self.from <= last && self.until > first
    }

    fn continues(&self, before: &Span) -> bool {
        before.until == self.from
            && before.holds == self.holds
            && before.suspended == self.suspended
            && before.restrictions == self.restrictions
    }
}

/// A line that counts for a bar.
pub(super) struct Strand<'a> {
    pub(super) line: &'a Line,
    /// The suspensions that it lies inside.
    pub(super) suspending: Vec<&'a Line>,
    /// It counts only while this one is open.
    pub(super) while_open: Option<&'a Line>,
}

impl<'a> Strand<'a> {
    fn open(&self, day: Day) -> Holds {
        let open = self.line.on(day).holds();
        self.while_open
            .map_or(open, |line| open.and(line.on(day).holds()))
    }

    fn suspended(&self, day: Day) -> Holds {
        Holds::any(self.suspending.iter().map(|line| line.on(day).holds()))
    }

    fn lines(&self) -> impl Iterator<Item = &'a Line> {
        let more = self.suspending.iter().chain(&self.while_open).copied();
        std::iter::once(self.line).chain(more)
    }

    fn openers(&self, day: Day) -> impl Iterator<Item = EventId> {
        let stops = self
            .suspending
            .iter()
            .flat_map(move |line| line.on(day).openers());
        self.line.on(day).openers().chain(stops)
    }

    pub(super) fn theatre(&self) -> Option<TheatreId> {
        match self.line.key.sort {
            Sort::Cell(_, (theatre, _)) => theatre,
            _ => None,
        }
    }

    pub(super) fn restriction(&self) -> Option<RestrictionId> {
        match self.line.key.sort {
            Sort::Restriction(id) => Some(id),
            _ => None,
        }
    }
}

/// The stretches in which at least one of these lines may be open.
pub(super) fn spans(strands: &[Strand]) -> Vec<Span> {
    let lines = strands.iter().flat_map(Strand::lines);
    let days: BTreeSet<Day> = lines.flat_map(Line::phases).map(|(day, _)| day).collect();
    let days: Vec<Day> = days.into_iter().collect();
    let mut spans: Vec<Span> = Vec::new();
    for (at, &from) in days.iter().enumerate() {
        let until = days.get(at + 1).copied().unwrap_or(Day::AFTER_ALL);
        let span = on(strands, from, until);
        match spans.last_mut() {
            Some(before) if span.continues(before) => {
                before.until = until;
                add_new(&mut before.events, span.events);
            }
            _ => spans.push(span),
        }
    }
    spans.retain(|span| span.holds.may_be());
    spans
}

fn on(strands: &[Strand], from: Day, until: Day) -> Span {
    let open: Vec<&Strand> = (strands.iter())
        .filter(|strand| strand.open(from).may_be())
        .collect();
    let mut events = Vec::new();
    for strand in &open {
        add_new(&mut events, strand.openers(from));
    }
    let mut restrictions: Vec<_> = open
        .iter()
        .filter_map(|strand| strand.restriction())
        .collect();
    restrictions.sort_unstable();
    Span {
        from,
        until,
        holds: Holds::any(open.iter().map(|strand| strand.open(from))),
        suspended: suspended(&open, from),
        restrictions,
        events,
    }
}

/// Whether all that is open is suspended.
fn suspended(open: &[&Strand], day: Day) -> Holds {
    let goes_on = |strand: &&Strand| strand.open(day).and(!strand.suspended(day));
    let stands_still = |strand: &&Strand| strand.open(day).and(strand.suspended(day));
    let stopped = Holds::any(open.iter().map(stands_still));
    match Holds::any(open.iter().map(goes_on)) {
        Holds::Certain => Holds::Never,
        Holds::Possible => stopped.and(Holds::Possible),
        Holds::Never if stopped.may_be() => Holds::Certain,
        Holds::Never => Holds::Never,
    }
}
