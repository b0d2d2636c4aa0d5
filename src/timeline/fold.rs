//! Steps in order to states by day: what a line can be on each day, over every reading of the dates.
//!
//! A reading gives each event a day within its bounds, in order, and each last day (`until`) a day within
//! its own. For the end of a day D the readings differ in how many of the steps have happened: at least
//! those that surely have, at most those that can have. For each such number the states are followed
//! through; of all readings with one outcome only the earliest matters, since it leaves most open.

use super::Holds;
use super::draft::DraftLine;
use super::line::{Effect, Line, Sort, Step, Turns};
use super::order::Order;
use super::settle::{opener_before_records, runs};
use crate::day::{Bounds, Day};
use crate::model::EventId;

/// Folds lines, one after the other, in the same memory.
#[derive(Default)]
pub(super) struct Folder {
    dates: Vec<Bounds>,
    prefixes: Prefixes,
    found_open: Vec<Holds>,
    days: Vec<Day>,
    states: Vec<Option<EventId>>,
    turns: Turns,
}

impl Folder {
    /// Folds a line.
    pub(super) fn fold(&mut self, draft: DraftLine, order: &Order) -> Line {
        let DraftLine { key, mut steps } = draft;
        self.dates.clear();
        self.dates
            .extend(steps.iter().map(|step| order.bounds(step.event)));
        let folding = Folding {
            start: opener_before_records(&key.sort, &steps),
            steps: &steps,
            dates: &self.dates,
        };
        folding.prefixes(Day::AFTER_ALL, steps.len(), &mut self.prefixes);
        folding.found_open(&self.prefixes, &mut self.found_open);
        if !matches!(key.sort, Sort::Membership | Sort::Life) {
            level(&mut self.found_open, runs(&steps, order).map(<[Step]>::len));
        }
        let lapses = steps.iter().any(|step| until_of(step).is_some());
        folding.turning_days(&mut self.days);
        for &day in &self.days {
            if lapses {
                let happened = folding.can_have_happened(day);
                folding.prefixes(day, happened, &mut self.prefixes);
            }
            folding.states(day, &self.prefixes, &mut self.states);
            self.turns.turn(day, &self.states);
        }
        for (step, found) in steps.iter_mut().zip(&self.found_open) {
            step.found_open = *found;
        }
        Line {
            key,
            steps: steps.into_boxed_slice(),
            phases: self.turns.take(),
        }
    }
}

/// Steps of `runs` whose order does not matter each find what any of them finds, but on a membership or
/// life: of two joins, one comes second.
fn level(found: &mut [Holds], runs: impl Iterator<Item = usize>) {
    let mut from = 0;
    for length in runs {
        let run = &mut found[from..from + length];
        let any = Holds::of_readings(run.iter().copied());
        run.fill(any);
        from += length;
    }
}

/// The outcomes after each number of steps, from none on.
#[derive(Default)]
struct Prefixes {
    outcomes: Vec<Outcome>,
    /// Where those of each number end.
    ends: Vec<usize>,
}

impl Prefixes {
    fn after(&self, steps: usize) -> &[Outcome] {
        let start = steps.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.outcomes[start..self.ends[steps]]
    }
}

struct Folding<'a> {
    start: Option<EventId>,
    steps: &'a [Step],
    dates: &'a [Bounds],
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
    /// Whether each step finds the line open on its own day.
    fn found_open(&self, prefixes: &Prefixes, found_open: &mut Vec<Holds>) {
        found_open.clear();
        let found = self.dates.iter().enumerate().map(|(steps, date)| {
            let outcomes = prefixes.after(steps).iter();
            Holds::of_readings(outcomes.map(|outcome| outcome.is_open_at(*date)))
        });
        found_open.extend(found);
    }

    /// The days on which the states can change.
    fn turning_days(&self, days: &mut Vec<Day>) {
        days.clear();
        for date in self.dates {
            days.extend([date.earliest, date.latest]);
        }
        let before_ends = days.len();
        for until in self.steps.iter().filter_map(until_of) {
            days.extend([until.earliest.next(), until.latest.next()]);
        }
        if days.len() > before_ends {
            // A last day that a reading puts on the day of an event is over on the next.
            days.extend_from_within(..);
            let half = days.len() / 2;
            for day in &mut days[half..] {
                *day = day.next();
            }
        }
        days.extend(self.start.map(|_| Day::BEFORE_ALL));
        days.retain(|day| *day != Day::AFTER_ALL);
        days.sort_unstable();
        days.dedup();
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
    fn states(&self, day: Day, prefixes: &Prefixes, states: &mut Vec<Option<EventId>>) {
        states.clear();
        for happened in self.surely_happened(day)..=self.can_have_happened(day) {
            for outcome in prefixes.after(happened) {
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
        if states.len() > 1 {
            // The opener that comes first on the line is named first.
            let place = |opener| self.steps.iter().position(|step| step.event == opener);
            states.sort_by_key(|state| state.map(place));
            states.dedup();
        }
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
    fn prefixes(&self, day: Day, most: usize, prefixes: &mut Prefixes) {
        let Prefixes {
            outcomes: all,
            ends,
        } = prefixes;
        all.clear();
        ends.clear();
        let state = self
            .start
            .map_or(State::Closed, |since| State::Open { since, until: None });
        all.push(Outcome {
            state,
            day: Day::BEFORE_ALL,
        });
        ends.push(1);
        let mut from = 0;
        for (step, date) in self.steps.iter().zip(self.dates).take(most) {
            let to = all.len();
            for at in from..to {
                let outcome = all[at];
                let earliest = outcome.day.max(date.earliest);
                if step.disputed {
                    all.push(Outcome {
                        state: outcome.state,
                        day: earliest,
                    });
                }
                outcomes(step, outcome.state, earliest, date.latest.min(day), all);
            }
            keep_earliest_of_each(all, to);
            from = to;
            ends.push(all.len());
        }
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

/// Of the outcomes from a place on, the earliest of each state.
fn keep_earliest_of_each(all: &mut Vec<Outcome>, from: usize) {
    all[from..].sort_by_key(|outcome| outcome.day);
    let mut kept = from;
    for at in from..all.len() {
        let outcome = all[at];
        if !all[from..kept]
            .iter()
            .any(|known| known.state == outcome.state)
        {
            all[kept] = outcome;
            kept += 1;
        }
    }
    all.truncate(kept);
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
