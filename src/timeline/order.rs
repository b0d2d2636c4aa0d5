//! The order of events, and what it says about their days.
//!
//! Orders are kept as "not later than". Each one narrows the bounds of all events that follow from it,
//! so that at any time every day within an event's bounds is its day in some reading.

use std::collections::{BTreeMap, BTreeSet};

use fixedbitset::FixedBitSet;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{DiGraph, NodeIndex};

use super::rules::NO_DAY_LEFT;
use super::{PerEvent, View};
use crate::day::Bounds;
use crate::finding::Finding;
use crate::model::{CoalitionId, Event, EventId, Id, Kind, Model};

/// What is known of the order of events.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Order {
    graph: DiGraph<(), ()>,
    bounds: PerEvent<Bounds>,
    /// What they were, where they have become narrower.
    recorded: BTreeMap<EventId, Bounds>,
}

/// Why an order cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The second is known to come before the first.
    Circle,
    /// The first cannot happen early enough.
    NoDay,
}

impl Order {
    /// The orders that the records themselves give: `after`, and a coalition's beginning and end
    /// around its joins. One that leaves no day is reported and not kept.
    pub(super) fn new(model: &Model, view: &View, findings: &mut Vec<Finding>) -> Order {
        let mut order = Order {
            graph: DiGraph::with_capacity(model.events.len(), 0),
            bounds: PerEvent::new(model, |id, _| view.dates(model, id)),
            recorded: BTreeMap::new(),
        };
        for _ in model.events.iter() {
            order.graph.add_node(());
        }
        let counted: Vec<_> = model
            .events
            .iter()
            .filter(|&(id, _)| view.counts(id))
            .collect();
        for &(id, event) in &counted {
            for &before in event
                .more
                .after
                .iter()
                .filter(|&&before| view.counts(before))
            {
                // A circle is reported where the records are resolved.
                if order.add(before, id) == Err(Refused::NoDay) {
                    findings.push(no_day_left(model, &order, before, id));
                }
            }
        }
        order.bound_lives(&counted);
        order
    }

    /// A coalition begins before every join and before its end, and ends after every join. A date that
    /// contradicts this is for the check to report.
    fn bound_lives(&mut self, counted: &[(EventId, &Event)]) {
        let mut lives: BTreeMap<CoalitionId, [Vec<EventId>; 3]> = BTreeMap::new();
        for (id, event) in counted {
            let part = match event.kind {
                Kind::Form | Kind::Succeed => 0,
                Kind::Join => 1,
                Kind::Dissolve => 2,
                _ => continue,
            };
            if let Some(coalition) = event.coalition {
                lives.entry(coalition).or_default()[part].push(*id);
            }
        }
        for [begins, joins, ends] in lives.values() {
            let pairs = |before: &[EventId], after: &[EventId]| {
                let all = before
                    .iter()
                    .flat_map(|&a| after.iter().map(move |&b| (a, b)));
                all.collect::<Vec<_>>()
            };
            // A second beginning or end is a fault of its own.
            let (begin, end) = (&begins[..begins.len().min(1)], &ends[..ends.len().min(1)]);
            let orders = [pairs(begin, joins), pairs(begin, end), pairs(joins, end)];
            for (first, second) in orders.into_iter().flatten() {
                let _ = self.add(first, second);
            }
        }
    }

    /// Learns that the first is not later than the second.
    ///
    /// # Errors
    /// When no reading of the dates, or what is known already, allows it.
    pub fn add(&mut self, first: EventId, second: EventId) -> Result<(), Refused> {
        if first == second || self.leads(second, first) {
            return Err(Refused::Circle);
        }
        if self.bounds[first].earliest > self.bounds[second].latest {
            return Err(Refused::NoDay);
        }
        // One that is known already does no harm, and to look for it would take as long as there are others.
        self.graph.add_edge(node(first), node(second), ());
        let [before, after] = [first, second].map(|event| self.bounds[event]);
        if after.earliest < before.earliest || before.latest > after.latest {
            self.narrow(first, second);
        }
        Ok(())
    }

    /// Carries the earliest day forward and the latest day back along all orders.
    fn narrow(&mut self, first: EventId, second: EventId) {
        let mut forward = vec![(first, second)];
        while let Some((before, after)) = forward.pop() {
            let earliest = self.bounds[before].earliest;
            if self.bounds[after].earliest < earliest {
                self.keep_recorded(after);
                self.bounds[after].earliest = earliest;
                let next = self.graph.neighbors_directed(node(after), Outgoing);
                forward.extend(next.map(|n| (after, event(n))));
            }
        }
        let mut back = vec![(first, second)];
        while let Some((before, after)) = back.pop() {
            let latest = self.bounds[after].latest;
            if self.bounds[before].latest > latest {
                self.keep_recorded(before);
                self.bounds[before].latest = latest;
                let next = self.graph.neighbors_directed(node(before), Incoming);
                back.extend(next.map(|n| (event(n), before)));
            }
        }
    }

    fn keep_recorded(&mut self, event: EventId) {
        self.recorded.entry(event).or_insert(self.bounds[event]);
    }

    fn recorded(&self, event: EventId) -> Bounds {
        (self.recorded.get(&event).copied()).unwrap_or(self.bounds[event])
    }

    /// Whether the first is known to be not later than the second.
    pub fn known(&self, first: EventId, second: EventId) -> bool {
        self.bounds[first].latest < self.bounds[second].earliest || self.leads(first, second)
    }

    /// Whether orders lead from the first to the second.
    fn leads(&self, first: EventId, second: EventId) -> bool {
        let goal = self.bounds[second].earliest;
        if self.graph.neighbors(node(first)).next().is_none() {
            return false;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![node(first)];
        while let Some(at) = open.pop() {
            for next in self.graph.neighbors_directed(at, Outgoing) {
                if event(next) == second {
                    return true;
                }
                // Earliest days never fall along an order: what begins later than the goal cannot lead to it.
                if self.bounds[event(next)].earliest <= goal && seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// For each of some events, which of them are known to be not earlier.
    pub(super) fn known_among(&self, events: &[EventId]) -> Vec<FixedBitSet> {
        let places: BTreeMap<NodeIndex, usize> = events
            .iter()
            .enumerate()
            .map(|(at, &id)| (node(id), at))
            .collect();
        let latest = events.iter().map(|&id| self.bounds[id].earliest).max();
        let later = |&first: &EventId| {
            let mut later = FixedBitSet::with_capacity(events.len());
            for (at, &second) in events.iter().enumerate() {
                later.set(at, self.bounds[first].latest < self.bounds[second].earliest);
            }
            let mut seen = BTreeSet::new();
            let mut open = vec![node(first)];
            while let Some(from) = open.pop() {
                for next in self.graph.neighbors_directed(from, Outgoing) {
                    // Earliest days never fall along an order.
                    if Some(self.bounds[event(next)].earliest) <= latest && seen.insert(next) {
                        open.push(next);
                        places
                            .get(&next)
                            .into_iter()
                            .for_each(|&at| later.insert(at));
                    }
                }
            }
            later
        };
        events.iter().map(later).collect()
    }

    /// The days an event can have happened on, narrowed.
    pub fn bounds(&self, event: EventId) -> Bounds {
        self.bounds[event]
    }

    /// Whether two events have the same bounds, as recorded or as narrowed.
    pub fn same_bounds(&self, a: EventId, b: EventId) -> bool {
        self.bounds[a] == self.bounds[b] || self.recorded(a) == self.recorded(b)
    }
}

pub(super) fn no_day_left(
    model: &Model,
    order: &Order,
    before: EventId,
    after: EventId,
) -> Finding {
    let (first, second) = (&model.events[before], &model.events[after]);
    Finding::new(
        &NO_DAY_LEFT,
        format!("`{}` cannot come after `{}`", second.id, first.id),
        second.date_place,
        format!("on {} at the latest", order.bounds(after).latest),
    )
    .beside(
        first.date_place,
        format!("not before {}", order.bounds(before).earliest),
    )
}

fn node(event: EventId) -> NodeIndex {
    NodeIndex::new(event.index())
}

fn event(node: NodeIndex) -> EventId {
    EventId::from_index(node.index())
}
