//! What an actor holds in a coalition on the day: cells, contributions, restrictions.

use super::party::Party;
use super::row::{Bound, CountJson, MemberCell};
use crate::answer::add_new;
use crate::answer::words::{ScopeCell, contribution_in_words, restriction_in_words};
use crate::model::{Cell, Contribution, EventId, Model, RestrictionId};
use crate::timeline::{Holds, Sort};

impl Party<'_> {
    pub(in crate::answer) fn open_cells(&self) -> Vec<OpenCell> {
        let day = self.asked.on;
        let mut cells: Vec<OpenCell> = Vec::new();
        for (part, counts) in self.counting() {
            for (cell, line) in self.timeline.cells(part, self.actor, self.asked.by) {
                let holds = counts.and(line.on(day).holds());
                if !holds.may_be() {
                    continue;
                }
                let suspended = self.timeline.suspended(part, self.actor, cell, day);
                let openers: Vec<_> = line.on(day).openers().collect();
                match cells.iter_mut().find(|known| known.cell == cell) {
                    Some(known) => {
                        known.holds = known.holds.or(holds);
                        known.suspended = known.suspended.and(suspended);
                        add_new(&mut known.openers, openers);
                    }
                    None => cells.push(OpenCell {
                        cell,
                        holds,
                        suspended,
                        openers,
                    }),
                }
            }
        }
        let ids = |cell: &OpenCell| ScopeCell::new(&self.timeline.model, cell.cell);
        cells.sort_by_key(|cell| (ids(cell).theatre, ids(cell).activity));
        cells
    }

    pub(in crate::answer) fn contributions(&self) -> Vec<(EventId, Contribution, Holds)> {
        let mut brought = Vec::new();
        for (part, counts) in self.counting() {
            for line in self.timeline.group(Some(part), Some(self.actor)) {
                let Sort::Contribution(what) = &line.key.sort else {
                    continue;
                };
                let states = line.on(self.asked.on);
                let events: Vec<_> = states.openers().collect();
                let holds = if events.len() > 1 {
                    Holds::Possible
                } else {
                    states.holds()
                };
                for event in events {
                    let all = &self.timeline.model.events[event].contributions;
                    let same = all.iter().find(|contribution| contribution.what == **what);
                    brought.extend(same.map(|same| (event, same.clone(), counts.and(holds))));
                }
            }
        }
        brought.sort_by(|a, b| (&a.1.what, a.0).cmp(&(&b.1.what, b.0)));
        brought
    }

    pub(in crate::answer) fn restrictions(&self) -> Vec<InForce> {
        let model = &*self.timeline.model;
        let binding = self
            .timeline
            .binding(self.coalition, self.actor, self.asked.on);
        let mut bound: Vec<_> = (binding.into_iter())
            .filter(|(line, _)| self.is_asked(line))
            .filter_map(|(line, holds)| {
                let Sort::Restriction(id) = line.key.sort else {
                    return None;
                };
                let rule = &model.restrictions[id];
                Some(InForce {
                    id,
                    bound: Bound {
                        id: rule.id.to_string(),
                        certainty: holds,
                    },
                    words: restriction_in_words(model, rule),
                    for_all: rule.actor.is_none(),
                    openers: line.on(self.asked.on).openers().collect(),
                })
            })
            .collect();
        bound.sort_by(|a, b| a.bound.id.cmp(&b.bound.id));
        bound
    }
}

/// A restriction that binds the actor.
pub(in crate::answer) struct InForce {
    pub(in crate::answer) id: RestrictionId,
    pub(in crate::answer) bound: Bound,
    pub(super) words: String,
    pub(super) for_all: bool,
    pub(in crate::answer) openers: Vec<EventId>,
}

pub(super) fn in_words_where(rules: &[InForce], for_all: bool) -> Vec<String> {
    let asked = rules.iter().filter(|rule| rule.for_all == for_all);
    asked
        .map(|rule| match rule.bound.certainty {
            Holds::Certain => rule.words.clone(),
            _ => format!("possibly {}", rule.words),
        })
        .collect()
}

pub(in crate::answer) struct OpenCell {
    pub(in crate::answer) cell: Cell,
    pub(in crate::answer) holds: Holds,
    pub(in crate::answer) suspended: Holds,
    pub(in crate::answer) openers: Vec<EventId>,
}

impl OpenCell {
    pub(super) fn json(self, model: &Model) -> MemberCell {
        MemberCell {
            cell: ScopeCell::new(model, self.cell),
            certainty: self.holds,
            suspended: match self.suspended {
                Holds::Certain => Some(true),
                Holds::Possible => None,
                Holds::Never => Some(false),
            },
        }
    }
}

pub(super) fn in_words(cells: &[OpenCell]) -> Vec<(Cell, String)> {
    let remark = |cell: &OpenCell| {
        let possible = (cell.holds == Holds::Possible).then_some("possibly");
        let suspended = match cell.suspended {
            Holds::Certain => Some("suspended"),
            Holds::Possible => Some("possibly suspended"),
            Holds::Never => None,
        };
        [possible, suspended]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    };
    cells.iter().map(|cell| (cell.cell, remark(cell))).collect()
}

pub(super) fn said(brought: &Contribution, holds: Holds) -> String {
    let words = contribution_in_words(brought);
    if holds.is_certain() {
        words
    } else {
        format!("{words} (possibly)")
    }
}

pub(in crate::answer) fn count_json(contribution: &Contribution) -> CountJson {
    match contribution.count {
        None => CountJson::Some,
        Some(count) if count.least == count.most => CountJson::Exact(count.most),
        Some(count) => CountJson::Range([count.least, count.most]),
    }
}
