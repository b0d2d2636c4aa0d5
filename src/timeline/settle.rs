//! The order on each line where dates cannot tell.
//!
//! Events of a line whose bounds overlap form a cluster. Where `after`, or an order settled on another
//! line, does not decide, the one order in which no event of the cluster is at fault is taken.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;

use super::draft::DraftLine;
use super::line::{BEFORE_RECORDS, Effect, Sort, Step};
use super::order::{Order, Refused, no_day_left};
use super::rules::ORDER_UNKNOWN;
use crate::finding::Finding;
use crate::model::{EventId, Model};
use crate::name;

/// The most overlapping events among which an order is sought.
const SOUGHT_AMONG: usize = 6;

/// Puts the steps of every line in order, narrowing the days of events on the way, until nothing
/// changes. What stays unknown is reported and taken in record order; so is an order that leaves no day.
pub(super) fn settle(
    model: &Model,
    lines: &mut [Vec<DraftLine>],
    order: &mut Order,
    findings: &mut Vec<Finding>,
) {
    let mut unknown: BTreeSet<Vec<EventId>> = BTreeSet::new();
    let mut refused: BTreeSet<(EventId, EventId)> = BTreeSet::new();
    // Lines whose events do not overlap stay as they are: bounds only ever become narrower.
    let mut overlapping: Vec<&mut DraftLine> = (lines.iter_mut().flatten())
        .filter_map(|line| sort_by_days(line, order).then_some(line))
        .collect();
    loop {
        // All lines are looked at before anything is learnt: what is found does not depend on which comes first.
        let mut found = Found::default();
        for line in &mut overlapping {
            settle_line(line, order, &mut found);
        }
        if found.orders.is_empty() {
            for (cluster, orders) in found.unknown {
                if unknown.insert(cluster) {
                    found.orders.extend(orders);
                }
            }
        }
        if found.orders.is_empty() {
            break;
        }
        let mut learnt = false;
        for (first, second) in found.orders {
            match order.add(first, second) {
                Ok(()) => learnt = true,
                Err(Refused::NoDay) => drop(refused.insert((first, second))),
                Err(Refused::Circle) => {}
            }
        }
        if !learnt {
            break;
        }
    }
    findings.extend(unknown.iter().map(|cluster| order_unknown(model, cluster)));
    findings.extend(
        refused
            .iter()
            .map(|&(first, second)| no_day_left(model, order, first, second)),
    );
}

/// An order of two events: the first is not later than the second.
type Pair = (EventId, EventId);

/// What one look at the lines finds.
#[derive(Default)]
struct Found {
    /// Orders that are news.
    orders: Vec<Pair>,
    /// The first cluster of each line that cannot be settled, and its record order.
    unknown: Vec<(Vec<EventId>, Vec<Pair>)>,
}

/// Puts the steps of a line in the order of their days. Whether any of them overlap.
fn sort_by_days(line: &mut DraftLine, order: &Order) -> bool {
    line.steps
        .sort_by_key(|step| (order.bounds(step.event), step.event));
    let mut neighbours = line.steps.windows(2);
    neighbours.any(|pair| {
        let [first, second] = [0, 1].map(|at| order.bounds(pair[at].event));
        second.earliest <= first.latest
    })
}

/// Puts the steps of a line in the order that is known, up to the first cluster that it is not known of.
fn settle_line(line: &mut DraftLine, order: &Order, found: &mut Found) {
    sort_by_days(line, order);
    let steps = &mut line.steps;
    let mut state = start(&line.key.sort, steps);
    let mut from = 0;
    while from < steps.len() {
        let to = cluster_end(steps, from, order);
        if to - from > 1 {
            let mut cluster = steps[from..to].to_vec();
            sort_by_known(&mut cluster, order);
            steps[from..to].clone_from_slice(&cluster);
            if !is_known(&cluster, order) {
                match only_order(&cluster, state, order) {
                    Some(only) => {
                        let pairs = pairs(&only, order).into_iter();
                        found
                            .orders
                            .extend(pairs.filter(|&(a, b)| !order.known(a, b)));
                        steps[from..to].clone_from_slice(&only);
                    }
                    None => {
                        let mut events: Vec<_> = cluster.iter().map(|step| step.event).collect();
                        events.sort_unstable();
                        cluster.sort_by_key(|step| step.event);
                        known_first(&mut cluster, order);
                        let record_order = cluster
                            .windows(2)
                            .map(|pair| (pair[0].event, pair[1].event));
                        found.unknown.push((events, record_order.collect()));
                        return;
                    }
                }
            }
        }
        for step in &steps[from..to] {
            state = state.after(step);
        }
        from = to;
    }
}

/// Where the events that overlap, directly or by others, end.
fn cluster_end(steps: &[Step], from: usize, order: &Order) -> usize {
    let mut latest = order.bounds(steps[from].event).latest;
    let mut to = from + 1;
    while to < steps.len() && order.bounds(steps[to].event).earliest <= latest {
        latest = latest.max(order.bounds(steps[to].event).latest);
        to += 1;
    }
    to
}

/// Puts what is known to be earlier first; what is not, in record order, the coalition's end last.
fn sort_by_known(cluster: &mut Vec<Step>, order: &Order) {
    cluster.sort_by_key(|step| (step.dissolves, step.event));
    known_first(cluster, order);
}

/// Puts what is known to be earlier first, and leaves the rest in the order it is in.
fn known_first(cluster: &mut Vec<Step>, order: &Order) {
    let known = Known::among(cluster, order);
    let mut waits: Vec<usize> = (0..cluster.len()).map(|i| known.before(i)).collect();
    let mut sorted = Vec::with_capacity(cluster.len());
    while let Some(next) = waits.iter().position(|&waits| waits == 0) {
        waits[next] = usize::MAX;
        for (later, waits) in waits.iter_mut().enumerate() {
            if *waits != usize::MAX && known.is(next, later) {
                *waits -= 1;
            }
        }
        sorted.push(cluster[next].clone());
    }
    if sorted.len() == cluster.len() {
        *cluster = sorted;
    }
}

/// Which steps of a cluster are known to come before which.
struct Known(Vec<FixedBitSet>);

impl Known {
    fn among(cluster: &[Step], order: &Order) -> Known {
        let events: Vec<EventId> = cluster.iter().map(|step| step.event).collect();
        Known(order.known_among(&events))
    }

    fn is(&self, first: usize, second: usize) -> bool {
        self.0[first].contains(second)
    }

    /// How many come before a step.
    fn before(&self, step: usize) -> usize {
        self.0.iter().filter(|later| later.contains(step)).count()
    }
}

fn is_known(cluster: &[Step], order: &Order) -> bool {
    if cluster[1..]
        .iter()
        .all(|step| need_no_order(&cluster[0], step, order))
    {
        return true;
    }
    let known = Known::among(cluster, order);
    (1..cluster.len()).all(|j| {
        (0..j).all(|i| {
            known.is(i, j) || known.is(j, i) || need_no_order(&cluster[i], &cluster[j], order)
        })
    })
}

/// Events with the same bounds that do the same to the line.
fn need_no_order(a: &Step, b: &Step, order: &Order) -> bool {
    let closes = |step: &Step| matches!(step.effect, Effect::Closes { .. });
    let same = a.effect == b.effect || (closes(a) && closes(b));
    same && order.same_bounds(a.event, b.event)
}

/// The only order of the cluster in which no event is at fault, if there is just one. Orders that differ
/// only in events that need none count as one.
fn only_order(cluster: &[Step], state: State, order: &Order) -> Option<Vec<Step>> {
    if cluster.len() > SOUGHT_AMONG {
        return None;
    }
    let mut search = Search {
        cluster,
        order,
        taken: Vec::new(),
        found: Vec::new(),
    };
    search.extend(state);
    match search.found.as_slice() {
        [only] => Some(only.iter().map(|&i| cluster[i].clone()).collect()),
        _ => None,
    }
}

struct Search<'a> {
    cluster: &'a [Step],
    order: &'a Order,
    taken: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn extend(&mut self, state: State) {
        if self.taken.len() == self.cluster.len() {
            let new = !self.found.iter().any(|known| self.alike(known));
            if new {
                self.found.push(self.taken.clone());
            }
            return;
        }
        for i in 0..self.cluster.len() {
            if self.found.len() > 1 || self.taken.contains(&i) || !self.may_be_next(i) {
                continue;
            }
            let step = &self.cluster[i];
            if state.is_fault(step) {
                continue;
            }
            self.taken.push(i);
            self.extend(state.after(step));
            self.taken.pop();
        }
    }

    fn may_be_next(&self, i: usize) -> bool {
        let rest = (0..self.cluster.len()).filter(|j| *j != i && !self.taken.contains(j));
        !rest.into_iter().any(|j| {
            self.order
                .known(self.cluster[j].event, self.cluster[i].event)
        })
    }

    fn alike(&self, known: &[usize]) -> bool {
        known
            .iter()
            .zip(&self.taken)
            .all(|(&a, &b)| a == b || need_no_order(&self.cluster[a], &self.cluster[b], self.order))
    }
}

/// The steps in runs of neighbours that need no order among themselves, and have none.
pub(super) fn runs<'a>(steps: &'a [Step], order: &'a Order) -> impl Iterator<Item = &'a [Step]> {
    let free =
        |a: &Step, b: &Step| !order.known(a.event, b.event) && !order.known(b.event, a.event);
    steps.chunk_by(move |a, b| need_no_order(a, b, order) && free(a, b))
}

/// The order of a cluster in pairs. Neighbours that need no order get none.
fn pairs(cluster: &[Step], order: &Order) -> Vec<Pair> {
    let runs: Vec<&[Step]> = runs(cluster, order).collect();
    let between = |pair: &[&[Step]]| {
        let all = pair[0]
            .iter()
            .flat_map(|a| pair[1].iter().map(|b| (a.event, b.event)));
        all.collect::<Vec<_>>()
    };
    runs.windows(2).flat_map(between).collect()
}

/// Whether a line is open, while `until` is left out of account: it takes no place in the order.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    may_be_open: bool,
    may_be_closed: bool,
}

impl State {
    const CLOSED: State = State {
        may_be_open: false,
        may_be_closed: true,
    };
    const OPEN: State = State {
        may_be_open: true,
        may_be_closed: false,
    };

    fn after(self, step: &Step) -> State {
        let new = match step.effect {
            Effect::Stands
            | Effect::Grants {
                only_open: true, ..
            } => self,
            Effect::Closes { .. } => State::CLOSED,
            _ => State::OPEN,
        };
        if step.disputed {
            State {
                may_be_open: self.may_be_open || new.may_be_open,
                may_be_closed: self.may_be_closed || new.may_be_closed,
            }
        } else {
            new
        }
    }

    /// A fault in every reading.
    fn is_fault(self, step: &Step) -> bool {
        !step.disputed
            && match step.effect {
                Effect::Joins => self == State::OPEN,
                Effect::Closes { faults } => faults && self == State::CLOSED,
                _ => false,
            }
    }
}

/// What was so before the first event. A coalition whose beginning is not recorded was always there.
fn start(sort: &Sort, steps: &[Step]) -> State {
    if opener_before_records(sort, steps).is_some() {
        State::OPEN
    } else {
        State::CLOSED
    }
}

/// The opener of what was open before all records.
pub(super) fn opener_before_records(sort: &Sort, steps: &[Step]) -> Option<EventId> {
    let unopened = !steps.iter().any(|step| step.effect == Effect::Opens);
    (*sort == Sort::Life && unopened).then_some(BEFORE_RECORDS)
}

fn order_unknown(model: &Model, cluster: &[EventId]) -> Finding {
    let names: Vec<&str> = cluster.iter().map(|&id| &*model.events[id].id).collect();
    let shown = names.len().min(SOUGHT_AMONG);
    let more = names.len() - shown;
    let mut list = name::list(&names[..shown], "and");
    if more > 0 {
        list = format!("{list} and {more} more");
    }
    let last = &model.events[cluster[cluster.len() - 1]];
    let mut finding = Finding::new(
        &ORDER_UNKNOWN,
        format!("which came first: {list}?"),
        last.date_place,
        format!("`{}`, {}", last.id, last.date),
    )
    .help(if names.len() == 2 {
        format!(
            "add `after = \"{}\"` to `{}`, or the other way round",
            names[0], last.id
        )
    } else {
        "give each of them but the first an `after` that names the one before it".to_owned()
    });
    for &id in &cluster[..shown.min(cluster.len() - 1)] {
        let event = &model.events[id];
        finding = finding.beside(event.date_place, format!("`{}`, {}", event.id, event.date));
    }
    finding
}
