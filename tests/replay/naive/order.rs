//! The order of events and the narrowing of their bounds (design, section 4), by brute force.

use std::collections::BTreeSet;

use super::Fault;
use super::lines::{Acts, Lines};
use super::search::Search;
use crate::replay::history::{Event, History};
use crate::replay::world::{Kind, Span};

/// What is known of the order, events being named by their place in the file.
#[derive(Clone, PartialEq)]
pub struct Order {
    /// `before[a][b]`: a comes before b, perhaps on the same day.
    pub(super) before: Vec<Vec<bool>>,
    /// The narrowed bounds.
    pub bounds: Vec<Span>,
    /// The pairs that go without an order, since it would leave no day (in a view, where nothing is
    /// checked).
    pub(super) given_up: BTreeSet<(usize, usize)>,
}

impl Order {
    /// Narrows and settles until nothing changes. Every line is settled from what all know, so that
    /// none comes first.
    pub fn settle(history: &History, lines: &Lines, counting: &[usize]) -> Result<Self, Fault> {
        let mut order = Self::recorded(history, counting);
        order.close()?;
        order.begin_before_end(history, counting);
        loop {
            let last = order.clone();
            order.derive(lines)?;
            let known = order.clone();
            for search in Search::each(history, lines) {
                order.join(&search.settled(&known)?);
            }
            order.close().map_err(|_| Fault::Contradiction)?;
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

    /// What either knows.
    fn join(&mut self, other: &Self) {
        for (row, other) in self.before.iter_mut().zip(&other.before) {
            for (before, other) in row.iter_mut().zip(other) {
                *before |= other;
            }
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
    pub(super) fn is_next(&self, event: usize, left: &[usize]) -> bool {
        !left.iter().any(|&other| self.before[other][event])
    }

    /// Every `after`, and a coalition's beginning before each `join`, its end after.
    fn recorded(history: &History, counting: &[usize]) -> Self {
        let mut order = Self::unordered(history);
        for &a in counting {
            for &b in counting {
                let (one, two) = (&history.events[a], &history.events[b]);
                order.before[a][b] = life_order(one, two) || two.after.contains(&one.id);
            }
        }
        order
    }

    /// A coalition begins before it ends, where neither dates nor `after` tell otherwise.
    fn begin_before_end(&mut self, history: &History, counting: &[usize]) {
        for &a in counting {
            for &b in counting {
                let at_once = begins_and_ends(&history.events[a], &history.events[b]);
                self.before[a][b] |= at_once && !self.before[b][a];
            }
        }
    }

    /// Nothing known but the dates as recorded.
    pub(super) fn unordered(history: &History) -> Self {
        let count = history.events.len();
        Self {
            before: vec![vec![false; count]; count],
            bounds: history.events.iter().map(|event| event.date).collect(),
            given_up: BTreeSet::new(),
        }
    }

    /// What follows from what is known.
    pub(super) fn derive(&mut self, lines: &Lines) -> Result<(), Fault> {
        self.close()?;
        self.narrow()?;
        self.add_dates(lines);
        self.close()
    }

    /// Makes the order transitive.
    pub(super) fn close(&mut self) -> Result<(), Fault> {
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
    pub(super) fn is_exempt(&self, history: &History, acts: &Acts, a: usize, b: usize) -> bool {
        let recorded = history.events[a].date == history.events[b].date;
        (recorded || self.bounds[a] == self.bounds[b]) && acts[&a].same(acts[&b])
    }

    /// Is there a pair among the events that needs an order and has none?
    pub(super) fn has_gap(&self, history: &History, acts: &Acts, events: &[usize]) -> bool {
        let gap = |&a: &usize| events.iter().any(|&b| self.is_gap(history, acts, a, b));
        events.iter().any(gap)
    }

    /// Do the two need an order and have none?
    pub(super) fn is_gap(&self, history: &History, acts: &Acts, a: usize, b: usize) -> bool {
        let known = a == b || self.before[a][b] || self.before[b][a];
        let given_up = self.given_up.contains(&(a, b)) || self.given_up.contains(&(b, a));
        !known && !given_up && !self.is_exempt(history, acts, a, b)
    }
}

/// The events on a line, in file order.
pub(super) fn places(acts: &Acts) -> Vec<usize> {
    acts.keys().copied().collect()
}

/// Of one coalition, `form` and `succeed` come before `join`, and that before `dissolve`.
pub(super) fn life_order(one: &Event, two: &Event) -> bool {
    let begins = matches!(one.kind, Kind::Form | Kind::Succeed);
    let joins = one.kind == Kind::Join;
    let ends = two.kind == Kind::Dissolve;
    one.coalition == two.coalition && ((begins && two.kind == Kind::Join) || (joins && ends))
}

/// Do a beginning and an end of one coalition overlap?
pub(super) fn begins_and_ends(one: &Event, two: &Event) -> bool {
    let begins = matches!(one.kind, Kind::Form | Kind::Succeed);
    let both = begins && two.kind == Kind::Dissolve && one.coalition == two.coalition;
    both && one.date.overlaps(two.date)
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
