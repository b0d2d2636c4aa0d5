//! The order of events and the narrowing of their bounds (design, section 4), by brute force.

use super::Fault;
use super::lines::{Acts, Lines, expects};
use crate::replay::history::History;
use crate::replay::question::Line;
use crate::replay::world::{Kind, Span};

/// At most so many overlapping events are tried in every order.
const SEARCHED: usize = 6;

/// What is known of the order, events being named by their place in the file.
#[derive(Clone, PartialEq)]
pub struct Order {
    /// `before[a][b]`: a comes before b, perhaps on the same day.
    before: Vec<Vec<bool>>,
    /// The narrowed bounds.
    pub bounds: Vec<Span>,
}

impl Order {
    /// Narrows and settles until nothing changes.
    pub fn settle(history: &History, lines: &Lines, counting: &[usize]) -> Result<Self, Fault> {
        let mut order = Self::recorded(history, counting);
        loop {
            let last = order.clone();
            order.close()?;
            order.narrow()?;
            order.add_dates(lines);
            order.close()?;
            for (line, acts) in &lines.acts {
                Search {
                    history,
                    line,
                    acts,
                    starts_open: lines.starts_open(line),
                }
                .settle(&mut order)?;
            }
            if order == last {
                break;
            }
        }
        let unknown = |acts: &Acts| order.has_gap(history, acts, &places(acts));
        if lines.acts.values().any(unknown) {
            Err(Fault::OrderUnknown)
        } else {
            Ok(order)
        }
    }

    /// Is `a` known to come before `b`?
    pub fn is_before(&self, a: usize, b: usize) -> bool {
        self.before[a][b]
    }

    /// The events in order; where it is unknown (they do the same), in file order.
    pub fn sequence(&self, events: &[usize]) -> Vec<usize> {
        let mut left = events.to_vec();
        left.sort_unstable();
        let mut sequence = Vec::new();
        while let Some(at) = left.iter().position(|&event| self.is_next(event, &left)) {
            sequence.push(left.remove(at));
        }
        sequence
    }

    /// Does none of those left come before the event?
    fn is_next(&self, event: usize, left: &[usize]) -> bool {
        !left.iter().any(|&other| self.before[other][event])
    }

    /// Every `after`, and a coalition's beginning before each `join`, its end after.
    fn recorded(history: &History, counting: &[usize]) -> Self {
        let count = history.events.len();
        let bounds = history.events.iter().map(|event| event.date).collect();
        let mut order = Self {
            before: vec![vec![false; count]; count],
            bounds,
        };
        for &a in counting {
            for &b in counting {
                let (one, two) = (&history.events[a], &history.events[b]);
                let in_life = one.coalition == two.coalition && life_order(one.kind, two.kind);
                order.before[a][b] = in_life || two.after.contains(&one.id);
            }
        }
        order
    }

    /// Makes the order transitive.
    fn close(&mut self) -> Result<(), Fault> {
        let all = 0..self.before.len();
        for through in all.clone() {
            for a in all.clone() {
                for b in all.clone() {
                    self.before[a][b] |= self.before[a][through] && self.before[through][b];
                }
            }
        }
        if all.into_iter().any(|event| self.before[event][event]) {
            return Err(Fault::Cycle);
        }
        Ok(())
    }

    /// What comes before is no later, what comes after no earlier. One pass will do: the order is
    /// transitive.
    fn narrow(&mut self) -> Result<(), Fault> {
        let recorded = self.bounds.clone();
        for (a, earlier) in recorded.iter().enumerate() {
            for (b, later) in recorded.iter().enumerate() {
                if self.before[a][b] {
                    self.bounds[a].to = self.bounds[a].to.min(later.to);
                    self.bounds[b].from = self.bounds[b].from.max(earlier.from);
                }
            }
        }
        let none_left = |span: &Span| span.from > span.to;
        if self.bounds.iter().any(none_left) {
            Err(Fault::NoDay)
        } else {
            Ok(())
        }
    }

    /// On one line, events that share no day are in date order.
    fn add_dates(&mut self, lines: &Lines) {
        for acts in lines.acts.values() {
            for &a in acts.keys() {
                for &b in acts.keys() {
                    self.before[a][b] |= self.bounds[a].to < self.bounds[b].from;
                }
            }
        }
    }

    /// Do both have the same bounds and do the same to the line? Then they need no order.
    fn is_exempt(&self, history: &History, acts: &Acts, a: usize, b: usize) -> bool {
        let recorded = history.events[a].date == history.events[b].date;
        (recorded || self.bounds[a] == self.bounds[b]) && acts[&a].same(acts[&b])
    }

    /// Is there a pair among the events that needs an order and has none?
    fn has_gap(&self, history: &History, acts: &Acts, events: &[usize]) -> bool {
        let unknown = |a: usize, b: usize| a != b && !self.before[a][b] && !self.before[b][a];
        events.iter().any(|&a| {
            events
                .iter()
                .any(|&b| unknown(a, b) && !self.is_exempt(history, acts, a, b))
        })
    }
}

fn places(acts: &Acts) -> Vec<usize> {
    acts.keys().copied().collect()
}

/// `form` and `succeed` before `join` before `dissolve`.
fn life_order(one: Kind, two: Kind) -> bool {
    let begins = matches!(one, Kind::Form | Kind::Succeed);
    let joins = one == Kind::Join;
    (begins && matches!(two, Kind::Join | Kind::Dissolve)) || (joins && two == Kind::Dissolve)
}

/// One line whose order is sought.
struct Search<'a> {
    history: &'a History,
    line: &'a Line,
    acts: &'a Acts,
    starts_open: bool,
}

impl Search<'_> {
    /// Settles the clusters of overlapping events from the left, up to one that stays unsettled.
    fn settle(&self, order: &mut Order) -> Result<(), Fault> {
        let mut earlier = Vec::new();
        for cluster in self.clusters(order) {
            if order.has_gap(self.history, self.acts, &cluster) {
                let Some(found) = self.only_order(order, &earlier, &cluster) else {
                    break;
                };
                self.learn(order, &found)?;
                earlier.extend(found);
            } else {
                earlier.extend(order.sequence(&cluster));
            }
        }
        Ok(())
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
        let mut left = cluster.to_vec();
        left.sort_unstable();
        let mut orders = orders(order, &left);
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

    /// The order found holds everywhere from now on; exempt neighbours still need none.
    fn learn(&self, order: &mut Order, found: &[usize]) -> Result<(), Fault> {
        for (at, &a) in found.iter().enumerate() {
            for &b in &found[at + 1..] {
                let exempt = order.is_exempt(self.history, self.acts, a, b);
                order.before[a][b] |= !exempt;
            }
        }
        order.close()
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

/// Every subset.
pub fn subsets(items: &[usize]) -> Vec<Vec<usize>> {
    let Some((&first, rest)) = items.split_first() else {
        return vec![Vec::new()];
    };
    let without = subsets(rest);
    let with = without
        .iter()
        .map(|subset| [vec![first], subset.clone()].concat());
    with.chain(without.iter().cloned()).collect()
}
