//! Steps in order to states by day: what a line can be on each day, over every reading of the dates.
//!
//! A reading gives each event a day within its bounds, in order, and each last day (`until`) a day within
//! its own. For the end of a day D the readings differ in how many of the steps have happened: at least
//! those that surely have, at most those that can have. For each such number the states are followed
//! through; of all readings with one outcome only the earliest matters, since it leaves most open.

use std::collections::BTreeMap;

use super::Holds;
use super::draft::DraftLine;
use super::line::{Effect, Line, Phases, Sort, Step};
use super::order::Order;
use super::settle::{opener_before_records, runs};
use crate::day::{Bounds, Day};
use crate::model::EventId;

/// Folds a line.
pub(super) fn fold(draft: DraftLine, order: &Order) -> Line {
    let dates: Vec<Bounds> = draft
        .steps
        .iter()
        .map(|step| order.bounds(step.event))
        .collect();
    let folding = Folding {
        start: opener_before_records(&draft.key.sort, &draft.steps),
        steps: &draft.steps,
        dates,
        places: draft
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| (step.event, at))
            .collect(),
    };
    let phases = folding.phases();
    let runs: Vec<usize> = if matches!(draft.key.sort, Sort::Membership | Sort::Life) {
        vec![1; draft.steps.len()]
    } else {
        runs(&draft.steps, order).map(<[Step]>::len).collect()
    };
    let found_open = folding.found_open(&runs);
    Line {
        phases,
        found_open,
        key: draft.key,
        steps: draft.steps,
    }
}

struct Folding<'a> {
    start: Option<EventId>,
    steps: &'a [Step],
    dates: Vec<Bounds>,
    /// Where on the line each event stands.
    places: BTreeMap<EventId, usize>,
}

/// Whether a line is open, and until when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Open {
        since: EventId,
        /// The last day, within these bounds. Raised to what the reading has decided about it.
        until: Option<Bounds>,
    },
}

/// An outcome, and the earliest day that the last step can have had in it.
#[derive(Clone, Copy)]
struct Outcome {
    state: State,
    day: Day,
}

impl Outcome {
    /// Whether the line is still open when the next step comes.
    fn is_open_at(self, next: Bounds) -> Holds {
        match self.state {
            State::Closed => Holds::Never,
            State::Open { until: None, .. } => Holds::Certain,
            State::Open {
                until: Some(until), ..
            } => {
                if next.latest <= until.earliest {
                    Holds::Certain
                } else if self.day.max(next.earliest) <= until.latest {
                    Holds::Possible
                } else {
                    Holds::Never
                }
            }
        }
    }
}

impl Folding<'_> {
    fn phases(&self) -> Phases {
        let mut phases = Phases::default();
        let lapses = self.steps.iter().any(|step| until_of(step).is_some());
        let all = if lapses {
            Vec::new()
        } else {
            self.prefixes(Day::AFTER_ALL, self.steps.len())
        };
        for day in self.turning_days() {
            let states = if lapses {
                let happened = self.can_have_happened(day);
                self.states(day, &self.prefixes(day, happened))
            } else {
                self.states(day, &all)
            };
            phases.turn(day, &states);
        }
        phases
    }

    /// Whether each step finds the line open on its own day. Steps of `runs` whose order does not matter
    /// each find what any of them finds, but on a membership or life: of two joins, one comes second.
    fn found_open(&self, runs: &[usize]) -> Vec<Holds> {
        let prefixes = self.prefixes(Day::AFTER_ALL, self.steps.len());
        let mut found: Vec<Holds> = (prefixes.iter().zip(&self.dates))
            .map(|(outcomes, date)| {
                Holds::of_readings(outcomes.iter().map(|outcome| outcome.is_open_at(*date)))
            })
            .collect();
        let mut from = 0;
        for length in runs {
            let run = &mut found[from..from + length];
            let any = Holds::of_readings(run.iter().copied());
            run.fill(any);
            from += length;
        }
        found
    }

    /// The days on which the states can change.
    fn turning_days(&self) -> Vec<Day> {
        let of_dates = self
            .dates
            .iter()
            .flat_map(|date| [date.earliest, date.latest]);
        let untils: Vec<Bounds> = self.steps.iter().filter_map(until_of).collect();
        let of_ends = untils
            .iter()
            .flat_map(|until| [until.earliest.next(), until.latest.next()]);
        let mut days: Vec<Day> = of_dates.chain(of_ends).collect();
        if !untils.is_empty() {
            // A last day that a reading puts on the day of an event is over on the next.
            let next: Vec<Day> = days.iter().map(|day| day.next()).collect();
            days.extend(next);
        }
        days.extend(self.start.map(|_| Day::BEFORE_ALL));
        days.retain(|day| *day != Day::AFTER_ALL);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// How many steps can have happened by the end of a day.
    fn can_have_happened(&self, day: Day) -> usize {
        self.dates
            .iter()
            .filter(|date| date.earliest <= day)
            .count()
    }

    fn surely_happened(&self, day: Day) -> usize {
        self.dates.iter().filter(|date| date.latest <= day).count()
    }

    /// The states at the end of a day, given the outcomes after each number of steps.
    fn states(&self, day: Day, prefixes: &[Vec<Outcome>]) -> Vec<Option<EventId>> {
        let mut states = Vec::new();
        let most = self.can_have_happened(day);
        let numbers = prefixes.iter().enumerate().take(most + 1);
        for (happened, outcomes) in numbers.skip(self.surely_happened(day)) {
            for outcome in outcomes {
                match outcome.state {
                    State::Closed => states.push(None),
                    State::Open { since, until } => {
                        if until.is_none_or(|until| day <= until.latest) {
                            states.push(Some(since));
                        }
                        if until.is_some_and(|until| self.may_have_lapsed(day, until, happened)) {
                            states.push(None);
                        }
                    }
                }
            }
        }
        // The opener that comes first on the line is named first.
        states.sort_by_key(|state| state.map(|opener| self.places.get(&opener)));
        states.dedup();
        states
    }

    /// Whether a last day can be over by the end of a day, after this number of steps: unless a later
    /// grant surely falls up to its latest day.
    fn may_have_lapsed(&self, day: Day, until: Bounds, happened: usize) -> bool {
        let put_off = (happened..self.steps.len())
            .take_while(|&k| !matches!(self.steps[k].effect, Effect::Closes { .. }))
            .any(|k| {
                let step = &self.steps[k];
                sets_anew(step) && !step.disputed && self.dates[k].latest <= until.latest
            });
        until.earliest < day && !put_off
    }

    /// The outcomes after each number of steps up to `most`, in readings in which all of these happen by
    /// the end of the day.
    fn prefixes(&self, day: Day, most: usize) -> Vec<Vec<Outcome>> {
        let state = self
            .start
            .map_or(State::Closed, |since| State::Open { since, until: None });
        let first = Outcome {
            state,
            day: Day::BEFORE_ALL,
        };
        let mut prefixes = vec![vec![first]];
        for (step, date) in self.steps.iter().zip(&self.dates).take(most) {
            let mut next = Vec::new();
            for outcome in &prefixes[prefixes.len() - 1] {
                let earliest = outcome.day.max(date.earliest);
                if step.disputed {
                    next.push(Outcome {
                        state: outcome.state,
                        day: earliest,
                    });
                }
                outcomes(
                    step,
                    outcome.state,
                    earliest,
                    date.latest.min(day),
                    &mut next,
                );
            }
            prefixes.push(earliest_of_each(next));
        }
        prefixes
    }
}

/// What a step that falls between two days makes of a state.
fn outcomes(step: &Step, state: State, earliest: Day, latest: Day, out: &mut Vec<Outcome>) {
    let opened = |until| State::Open {
        since: step.event,
        until,
    };
    let mut on = |state, day| out.push(Outcome { state, day });
    match (step.effect, state) {
        (Effect::Stands, _) => on(state, earliest),
        (Effect::Closes { .. }, _) => on(State::Closed, earliest),
        (Effect::Sets(_), _) => on(opened(None), earliest),
        (Effect::Opens | Effect::Joins, State::Closed) => on(opened(None), earliest),
        (Effect::Opens | Effect::Joins, State::Open { .. }) => on(state, earliest),
        (
            Effect::Grants {
                only_open, until, ..
            },
            State::Closed,
        ) => {
            on(
                if only_open {
                    State::Closed
                } else {
                    opened(until)
                },
                earliest,
            );
        }
        (
            Effect::Grants {
                anew, until: new, ..
            },
            State::Open { since, until: None },
        ) => {
            let until = if anew { new } else { None };
            on(State::Open { since, until }, earliest);
        }
        (
            Effect::Grants {
                anew: true,
                until,
                only_open,
            },
            State::Open {
                since,
                until: Some(old),
            },
        ) => {
            if earliest <= old.latest {
                on(State::Open { since, until }, earliest);
            }
            let late = earliest.max(old.latest.next());
            if late <= latest {
                on(
                    if only_open {
                        State::Closed
                    } else {
                        opened(until)
                    },
                    late,
                );
            }
        }
        // Leaves the last day as it is, or opens anew what has lapsed.
        (
            Effect::Grants {
                anew: false, until, ..
            },
            State::Open {
                since,
                until: Some(old),
            },
        ) => {
            if earliest <= old.latest {
                let decided = Bounds {
                    earliest: old.earliest.max(earliest),
                    latest: old.latest,
                };
                on(
                    State::Open {
                        since,
                        until: Some(decided),
                    },
                    earliest,
                );
            }
            let late = earliest.max(old.earliest.next());
            if late <= latest {
                on(opened(until), late);
            }
        }
    }
}

fn earliest_of_each(mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    let mut kept: Vec<Outcome> = Vec::with_capacity(1);
    outcomes.sort_by_key(|outcome| outcome.day);
    for outcome in outcomes {
        if !kept.iter().any(|known| known.state == outcome.state) {
            kept.push(outcome);
        }
    }
    kept
}

pub(super) fn until_of(step: &Step) -> Option<Bounds> {
    match step.effect {
        Effect::Grants { until, .. } => until,
        _ => None,
    }
}

/// Whether a line was open before all its steps.
pub(super) fn begins_open(line: &Line) -> bool {
    opener_before_records(&line.key.sort, &line.steps).is_some()
}

fn sets_anew(step: &Step) -> bool {
    matches!(step.effect, Effect::Grants { anew: true, .. })
}
