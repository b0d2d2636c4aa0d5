//! Readings, one by one: for questions over several lines that must hold together.
//!
//! Days are told apart only where it matters: by the end of the day asked about, and by the last days of
//! what may lapse. Between two such days all days of an event read alike, so one stands for all.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{Effect, Line, Step};
use super::{Holds, Timeline, fold};
use crate::day::{Bounds, Day};
use crate::model::EventId;

/// With more undecided events than this, lines are combined freely.
const MOST_UNDECIDED: usize = 12;
/// With more readings than this, too.
const MOST_READINGS: usize = 1 << 16;

/// Days that read alike, in order: the number of days that matter up to one of them.
type Position = usize;

/// A last day: the event that sets it, and its bounds, since one event may set several.
type Until = (EventId, Bounds);

/// One reading, as far as some lines and a day are concerned.
#[derive(Debug, Clone, Default)]
struct Reading {
    /// When each event happens of which readings differ.
    days: BTreeMap<EventId, Position>,
    /// When each last day is. The second part is whether it is the last of the
    /// days that read alike.
    untils: BTreeMap<Until, (Position, bool)>,
    /// The disputed events that do not happen.
    absent: Vec<EventId>,
}

/// The lines of a question, as one reading has them.
#[derive(Debug)]
pub struct InReading<'a> {
    lines: &'a [&'a Line],
    open: Vec<bool>,
}

impl InReading<'_> {
    /// Whether a line is open in this reading at the end of the day. A line not asked for is not.
    pub fn is_open(&self, line: &Line) -> bool {
        let at = self.lines.iter().position(|known| known.key == line.key);
        at.is_some_and(|at| self.open[at])
    }
}

impl Timeline {
    /// Puts a question about some lines in every reading of them at the end of a day. False when there
    /// are too many readings: nothing is asked then.
    pub fn in_every_reading<'a>(
        &self,
        lines: &'a [&'a Line],
        day: Day,
        mut ask: impl FnMut(&InReading<'a>),
    ) -> bool {
        let holds: Vec<Holds> = lines.iter().map(|line| line.on(day).holds()).collect();
        // What is decided is so in every reading: only the rest is worth telling apart.
        let undecided = lines
            .iter()
            .zip(&holds)
            .filter(|(_, holds)| **holds == Holds::Possible);
        let undecided: Vec<&Line> = undecided.map(|(line, _)| *line).collect();
        let Some(readings) = Readings::of(self, &undecided, day) else {
            return false;
        };
        let scale = &readings.scale;
        for reading in &readings.all {
            let open = lines.iter().zip(&holds).map(|(line, holds)| match holds {
                Holds::Certain => true,
                Holds::Never => false,
                Holds::Possible => scale.is_open(line, reading, &scale.steps(line, reading)),
            });
            let open = open.collect();
            ask(&InReading { lines, open });
        }
        true
    }
}

/// The days that matter, and where the day asked about is among them.
struct Scale {
    turns: Vec<Day>,
    asked: Position,
    /// The events that are at one position in every reading.
    decided: BTreeMap<EventId, Position>,
}

struct Readings {
    scale: Scale,
    all: Vec<Reading>,
}

impl Readings {
    fn of(timeline: &Timeline, lines: &[&Line], day: Day) -> Option<Readings> {
        let steps = || lines.iter().flat_map(|line| &line.steps);
        let untils: BTreeSet<Until> = steps()
            .filter_map(|step| Some((step.event, fold::until_of(step)?)))
            .collect();
        let mut turns = vec![day, day.next()];
        for (_, until) in &untils {
            turns.extend([
                until.earliest,
                until.earliest.next(),
                until.latest,
                until.latest.next(),
            ]);
        }
        turns.sort_unstable();
        turns.dedup();
        let mut scale = Scale {
            asked: turns.partition_point(|turn| *turn <= day),
            turns,
            decided: BTreeMap::new(),
        };
        let mut events: Vec<(EventId, bool)> =
            steps().map(|step| (step.event, step.disputed)).collect();
        events.sort_unstable();
        events.dedup();
        let undecided = events.iter().filter(|&&(id, disputed)| {
            let bounds = timeline.bounds(id);
            bounds.earliest <= day && (day < bounds.latest || disputed)
        });
        if undecided.count() > MOST_UNDECIDED {
            return None;
        }
        for &(id, _) in &events {
            let positions = scale.positions(timeline.bounds(id));
            if positions.start() == positions.end() {
                scale.decided.insert(id, *positions.start());
            }
        }
        events.retain(|(id, disputed)| *disputed || !scale.decided.contains_key(id));
        let all = scale.readings(timeline, &events, &untils)?;
        Some(Readings { scale, all })
    }
}

impl Scale {
    /// The steps of a line that happen in a reading, by day and then in the known order.
    fn steps<'l>(&self, line: &'l Line, reading: &Reading) -> Vec<&'l Step> {
        let happens = |step: &&Step| !reading.absent.contains(&step.event);
        let mut steps: Vec<&Step> = line.steps.iter().filter(happens).collect();
        steps.sort_by_key(|step| self.day(reading, step.event));
        steps
    }

    /// When an event happens in a reading.
    fn day(&self, reading: &Reading, event: EventId) -> Position {
        let decided = || self.decided.get(&event).copied();
        reading
            .days
            .get(&event)
            .copied()
            .or_else(decided)
            .unwrap_or(0)
    }

    fn position(&self, day: Day) -> Position {
        self.turns.partition_point(|turn| *turn <= day)
    }

    fn positions(&self, bounds: Bounds) -> std::ops::RangeInclusive<Position> {
        self.position(bounds.earliest)..=self.position(bounds.latest)
    }

    /// Whether the days at a position are more than one.
    fn is_stretch(&self, position: Position) -> bool {
        let from = position.checked_sub(1).map(|at| self.turns[at]);
        from.is_none_or(|from| self.turns.get(position).is_none_or(|to| from.next() < *to))
    }

    fn readings(
        &self,
        timeline: &Timeline,
        events: &[(EventId, bool)],
        untils: &BTreeSet<Until>,
    ) -> Option<Vec<Reading>> {
        let mut all = vec![Reading::default()];
        for &(id, disputed) in events {
            let mut longer = Vec::new();
            for reading in &all {
                for position in self.positions(timeline.bounds(id)) {
                    if in_order(timeline, reading, id, position) {
                        let mut reading = reading.clone();
                        reading.days.insert(id, position);
                        // What comes later is not there yet, disputed or not.
                        if disputed && position <= self.asked {
                            let mut without = reading.clone();
                            without.absent.push(id);
                            longer.push(without);
                        }
                        longer.push(reading);
                    }
                }
            }
            all = within_reason(longer)?;
        }
        for &until in untils {
            let mut longer = Vec::new();
            for reading in &all {
                for position in self.positions(until.1) {
                    let ends: &[bool] = if self.is_stretch(position) {
                        &[false, true]
                    } else {
                        &[true]
                    };
                    for &last in ends {
                        let mut reading = reading.clone();
                        reading.untils.insert(until, (position, last));
                        longer.push(reading);
                    }
                }
            }
            all = within_reason(longer)?;
        }
        Some(all)
    }

    /// Whether a line is open at the end of the day, its steps taken in order.
    fn is_open(&self, line: &Line, reading: &Reading, steps: &[&Step]) -> bool {
        let day = |step: &Step| self.day(reading, step.event);
        let mut open: Option<Option<Until>> = fold::begins_open(line).then_some(None);
        let happened = steps.partition_point(|step| day(step) <= self.asked);
        for (at, step) in steps[..happened].iter().enumerate() {
            let lapsed = match open {
                Some(Some(until)) => {
                    let (last, whole) = reading.untils[&until];
                    let over = last < day(step) || (last == day(step) && !whole);
                    over && !self.is_put_off(until, &steps[at..], reading)
                }
                _ => false,
            };
            if lapsed {
                open = None;
            }
            open = match (step.effect, open) {
                (Effect::Stands, open) => open,
                (Effect::Closes { .. }, _) => None,
                (
                    Effect::Grants {
                        only_open: true, ..
                    },
                    None,
                ) => None,
                (Effect::Grants { until, .. }, None) => {
                    Some(until.map(|until| (step.event, until)))
                }
                (
                    Effect::Grants {
                        until, anew: true, ..
                    },
                    Some(_),
                ) => Some(until.map(|until| (step.event, until))),
                (Effect::Opens | Effect::Joins | Effect::Sets(_), None) => Some(None),
                (_, open) => open,
            };
        }
        match open {
            Some(Some(until)) => {
                let (last, _) = reading.untils[&until];
                last >= self.asked || self.is_put_off(until, &steps[happened..], reading)
            }
            open => open.is_some(),
        }
    }

    /// Whether one of these steps, before any that closes, puts a last day off.
    fn is_put_off(&self, until: Until, steps: &[&Step], reading: &Reading) -> bool {
        let latest = self.position(until.1.latest);
        let mut steps = steps
            .iter()
            .take_while(|step| !matches!(step.effect, Effect::Closes { .. }));
        steps.any(|step| {
            matches!(step.effect, Effect::Grants { anew: true, .. })
                && self.day(reading, step.event) <= latest
        })
    }
}

fn in_order(timeline: &Timeline, reading: &Reading, event: EventId, position: Position) -> bool {
    reading.days.iter().all(|(&other, &at)| {
        (at <= position || !timeline.precedes(other, event))
            && (position <= at || !timeline.precedes(event, other))
    })
}

fn within_reason(readings: Vec<Reading>) -> Option<Vec<Reading>> {
    (readings.len() <= MOST_READINGS).then_some(readings)
}
