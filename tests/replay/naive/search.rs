//! The only order of a line's events in which none is a fault (design, section 4), by brute force.

use super::Fault;
use super::effect::expects;
use super::lines::{Acts, Lines};
use super::order::{Order, places, subsets};
use crate::replay::history::History;
use crate::replay::question::Line;

/// At most so many overlapping events are tried in every order.
const SEARCHED: usize = 6;

/// Overlapping events, in file order.
pub struct Cluster {
    pub events: Vec<usize>,
    /// The one order without a fault, if there is just one.
    pub only_order: Option<Vec<usize>>,
}

/// One line whose order is sought.
pub struct Search<'a> {
    history: &'a History,
    line: &'a Line,
    acts: &'a Acts,
    starts_open: bool,
}

impl<'a> Search<'a> {
    /// One for each line.
    pub fn each(history: &'a History, lines: &'a Lines) -> impl Iterator<Item = Self> {
        lines.acts.iter().map(move |(line, acts)| Self {
            history,
            line,
            acts,
            starts_open: lines.starts_open(line),
        })
    }

    /// Settles the clusters of overlapping events from the left, up to one that stays unsettled.
    pub fn settled(&self, known: &Order) -> Result<Order, Fault> {
        let mut order = known.clone();
        while let Some(Cluster {
            only_order: Some(found),
            ..
        }) = self.first_unsettled(&order)
        {
            for (a, b) in self.pairs(&order, &found) {
                order.before[a][b] = true;
            }
            order.close()?;
        }
        Ok(order)
    }

    /// The first cluster from the left in which an order is wanted.
    pub fn first_unsettled(&self, order: &Order) -> Option<Cluster> {
        let mut earlier = Vec::new();
        for mut events in self.clusters(order) {
            if order.has_gap(self.history, self.acts, &events) {
                events.sort_unstable();
                return Some(Cluster {
                    only_order: self.only_order(order, &earlier, &events),
                    events,
                });
            }
            earlier.extend(order.sequence(&events));
        }
        None
    }

    /// The pairs of an order found; exempt neighbours still need none.
    pub fn pairs(&self, order: &Order, found: &[usize]) -> Vec<(usize, usize)> {
        let later = |at: usize| found[at + 1..].iter().map(move |&b| (found[at], b));
        let all = (0..found.len()).flat_map(later);
        all.filter(|&(a, b)| !order.is_exempt(self.history, self.acts, a, b))
            .collect()
    }

    /// The pairs of a cluster without an order, as recorded: by the later event, then the earlier.
    pub fn gaps(&self, order: &Order, events: &[usize]) -> Vec<(usize, usize)> {
        let earlier = |at: usize| events[..at].iter().map(move |&a| (a, events[at]));
        let all = (0..events.len()).flat_map(earlier);
        all.filter(|&(a, b)| order.is_gap(self.history, self.acts, a, b))
            .collect()
    }

    fn clusters(&self, order: &Order) -> Vec<Vec<usize>> {
        let mut events = places(self.acts);
        events.sort_by_key(|&event| order.bounds[event].from);
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for event in events {
            let overlaps = |other: &usize| order.bounds[*other].overlaps(order.bounds[event]);
            match clusters.last_mut() {
                Some(cluster) if cluster.iter().any(overlaps) => cluster.push(event),
                _ => clusters.push(vec![event]),
            }
        }
        clusters
    }

    /// The one order without a fault; those that only swap exempt events count as one, and of
    /// them it is the first by file order.
    fn only_order(
        &self,
        order: &Order,
        earlier: &[usize],
        cluster: &[usize],
    ) -> Option<Vec<usize>> {
        if cluster.len() > SEARCHED {
            return None;
        }
        let mut orders = orders(order, cluster);
        orders.retain(|candidate| self.is_faultless(earlier, candidate));
        let first = orders.first()?.clone();
        orders
            .iter()
            .all(|other| self.differs_by_swaps(order, &first, other))
            .then_some(first)
    }

    fn differs_by_swaps(&self, order: &Order, one: &[usize], two: &[usize]) -> bool {
        let alike =
            |(&a, &b): (&usize, &usize)| a == b || order.is_exempt(self.history, self.acts, a, b);
        one.iter().zip(two).all(alike)
    }

    /// A fault counts if it is one in every combination of the disputed events, and never falls on
    /// one of these.
    fn is_faultless(&self, earlier: &[usize], candidate: &[usize]) -> bool {
        let sequence = [earlier, candidate].concat();
        let disputed = |event: &usize| self.history.events[*event].is_disputed();
        let absences = subsets(
            &sequence
                .iter()
                .copied()
                .filter(disputed)
                .collect::<Vec<_>>(),
        );
        candidate
            .iter()
            .filter(|event| !disputed(event))
            .all(|&event| {
                let kind = self.history.events[event].kind;
                let Some(wanted) = expects(kind, self.line, self.acts[&event]) else {
                    return true;
                };
                absences
                    .iter()
                    .any(|absent| self.found(&sequence, absent, event) == wanted)
            })
    }

    /// The state the event finds; an `until` takes no place in the order.
    fn found(&self, sequence: &[usize], absent: &[usize], event: usize) -> bool {
        sequence
            .iter()
            .take_while(|&&other| other != event)
            .filter(|other| !absent.contains(other))
            .fold(self.starts_open, |open, other| {
                self.acts[other].leaves_open(open)
            })
    }
}

/// Every order of the events that respects what is known.
fn orders(order: &Order, left: &[usize]) -> Vec<Vec<usize>> {
    if left.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for &next in left.iter().filter(|&&event| order.is_next(event, left)) {
        let rest: Vec<usize> = left
            .iter()
            .copied()
            .filter(|&event| event != next)
            .collect();
        all.extend(
            orders(order, &rest)
                .into_iter()
                .map(|tail| [vec![next], tail].concat()),
        );
    }
    all
}
