//! Why something differs: the events between two days, or the records that are not the same.

use std::collections::BTreeSet;

use super::item::About;
use super::side::{Party, Side};
use crate::answer::{add_new, source_ids};
use crate::day::Bounds;
use crate::model::{EventId, Model};
use crate::timeline::{Effect, Holds, Line, Step};

/// What is compared. The two are never mixed.
pub(super) enum Axis {
    /// Two days of the same records.
    Days,
    /// Two sets of records on one day, with the ids of the events that differ.
    Records(BTreeSet<String>),
}

/// Two sides, and what sets them apart.
pub(super) struct Comparison<'a> {
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
    pub(super) axis: Axis,
}

/// Events of one or both sides, by id, with their sources.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Cause {
    pub(super) events: Vec<String>,
    pub(super) sources: Vec<String>,
}

impl<'a> Comparison<'a> {
    /// The sides whose events can be the cause.
    fn sides(&self) -> Vec<Side<'a>> {
        match self.axis {
            Axis::Days => vec![self.after],
            Axis::Records(_) => vec![self.before, self.after],
        }
    }

    /// The events that made something differ; where there are none, those that made the membership.
    pub(super) fn cause(&self, party: &Party, about: &About) -> Cause {
        let exact = self.cause_on(party, about);
        if !exact.events.is_empty() || *about == About::Membership {
            return exact;
        }
        self.cause_on(party, &About::Membership)
    }

    fn cause_on(&self, party: &Party, about: &About) -> Cause {
        let mut cause = Cause::default();
        for side in self.sides() {
            let mut events: Vec<EventId> = Vec::new();
            for line in side.lines(party, about) {
                let did = (line.steps())
                    .filter(|(step, found)| self.did(side, line, step, *found))
                    .map(|(step, _)| step.event);
                add_new(&mut events, did);
            }
            if *about == About::Membership {
                add_new(&mut events, self.act(side, party));
            }
            if *about == About::Name {
                add_new(&mut events, self.namings(side, party));
            }
            cause.add(side, events);
        }
        cause
    }

    /// The act that gave a standing other than membership, if it lies between.
    fn act(&self, side: Side<'_>, party: &Party) -> Option<EventId> {
        let (coalition, actor) = side.ids(party)?;
        let (_, act) = side.timeline.standing(coalition, actor?, side.on);
        act.filter(|&act| self.lies_between(side, act))
    }

    /// The events between that gave the coalition a name.
    fn namings(&self, side: Side<'_>, party: &Party) -> Vec<EventId> {
        let mut events = (side.ids(party)).map_or_else(Vec::new, |(coalition, _)| {
            side.timeline.namings(coalition).to_vec()
        });
        events.retain(|&event| self.lies_between(side, event));
        events
    }

    fn did(&self, side: Side<'_>, line: &Line, step: &Step, found: Holds) -> bool {
        if step.effect == Effect::Stands {
            return false;
        }
        match self.axis {
            Axis::Records(_) => self.lies_between(side, step.event),
            Axis::Days => {
                let acts = changes(step, found) && self.lies_between(side, step.event);
                acts || self.lapses_between(line, step)
            }
        }
    }

    /// Whether an event can have happened after the first day and up to the second; or, between records,
    /// whether it is not the same in both.
    fn lies_between(&self, side: Side<'_>, event: EventId) -> bool {
        match &self.axis {
            Axis::Records(changed) => changed.contains(&*side.timeline.model.events[event].id),
            Axis::Days => {
                let bounds = side.timeline.bounds(event);
                bounds.latest > self.before.on && bounds.earliest <= self.after.on
            }
        }
    }

    /// Whether the last day that a step sets can lie on the first day or later, and before the second:
    /// gone is what ends on a day from the next day on.
    fn lapses_between(&self, line: &Line, step: &Step) -> bool {
        let between = |until: Bounds| {
            until.latest.next() > self.before.on && until.earliest.next() <= self.after.on
        };
        let Effect::Grants {
            until: Some(until), ..
        } = step.effect
        else {
            return false;
        };
        between(until) && line.on(self.before.on).holds() != line.on(self.after.on).holds()
    }
}

impl Cause {
    fn add(&mut self, side: Side<'_>, mut events: Vec<EventId>) {
        let model: &Model = &side.timeline.model;
        events.sort_by_key(|&event| (side.timeline.bounds(event), &*model.events[event].id));
        let ids = events
            .iter()
            .map(|&event| model.events[event].id.to_string());
        add_new(&mut self.events, ids);
        add_new(&mut self.sources, source_ids(side.timeline, &events));
    }
}

/// Whether a step changes the line, or is only evidence.
fn changes(step: &Step, found: Holds) -> bool {
    match step.effect {
        Effect::Stands => false,
        Effect::Opens | Effect::Joins | Effect::Grants { .. } => !found.is_certain(),
        Effect::Sets(_) => true,
        Effect::Closes { .. } => found.may_be(),
    }
}
