//! The order in a view other than the accepted one, where nothing is checked (design, section 4).
//!
//! What is known is put in piece by piece, and a piece that would leave some event no day, or put it
//! before itself, is left out: each `after`, in record order of the later event and then as listed;
//! a beginning before the joins, these before the end, and that after the beginning; the only order without a fault, line by
//! line, until nothing changes. Where all of that leaves a line's leftmost cluster without an order
//! it takes the record order, pair by pair; then the lines are looked at again.

use super::lines::Lines;
use super::order::{Order, begins_and_ends, life_order};
use super::search::Search;
use crate::replay::history::{Event, History};

impl Order {
    /// The order, all events of the history counting.
    pub fn in_view(history: &History, lines: &Lines) -> Self {
        let mut order = Self::unordered(history);
        order.accept(lines, &[]);
        let lives = [life_order, begins_and_ends].map(|sort| pairs(history, sort));
        for pair in stated(history).into_iter().chain(lives.concat()) {
            order.accept(lines, &[pair]);
        }
        let mut refused = Vec::new();
        while order.settle_one(history, lines, &mut refused)
            || order.take_record_order(history, lines)
        {}
        order
    }

    /// Takes the pairs in if they leave every event a day.
    fn accept(&mut self, lines: &Lines, pairs: &[(usize, usize)]) -> bool {
        let mut with = self.clone();
        for &(a, b) in pairs {
            with.before[a][b] = true;
        }
        let holds = with.derive(lines).is_ok();
        if holds {
            *self = with;
        }
        holds
    }

    /// Settles one cluster by the only order without a fault, or refuses that. Is there one left?
    fn settle_one(
        &mut self,
        history: &History,
        lines: &Lines,
        refused: &mut Vec<Vec<usize>>,
    ) -> bool {
        for search in Search::each(history, lines) {
            let cluster = search.first_unsettled(self);
            let Some(found) = cluster.and_then(|cluster| cluster.only_order) else {
                continue;
            };
            if refused.contains(&found) {
                continue;
            }
            let pairs = search.pairs(self, &found);
            if !self.accept(lines, &pairs) {
                refused.push(found);
            }
            return true;
        }
        false
    }

    /// Orders the first cluster that has none as the record does. Is there one?
    fn take_record_order(&mut self, history: &History, lines: &Lines) -> bool {
        for search in Search::each(history, lines) {
            let Some(cluster) = search.first_unsettled(self) else {
                continue;
            };
            while let Some(&pair) = search.gaps(self, &cluster.events).first() {
                if !self.accept(lines, &[pair]) {
                    self.given_up.insert(pair);
                }
            }
            return true;
        }
        false
    }
}

/// The pairs that `after` states.
fn stated(history: &History) -> Vec<(usize, usize)> {
    let place = |id| history.events.iter().position(|event| event.id == id);
    let of = |(later, event): (usize, &Event)| {
        let earlier = event.after.iter().filter_map(|&id| place(id));
        earlier.map(|earlier| (earlier, later)).collect::<Vec<_>>()
    };
    history.events.iter().enumerate().flat_map(of).collect()
}

/// The pairs of a sort, in record order of the later event, then of the earlier.
fn pairs(history: &History, sort: fn(&Event, &Event) -> bool) -> Vec<(usize, usize)> {
    let places = 0..history.events.len();
    let all = places
        .clone()
        .flat_map(|b| places.clone().map(move |a| (a, b)));
    all.filter(|&(a, b)| sort(&history.events[a], &history.events[b]))
        .collect()
}
